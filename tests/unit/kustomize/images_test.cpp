// SPDX-License-Identifier: MIT
#include "kustomize/images.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/memory_tree.hpp"

namespace {

using relctl::Error;
using relctl::ErrorKind;
using relctl::MemoryTree;
using relctl::Mode;
using relctl::kustomize::ImagePlace;
using relctl::kustomize::ImageSetting;
using relctl::kustomize::read_images;
using relctl::kustomize::set_images;

const std::string app = "ghcr.io/acme/app";
const std::vector<ImageSetting> wish = {{app, "1.2.4", {}}};

std::string message_of(const relctl::Tree& tree, const std::string& directory) {
  try {
    set_images(tree, directory, wish);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return error.what();
  }
  return "";
}

TEST_CASE("a kustomization that is a link or a folder is refused") {
  MemoryTree link;
  link.put("deploy/kustomization.yaml", "../other.yaml", Mode::symlink);
  CHECK(message_of(link, "deploy") == "deploy/kustomization.yaml is not a regular file");
  MemoryTree folder;
  folder.put("deploy/kustomization.yaml/x", "");
  CHECK(message_of(folder, "deploy") == "deploy/kustomization.yaml is not a regular file");
}

TEST_CASE("links to manifests and submodules are passed over") {
  MemoryTree tree;
  tree.put("deploy/kustomization.yaml", "resources: [link.yaml, module]\n");
  tree.put("deploy/link.yaml", "/etc/passwd", Mode::symlink);
  tree.put("deploy/module", "", Mode::submodule);
  CHECK(message_of(tree, "deploy") == "no place in deploy uses ghcr.io/acme/app");
}

TEST_CASE("a directory without files has no images") {
  CHECK(read_images(MemoryTree(), "deploy").empty());
}

TEST_CASE("reading gives every place, with both names of an entry and aliases followed") {
  MemoryTree tree;
  tree.put("d/kustomization.yaml",
           "resources: [a.yaml, b.yaml]\n"
           "images:\n"
           "- {name: app, newName: ghcr.io/acme/app, newTag: &v 1.10}\n"
           "- name: web\n"
           "  newTag: *v\n"
           "- name: untouched\n"
           "  newName: mirror/untouched\n");
  tree.put("d/a.yaml", "spec:\n  containers:\n  - image: app:0.0.1\n  - image: web\n");
  tree.put("d/b.yaml", "spec:\n  containers:\n  - image: untouched:7\n  - image: bare\n");
  tree.put("d/e/loose.yaml", "spec:\n  containers:\n  - image: app:0.0.1\n");
  const std::vector<ImagePlace> expected = {
      {"d/b.yaml", 3, {"untouched", "7", {}}},
      {"d/e/loose.yaml", 3, {"app", "0.0.1", {}}},
      {"d/kustomization.yaml", 3, {"app", "1.10", {}}},
      {"d/kustomization.yaml", 3, {"ghcr.io/acme/app", "1.10", {}}},
      {"d/kustomization.yaml", 4, {"web", "1.10", {}}},
  };
  CHECK(read_images(tree, "d") == expected);
}

TEST_CASE("a chain of kustomizations that never ends is refused, one that doubles is walked once") {
  MemoryTree chain;
  for (int i = 0; i < 5000; ++i) {
    chain.put(fmt::format("{:04}/kustomization.yaml", i),
              fmt::format("resources: [../{:04}]\n", i + 1));
  }
  CHECK(message_of(chain, "0000").find("kustomizations build on each other") != std::string::npos);
  CHECK(message_of(chain, "").find("kustomizations build on each other") != std::string::npos);
  MemoryTree doubling;
  for (int i = 0; i < 60; ++i) {
    doubling.put(fmt::format("{:02}/kustomization.yaml", i),
                 fmt::format("resources: [../{0:02}, ./../{0:02}]\n", i + 1));
  }
  doubling.put("60/kustomization.yaml", "resources: [d.yaml]\n");
  doubling.put("60/d.yaml", "spec:\n  containers:\n  - image: ghcr.io/acme/app\n");
  CHECK(set_images(doubling, "00", wish).size() == 1);
}

TEST_CASE("the answer does not depend on the order of the settings") {
  MemoryTree tree;
  tree.put("kustomization.yaml", "images:\n- name: a\n  newTag: '1'\n- name: b\n  newTag: '1'\n");
  const std::vector<ImageSetting> settings = {{"a", "2", {}}, {"b", "3", {}}};
  CHECK(set_images(tree, ".", settings) == set_images(tree, "", {settings[1], settings[0]}));
  CHECK(set_images(tree, ".", {settings[0], settings[0]}).size() == 1);
}

}  // namespace
