// SPDX-License-Identifier: MIT
#include "tree/disk_tree.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "tree/write_folder.hpp"

namespace {

/// A directory that is removed with everything in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "relctl-tree-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a disk tree shows files, folders and links as they are, and not git's own folder") {
  const TemporaryDirectory root;
  std::filesystem::create_directories(root.path() / "b/.git");
  std::filesystem::create_directories(root.path() / ".git");
  std::ofstream(root.path() / "b/file") << "bytes\r\n";
  std::filesystem::create_symlink("b/file", root.path() / "a");
  const relctl::DiskTree tree(root.path().string());
  REQUIRE(tree.list("").size() == 2);
  CHECK(tree.list("")[0] == relctl::Entry{"a", relctl::Mode::symlink, {}});
  CHECK(tree.list("")[1] == relctl::Entry{"b", relctl::Mode::directory, {}});
  CHECK(tree.list("b").size() == 1);
  CHECK(tree.read("b/file") == "bytes\r\n");
  CHECK(tree.read("a") == "b/file");
  CHECK_FALSE(tree.find("c"));
  CHECK(tree.list("c").empty());
  CHECK_THROWS_AS((void)tree.read("b"), relctl::Error);
}

TEST_CASE("a tree is written as it is, with links and modes") {
  const TemporaryDirectory root;
  std::filesystem::create_directories(root.path() / "from/b");
  std::ofstream(root.path() / "from/b/file") << "bytes\r\n";
  std::filesystem::create_symlink("b/file", root.path() / "from/a");
  std::filesystem::permissions(root.path() / "from/b/file", std::filesystem::perms::owner_exec,
                               std::filesystem::perm_options::add);
  const std::string target = (root.path() / "to").string();
  relctl::write_folder(relctl::DiskTree((root.path() / "from").string()), target);
  const relctl::DiskTree written(target);
  CHECK(written.list("").size() == 2);
  CHECK(written.read("a") == "b/file");
  CHECK(written.read("b/file") == "bytes\r\n");
  CHECK(written.find("b/file")->mode == relctl::Mode::executable);
  CHECK_THROWS_AS(relctl::write_folder(written, "/proc/none/x"), relctl::Error);
}
