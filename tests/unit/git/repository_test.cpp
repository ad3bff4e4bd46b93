// SPDX-License-Identifier: MIT
#include "git/repository.hpp"

#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "git/program.hpp"
#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

std::string failure(const std::string& directory) {
  try {
    Repository::open(directory);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::system);
    return error.what();
  }
  return {};
}

/// Sets a variable of the environment while it lives.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    setenv(name_.c_str(), value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { unsetenv(name_.c_str()); }

 private:
  std::string name_;
};

TEST_CASE("a repository is found from any folder of its work tree") {
  const TemporaryRepository checkout;
  const ObjectId id = checkout.commit({{"a/b/c", "1"}});
  const Repository repository = Repository::open(checkout.path("a/b"));
  CHECK(repository.work_tree() == checkout.path());
  CHECK(repository.git_directory() == checkout.path(".git"));
  CHECK(repository.common_directory() == checkout.path(".git"));
  CHECK(repository.head() == id);
  CHECK(repository.head_branch() == "main");
  CHECK(repository.ref("refs/heads/main") == id);
  CHECK_FALSE(repository.ref("refs/heads/other"));
  CHECK_FALSE(repository.ref("not a ref name"));
  CHECK(repository.has_object(id));
  CHECK_FALSE(repository.has_object(ObjectId{}));
  CHECK_FALSE(repository.is_shallow());
  CHECK(repository.resolve_commit("HEAD") == id);
  CHECK_THROWS_AS(static_cast<void>(repository.resolve_commit("nothing")), Error);
  CHECK_THROWS_AS(static_cast<void>(repository.resolve_commit("HEAD:a/b/c")), Error);
}

TEST_CASE("before the first commit there is a branch and no head") {
  const TemporaryRepository checkout;
  const Repository repository = Repository::open(checkout.path());
  CHECK_FALSE(repository.head());
  CHECK(repository.head_branch() == "main");
  CHECK(repository.tags().empty());
}

TEST_CASE("a detached HEAD has a commit and no branch") {
  const TemporaryRepository checkout;
  const ObjectId id = checkout.commit({{"a", "1"}});
  checkout.git({"checkout", "-q", "--detach"});
  const Repository repository = Repository::open(checkout.path());
  CHECK(repository.head() == id);
  CHECK_FALSE(repository.head_branch());
}

TEST_CASE("a bare repository has no work tree") {
  const TemporaryRepository bare({"--bare"});
  const Repository repository = Repository::open(bare.path());
  CHECK_FALSE(repository.work_tree());
  CHECK(repository.git_directory() == bare.path());
  CHECK(require_git(repository, {"rev-parse", "--is-bare-repository"}) == "true\n");
}

TEST_CASE("a linked work tree has a git directory of its own and shares the common one") {
  const TemporaryRepository checkout;
  checkout.commit({{"a", "1"}});
  const TestFolder folder;
  const std::string linked = folder.path() + "/linked";
  checkout.git({"worktree", "add", "-q", "-b", "side", linked});
  const Repository repository = Repository::open(linked);
  CHECK(repository.work_tree() == linked);
  CHECK(repository.git_directory() == checkout.path(".git/worktrees/linked"));
  CHECK(repository.common_directory() == checkout.path(".git"));
  CHECK(repository.head_branch() == "side");
}

TEST_CASE("a partial and sparse clone is opened, and what it lacks is fetched when it is read") {
  const TemporaryRepository origin;
  origin.git({"config", "uploadpack.allowFilter", "true"});
  origin.commit({{"in/a", "1\n"}, {"out/b", "2\n"}});
  const TestFolder folder;
  const std::string clone = folder.path() + "/clone";
  for (const char* filter : {"blob:none", "tree:0"}) {
    CAPTURE(std::string(filter));
    git_in(folder.path(),
           {"clone", "-q", "--no-checkout", "--filter", filter, "file://" + origin.path(), clone});
    git_in(clone, {"sparse-checkout", "set", "in"});
    const Repository repository = Repository::open(clone);
    const auto tree = repository.history()->tree(*repository.head());
    CHECK(tree->read("out/b") == "2\n");
    CHECK(tree->list("").size() == 2);
    std::filesystem::remove_all(clone);
  }
}

TEST_CASE("tags are listed with the commits that they name, packed or not") {
  const TemporaryRepository checkout;
  const ObjectId first = checkout.commit({{"a", "1"}});
  checkout.git({"tag", "light"});
  checkout.git({"tag", "-a", "-m", "x", "dir/annotated"});
  checkout.git({"tag", "tree", "HEAD^{tree}"});
  for (const bool packed : {false, true}) {
    CAPTURE(packed);
    if (packed) checkout.git({"pack-refs", "--all"});
    const auto tags = Repository::open(checkout.path()).tags();
    REQUIRE(tags.size() == 2);
    CHECK(tags[0].name == "dir/annotated");
    CHECK(tags[0].object == checkout.id("dir/annotated"));
    CHECK(tags[0].commit == first);
    CHECK(tags[1].name == "light");
    CHECK(tags[1].object == first);
    CHECK_FALSE(tags[1].remote);
  }
}

TEST_CASE("what relctl cannot read is refused with the reason") {
  const TestFolder folder;
  CHECK(failure(folder.path()).find("not in a git repository") != std::string::npos);
  CHECK(failure(folder.path() + "/none").find("no folder") != std::string::npos);
  const TemporaryRepository sha256({"--object-format=sha256"});
  CHECK(failure(sha256.path()).find("SHA-256") != std::string::npos);
  const TemporaryRepository reftable;
  reftable.git({"config", "core.repositoryFormatVersion", "1"});
  reftable.git({"config", "extensions.refStorage", "reftable"});
  CHECK(failure(reftable.path()).find("reftable") != std::string::npos);
}

TEST_CASE("a broken HEAD or packed-refs is an error with a place, not a crash") {
  const TemporaryRepository checkout;
  checkout.commit({{"a", "1"}});
  checkout.write(".git/packed-refs", "garbage\n");
  const Repository repository = Repository::open(checkout.path());
  CHECK_THROWS_AS(static_cast<void>(repository.tags()), Error);
}

TEST_CASE("configuration follows includes and the environment's settings") {
  const TemporaryRepository checkout;
  checkout.write(".git/more", "[relctl]\n\tone = included\n\ttwo = included\n");
  checkout.git({"config", "include.path", "more"});
  checkout.git({"config", "x.Sub.key", "value"});
  const Repository repository = Repository::open(checkout.path());
  CHECK(repository.config("relctl.one") == "included");
  CHECK(repository.config("x.Sub.KEY") == "value");
  CHECK_FALSE(repository.config("relctl.three"));
  CHECK_FALSE(repository.config("no key"));
  const Variable count("GIT_CONFIG_COUNT", "1");
  const Variable key("GIT_CONFIG_KEY_0", "Relctl.Two");
  const Variable value("GIT_CONFIG_VALUE_0", "environment");
  CHECK(repository.config("relctl.two") == "environment");
  CHECK(repository.config("relctl.one") == "included");
}

TEST_CASE("the caller's GIT_DIR is ignored, and honoured for hooks") {
  const TemporaryRepository checkout;
  const TemporaryRepository other;
  const ObjectId id = checkout.commit({{"a", "1"}});
  const ObjectId other_id = other.commit({{"b", "2"}});
  const Variable variable("GIT_DIR", other.path(".git"));
  const Repository opened = Repository::open(checkout.path());
  CHECK(opened.head() == id);
  CHECK(require_git(opened, {"rev-parse", "HEAD"}) == id.hex() + '\n');
  const Repository hook = Repository::open_from_environment(checkout.path());
  CHECK(hook.head() == other_id);
  CHECK(require_git(hook, {"rev-parse", "HEAD"}) == other_id.hex() + '\n');
}

TEST_CASE("git's failure comes with its words and without secrets") {
  const TemporaryRepository checkout;
  const Repository repository = Repository::open(checkout.path());
  CHECK(run_git(repository, {"rev-parse", "--verify", "-q", "nothing"}).status == 1);
  std::string words;
  try {
    require_git(repository, {"fetch", "https://me:hunter22@127.0.0.1:1/x"});
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::system);
    words = error.what();
  }
  CHECK(words.find("git fetch failed with status 128") != std::string::npos);
  CHECK(words.find("hunter22") == std::string::npos);
}

TEST_CASE("commits and trees are read on after the repository's object is gone") {
  const TemporaryRepository checkout;
  const ObjectId id = checkout.commit({{"folder/file", "content\n"}}, "first");
  std::shared_ptr<const plan::History> history;
  std::shared_ptr<const Tree> tree;
  {
    const Repository repository = Repository::open(checkout.path());
    history = repository.history();
    tree = history->tree(id);
  }
  CHECK(history->commit(id).message == "first\n");
  history.reset();
  CHECK(tree->read("folder/file") == "content\n");
}

}  // namespace
}  // namespace relctl::git
