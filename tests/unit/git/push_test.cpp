// SPDX-License-Identifier: MIT
#include "git/remote/push.hpp"

#include <doctest/doctest.h>

#include "git/remote/remote.hpp"
#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

/// A bare repository with the first of a clone's three commits on main, and that clone.
struct Remote {
  Remote() {
    clone.git({"remote", "add", "origin", server.path()});
    clone.git({"push", "-q", "origin", first.hex() + ":refs/heads/main"});
  }

  /// The refs of the server, one a line.
  [[nodiscard]] std::string refs() const {
    return server.git({"for-each-ref", "--format=%(refname) %(objectname)"});
  }
  [[nodiscard]] PushOutcome push_main(const std::optional<ObjectId>& expected) const {
    return push(Repository::open(clone.path()), "origin", {{"refs/heads/main", expected, third}},
                false, {});
  }

  TemporaryRepository server{{"--bare"}};
  TemporaryRepository clone;
  ObjectId first = clone.commit({{"a", "1\n"}});
  ObjectId second = clone.commit({{"a", "2\n"}});
  ObjectId third = clone.commit({{"a", "3\n"}});
  std::string main_at_first = "refs/heads/main " + first.hex();
};

TEST_CASE(
    "a branch is moved from the value that was planned on alone, even where git could go on") {
  const Remote remote;
  CHECK(remote.push_main(remote.second).verdict == PushVerdict::refused);
  CHECK(remote.push_main(std::nullopt).verdict == PushVerdict::refused);
  CHECK(remote.refs() == remote.main_at_first);
  CHECK(remote.push_main(remote.first).verdict == PushVerdict::landed);
  CHECK(remote.refs() == "refs/heads/main " + remote.third.hex());
}

TEST_CASE("a remote that is a mirror gets the refs of the operation and keeps its others") {
  const Remote remote;
  remote.clone.git({"push", "-q", "origin", remote.first.hex() + ":refs/heads/other"});
  remote.clone.git({"config", "remote.origin.mirror", "true"});
  CHECK(remote.push_main(remote.first).verdict == PushVerdict::landed);
  CHECK(remote.refs() ==
        "refs/heads/main " + remote.third.hex() + "\nrefs/heads/other " + remote.first.hex());
}

TEST_CASE("without atomic pushes no tag goes to a server that refuses the branch") {
  const Remote remote;
  remote.server.git({"config", "receive.advertiseAtomic", "false"});
  const Repository repository = Repository::open(remote.clone.path());
  Sender sender(repository, "origin", process::Clock::now() + std::chrono::seconds(60));
  bool asked = false;
  const PushOutcome outcome = sender.send({{"refs/tags/v1", std::nullopt, remote.third},
                                           {"refs/heads/main", remote.second, remote.third}},
                                          [&] { asked = true; });
  CHECK(outcome.verdict == PushVerdict::refused);
  CHECK_FALSE(sender.atomic());
  CHECK_FALSE(asked);
  CHECK(remote.refs() == remote.main_at_first);
}

TEST_CASE("no words of git's or of a server's carry a password") {
  const std::string address = "https://ada:s3cret@example.org/x.git";
  const std::string words = tidy_words("remote: refused for " + address + "\n");
  CHECK(words.find("refused") != std::string::npos);
  CHECK(words.find("s3cret") == std::string::npos);
  const TemporaryRepository folder;
  const process::Output output =
      run_git(Repository::open(folder.path()), {"show-ref", "--verify", address});
  CHECK(output.err.find("example.org") != std::string::npos);
  CHECK(output.err.find("s3cret") == std::string::npos);
}

}  // namespace
}  // namespace relctl::git
