// SPDX-License-Identifier: MIT
#include "git/index_file.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "temporary_repository.hpp"

using namespace relctl;
using namespace relctl::git;

namespace {

std::string index_of(const TemporaryRepository& repository) {
  std::ifstream file(repository.path(".git/index"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<std::string> all_paths = {"run", "a", "folder/b", "absent", "zz"};

/// Four files, one of which can be run.
void commit_files(const TemporaryRepository& repository) {
  repository.commit({{"a", "1\n"}, {"folder/b", "2\n"}, {"run", "3\n"}, {"other", "4\n"}});
  repository.git({"update-index", "--chmod=+x", "run"});
}

}  // namespace

TEST_CASE("what the index holds for some paths is read as git wrote it") {
  const TemporaryRepository repository;
  commit_files(repository);
  const auto entries = find_in_index(index_of(repository), all_paths);
  REQUIRE(entries);
  REQUIRE(entries->size() == 3);
  CHECK(entries->at("a").mode == Mode::file);
  CHECK(entries->at("a").id == repository.id("HEAD:a"));
  CHECK(entries->at("folder/b").id == repository.id("HEAD:folder/b"));
  CHECK(entries->at("run").mode == Mode::executable);
  for (const auto& [path, entry] : *entries) {
    CHECK_FALSE(entry.left_out);
    CHECK_FALSE(entry.unmerged);
    CHECK_FALSE(entry.overlooked);
  }
}

TEST_CASE("names of every length are found behind each other") {
  const TemporaryRepository repository;
  std::map<std::string, std::string> files;
  std::vector<std::string> paths;
  for (std::size_t size = 1; size < 40; ++size) {
    paths.emplace_back(size, 'n');
    files.emplace(paths.back(), std::to_string(size));
  }
  paths.push_back(std::string(200, 'l') + '/' + std::string(200, 'l'));
  files.emplace(paths.back(), "long");
  repository.commit(files);
  const auto entries = find_in_index(index_of(repository), paths);
  REQUIRE(entries);
  for (const std::string& path : paths)
    CHECK(entries->at(path).id == repository.id("HEAD:" + path));
}

TEST_CASE("what git was told of a file, and its conflicts, are known") {
  const TemporaryRepository repository;
  commit_files(repository);
  repository.git({"update-index", "--assume-unchanged", "a"});
  repository.git({"update-index", "--skip-worktree", "folder/b"});
  repository.write("zz", "new\n");
  repository.git({"add", "--intent-to-add", "zz"});
  auto entries = find_in_index(index_of(repository), all_paths);
  REQUIRE(entries);
  CHECK(entries->at("a").overlooked);
  CHECK_FALSE(entries->at("a").left_out);
  CHECK(entries->at("folder/b").overlooked);
  CHECK(entries->at("folder/b").left_out);
  CHECK_FALSE(entries->at("run").overlooked);
  CHECK(entries->at("zz").id.hex() == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

  repository.git({"reset", "-q", "--hard"});
  repository.git({"checkout", "-q", "-b", "other"});
  repository.commit({{"run", "theirs\n"}});
  repository.git({"checkout", "-q", "main"});
  repository.commit({{"run", "ours\n"}});
  repository.git({"merge", "-q", "other"}, 1);
  entries = find_in_index(index_of(repository), all_paths);
  REQUIRE(entries);
  CHECK(entries->at("run").unmerged);
  CHECK_FALSE(entries->at("a").unmerged);
}

TEST_CASE("an index of another form is left to git") {
  const TemporaryRepository repository;
  commit_files(repository);
  SUBCASE("version 4") {
    repository.git({"update-index", "--index-version=4"});
  }
  SUBCASE("split") {
    repository.git({"update-index", "--split-index"});
  }
  SUBCASE("sparse") {
    repository.git({"reset", "-q", "--hard"});
    repository.git({"sparse-checkout", "set", "--cone", "--sparse-index", "absent"});
  }
  CHECK_FALSE(find_in_index(index_of(repository), all_paths));
}

TEST_CASE("an extension that may be passed over changes nothing") {
  const TemporaryRepository repository;
  commit_files(repository);
  repository.git({"update-index", "--untracked-cache"});
  CHECK(find_in_index(index_of(repository), all_paths)->size() == 3);
}

TEST_CASE("an index that ends too early is left to git, unless all entries are there") {
  const TemporaryRepository repository;
  commit_files(repository);
  const std::string bytes = index_of(repository);
  REQUIRE(find_in_index(bytes, all_paths));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto entries = find_in_index(bytes.substr(0, size), all_paths);
    CHECK((!entries || entries->size() == 3));
  }
  CHECK_FALSE(find_in_index("DIRX" + bytes.substr(4), all_paths));
  CHECK_FALSE(find_in_index(bytes + "x", all_paths));
}
