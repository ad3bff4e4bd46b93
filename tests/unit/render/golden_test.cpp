// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>

#include "golden_edits.hpp"
#include "render/render.hpp"
#include "tree/disk_tree.hpp"

namespace {

namespace fs = std::filesystem;

/// A case is a tree of kustomizations; what is built is its folder `top`, or all of it.
std::string rendered(const fs::path& directory) {
  const relctl::DiskTree tree(directory.string());
  const bool has_top = fs::is_directory(directory / "top");
  return relctl::render::print(relctl::render::build(tree, has_top ? "top" : ""));
}

TEST_CASE("every golden kustomization gives what kustomize made of it") {
  const char* root = std::getenv("RELCTL_GOLDEN");
  REQUIRE(root != nullptr);
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(root) / "render")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK(rendered(entry.path()) == golden::read_file(entry.path() / "expected.yaml"));
    ++cases;
  }
  CHECK(cases >= 40);
}

}  // namespace
