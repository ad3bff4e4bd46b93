// SPDX-License-Identifier: MIT
#include "git/signing.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "git/objects.hpp"
#include "git/temporary_repository.hpp"
#include "process/run.hpp"

namespace relctl::git {
namespace {

/// A checkout with an SSH key that git trusts.
class SigningRepository {
 public:
  SigningRepository() {
    process::Command keygen;
    keygen.argv = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", checkout.path(".git/key")};
    REQUIRE(process::run(keygen).status == 0);
    checkout.write(".git/allowed", "robot@example.org " + checkout.read(".git/key.pub"));
    checkout.git({"config", "gpg.ssh.allowedSignersFile", checkout.path(".git/allowed")});
    checkout.git({"config", "gpg.format", "ssh"});
    parent = checkout.commit({{"a", "1\n"}});
  }

  [[nodiscard]] Objects write() const {
    plan::Plan plan = commit_plan("main", parent, {{"a", Mode::file, "1\n", "2\n"}});
    plan.tags = {{"v1", plan::Created{0}, "release\n\nRelctl-Operation: bump\n"}};
    const Repository repository = Repository::open(checkout.path());
    return write_objects(repository, {plan}, test_operation());
  }

  const TemporaryRepository checkout;
  ObjectId parent;
};

TEST_CASE("commits and tags are signed as the configuration asks, and git finds them good") {
  const SigningRepository signing;
  const TemporaryRepository& checkout = signing.checkout;
  checkout.git({"config", "commit.gpgSign", "true"});
  checkout.git({"config", "tag.gpgSign", "true"});
  SUBCASE("a key file") {
    checkout.git({"config", "user.signingKey", checkout.path(".git/key")});
  }
  SUBCASE("a key command") {
    // No agent holds a literal key here, so the command names the file by a program of its own.
    checkout.git({"config", "gpg.ssh.program", checkout.path(".git/sign")});
    checkout.write(".git/sign", "#!/bin/sh\nexec ssh-keygen -Y sign -n git -f '" +
                                    checkout.path(".git/key") + "'\n");
    process::Command chmod;
    chmod.argv = {"chmod", "+x", checkout.path(".git/sign")};
    REQUIRE(process::run(chmod).status == 0);
    checkout.git({"config", "gpg.ssh.defaultKeyCommand", "cat .git/key.pub"});
  }
  const Objects objects = signing.write();
  checkout.git({"config", "gpg.ssh.program", "ssh-keygen"});
  checkout.git({"verify-commit", objects.commits[0].hex()});
  checkout.git({"verify-tag", objects.tags[0].second.hex()});
  checkout.git({"fsck", "--strict"});
  const Repository repository = Repository::open(checkout.path());
  CHECK(repository.history()->tag_message(objects.tags[0].second) ==
        "release\n\nRelctl-Operation: bump\n");
  CHECK(repository.history()->commit(objects.commits[0]).message ==
        "release\n\nRelctl-Operation: bump\n");
}

TEST_CASE("without the setting nothing is signed, and the same plan gives the same objects") {
  const SigningRepository signing;
  const Objects first = signing.write();
  const Objects second = signing.write();
  CHECK(first.commits == second.commits);
  CHECK(first.tags == second.tags);
  signing.checkout.git({"verify-commit", first.commits[0].hex()}, 1);
}

TEST_CASE("a signature that cannot be made is an error with a way out") {
  struct Case {
    const char* key;
    const char* value;
  };
  for (const Case& test :
       {Case{"user.signingKey", "/nowhere"}, Case{"gpg.format", "odd"},
        Case{"gpg.ssh.defaultKeyCommand", "false"}, Case{"gpg.ssh.program", "/nowhere"}}) {
    CAPTURE(std::string(test.key));
    const SigningRepository signing;
    signing.checkout.git({"config", "tag.forceSignAnnotated", "true"});
    signing.checkout.git({"config", test.key, test.value});
    CHECK_THROWS_AS(signing.write(), Error);
  }
}

}  // namespace
}  // namespace relctl::git
