// SPDX-License-Identifier: MIT
#include "deploy/path_memory.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tree/memory_tree.hpp"

namespace relctl::deploy {
namespace {

std::string pod(const std::string& image) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: " +
         image + "}]}\n";
}

/// The tags that the workloads of a path run, each behind a blank.
std::string tags(PathMemory& memory, const Tree& tree, const std::string& path) {
  std::string all;
  const auto built = memory.built(tree, path);
  for (const RunningImage& each : built->images)
    all += ' ' + each.image.tag.value_or("-");
  return all;
}

TEST_CASE("paths with the same files are built once") {
  MemoryTree tree;
  for (const char* path : {"dev/app", "test/app"}) {
    tree.put(std::string(path) + "/kustomization.yaml", "resources: [pod.yaml]\n");
    tree.put(std::string(path) + "/pod.yaml", pod("shop:1"));
  }
  PathMemory memory;
  CHECK(memory.built(tree, "dev/app") == memory.built(tree, "test/app"));
  CHECK(memory.named(tree, "dev/app") == memory.named(tree, "test/app"));
  CHECK(tags(memory, tree, "test/app") == " 1");
  CHECK(memory.named(tree, "test/app")->count("shop") == 1);
  tree.put("test/app/pod.yaml", pod("shop:2"));
  CHECK(tags(memory, tree, "test/app") == " 2");
}

TEST_CASE("paths with the same files that lead to others are told apart") {
  for (const char* resource : {"../base", "../base/pod.yaml", "../app/../base"}) {
    CAPTURE(resource);
    MemoryTree tree;
    for (const char* environment : {"dev", "test"}) {
      const std::string folder = environment;
      tree.put(folder + "/app/kustomization.yaml", "resources: [" + std::string(resource) + "]\n");
      tree.put(folder + "/base/kustomization.yaml", "resources: [pod.yaml]\n");
      tree.put(folder + "/base/pod.yaml", pod("shop:" + folder));
    }
    PathMemory memory;
    const bool is_folder = std::string(resource) != "../base/pod.yaml";
    CHECK(tags(memory, tree, "dev/app") == (is_folder ? " dev" : ""));
    CHECK(tags(memory, tree, "test/app") == (is_folder ? " test" : ""));
    CHECK(memory.named(tree, "dev/app") != memory.named(tree, "test/app"));
  }
}

TEST_CASE("a path with a link or a name from the root is told apart from its like") {
  MemoryTree tree;
  for (const char* environment : {"dev", "test"}) {
    const std::string folder = environment;
    tree.put(folder + "/app/kustomization.yaml", "resources: [pod.yaml]\n");
    tree.put(folder + "/app/pod.yaml", "../app/real.yaml", Mode::symlink);
    tree.put(folder + "/app/real.yaml", pod("shop:1"));
  }
  PathMemory memory;
  CHECK(tags(memory, tree, "dev/app") == " 1");
  CHECK(memory.built(tree, "dev/app") != memory.built(tree, "test/app"));
}

}  // namespace
}  // namespace relctl::deploy
