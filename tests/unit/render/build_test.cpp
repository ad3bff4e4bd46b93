// SPDX-License-Identifier: MIT
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/render.hpp"
#include "tree/memory_tree.hpp"

namespace {

using relctl::Error;
using relctl::MemoryTree;
using relctl::render::Build;

constexpr const char* deployment =
    "apiVersion: apps/v1\n"
    "kind: Deployment\n"
    "metadata: {name: shop}\n"
    "spec:\n"
    "  template:\n"
    "    spec:\n"
    "      containers:\n"
    "      - {name: shop, image: \"shop:1\"}\n";

MemoryTree tree_of(const std::map<std::string, std::string>& files) {
  std::map<std::string, MemoryTree::File> content;
  for (const auto& [path, text] : files)
    content[path] = {text};
  return MemoryTree(content);
}

/// FILE:LINE:COLUMN MESSAGE of the error that building `top` ends with.
std::string error_of(const std::map<std::string, std::string>& files) {
  const MemoryTree tree = tree_of(files);
  try {
    static_cast<void>(relctl::render::print(relctl::render::build(tree, "top")));
  } catch (const Error& error) {
    CHECK(error.kind() == relctl::ErrorKind::input);
    const relctl::Location place = error.where().value_or(relctl::Location{});
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
           " " + error.what();
  }
  return "no error";
}

std::string error_in(const std::string& kustomization) {
  return error_of({{"top/kustomization.yaml", kustomization}, {"top/d.yaml", deployment}});
}

TEST_CASE("an entry of `images` fits what kustomize fits it to: its name is an expression") {
  struct Row {
    std::string name;
    std::string before;
    std::string after;  ///< with `newTag: "9"`, as kustomize 5.8.2 prints it
  };
  for (const Row& row : {
           Row{"shop", "shop", "shop:9"},
           Row{"shop", "shop:", "shop:9"},
           Row{"shop", "shop:{v}", "shop:9"},
           Row{"shop", "shop:v+1", "shop:v+1"},
           Row{"shop", "shop:1/b", "shop:1/b"},
           Row{"shop", "shop:1:2", "shop:1:2"},
           Row{"shop", "shops:1", "shops:1"},
           Row{"Shop", "shop:1", "shop:1"},
           Row{"shop", "shop@sha256:abc", "shop:9"},
           Row{"shop", "shop:1@sha256:abc", "shop:9"},
           Row{"ghcr.io/acme/a", "ghcrxio/acme/a:1", "ghcrxio/acme/a:9"},
           Row{"a.b", "a/b:1", "a/b:9"},
           Row{"localhost", "localhost:5000/a:1", "localhost:5000/a:1"},
           Row{"localhost:5000/a", "localhost:5000/a:1", "localhost:5000/a:9"},
           Row{"a-b_c.d/e", "a-b_c.d/e:1.0-rc.1", "a-b_c.d/e:9"},
       }) {
    CAPTURE(row.name);
    CAPTURE(row.before);
    const MemoryTree tree =
        tree_of({{"top/kustomization.yaml",
                  "resources: [p.yaml]\nimages: [{name: \"" + row.name + "\", newTag: \"9\"}]\n"},
                 {"top/p.yaml",
                  "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
                  "spec: {containers: [{name: c, image: \"" +
                      row.before + "\"}]}\n"}});
    const std::string printed = relctl::render::print(relctl::render::build(tree, "top"));
    CHECK(printed.find("image: " + row.after + "\n") != std::string::npos);
  }
}

TEST_CASE("what is wrong in a kustomization is told with its place, the cause first") {
  struct Row {
    std::string kustomization;
    std::string error;
  };
  for (const Row& row : {
           Row{"resorces: [d.yaml]\n", "top/kustomization.yaml:1:1 unknown field \"resorces\""},
           Row{"resources: [d.yaml]\nnamespace: n\n",
               "top/kustomization.yaml:2:12 namespace: \"n\" is a boolean here, where a string is "
               "expected; quote it"},
           Row{"resources:\n- d.yaml\n- no.yaml\n",
               "top/kustomization.yaml:3:3 there is no top/no.yaml"},
           Row{"resources: [../elsewhere/d.yaml]\n",
               "top/kustomization.yaml:1:13 there is no elsewhere/d.yaml"},
           Row{"resources: [\"https://example.com/x.yaml\"]\n",
               "top/kustomization.yaml:1:13 remote files are not fetched: "
               "https://example.com/x.yaml"},
           Row{"resources: [\"git@example.com:a/b\"]\n",
               "top/kustomization.yaml:1:13 remote files are not fetched: git@example.com:a/b"},
           Row{"helmCharts: [{name: x}]\n",
               "top/kustomization.yaml:1:13 helmCharts: Helm charts are not rendered here"},
           Row{"resources: [d.yaml]\nimages: [{name: shop, newTag: 1.10}]\n",
               "top/kustomization.yaml:2:31 images: newTag: \"1.10\" is a number here, where a "
               "string is "
               "expected; quote it"},
           Row{"resources: [d.yaml, d.yaml]\n",
               "top/d.yaml:1:1 may not add resource with an already registered id: "
               "Deployment.v1.apps/shop.[noNs]"},
           Row{"# nothing\n",
               "top/kustomization.yaml:1:1 kustomization.yaml is empty: nothing is said in it"},
           Row{"resources: [d.yaml]\nvalidators: [v.yaml]\n",
               "top/kustomization.yaml:2:14 validators are not run here"},
       }) {
    CAPTURE(row.kustomization);
    CHECK(error_in(row.kustomization) == row.error);
  }
}

TEST_CASE("a configuration of transformers is read strictly") {
  const auto error_with = [](const std::string& configuration) {
    return error_of({{"top/kustomization.yaml",
                      "resources: [d.yaml]\ncommonAnnotations: {a: b}\nconfigurations: [c.yaml]\n"},
                     {"top/d.yaml", deployment},
                     {"top/c.yaml", configuration}});
  };
  CHECK(error_with("namePrefix: [{path: metadata/name, skip: true}]\n") ==
        "top/c.yaml:1:36 namePrefix: unknown field \"skip\"");
  CHECK(error_with("kind: TransformerConfig\n") == "top/c.yaml:1:1 unknown field \"kind\"");
  for (const std::string part : {"0", "-", "*", "[name=shop]", "0[]"}) {
    CAPTURE(part);
    const std::string path = "spec/template/spec/containers/" + part + "/note";
    const std::string name = part == "0[]" ? "0" : part;
    CHECK(error_with("commonAnnotations: [{path: '" + path + "'}]\n") ==
          "top/d.yaml:1:1 \"" + name +
              "\" stands for an item of a list, and lists are gone through whole, in the path \"" +
              path + "\"");
  }
  CHECK(error_with("commonAnnotations: [{path: spec/0x5/note, create: true}]\n") ==
        "top/d.yaml:1:1 \"0x5\" cannot be made as the name of a field, in the path "
        "\"spec/0x5/note\"");
  CHECK(error_with("commonAnnotations: [{path: spec/0x5/note}]\n") == "no error");
}

TEST_CASE("plugins and functions are refused by name") {
  const std::string error = error_of(
      {{"top/kustomization.yaml", "transformers: [t.yaml]\n"},
       {"top/t.yaml", "apiVersion: example.com/v1\nkind: Shout\nmetadata: {name: loud}\n"}});
  CHECK(error ==
        "top/t.yaml:1:1 external plugins and functions are not run: example.com/v1 Shout \"loud\"");
}

TEST_CASE("a merge under a comment that kustomize takes for a schema is refused") {
  const std::string patch = "spec:\n  replicas: 2\n";
  const auto merged = [&](const std::string& before, const std::string& behind) {
    return error_of(
        {{"top/kustomization.yaml", "resources: [d.yaml]\npatches: [{path: p.yaml}]\n"},
         {"top/d.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n" + before +
                            "spec:" + behind + "\n  replicas: 1\n"},
         {"top/p.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n" + patch}});
  };
  const std::string refused =
      "a comment here is a JSON object, which gives kustomize's merge another schema; that is not "
      "done here";
  CHECK(merged("# {\"type\": \"object\"}\n", "") == "top/d.yaml:6:3 " + refused);
  CHECK(merged("", " # {\"$set\": \"x\"}") == "top/d.yaml:5:3 " + refused);
  CHECK(merged("# {not: json}\n", " # plain words") == "no error");
}

TEST_CASE("a schema that comes after objects were read is refused") {
  const std::string error =
      error_of({{"top/kustomization.yaml", "resources: [d.yaml]\ncomponents: [part]\n"},
                {"top/d.yaml", deployment},
                {"top/part/kustomization.yaml", "kind: Component\nopenapi: {path: s.json}\n"},
                {"top/part/s.json", "{}"}});
  CHECK(error.find("openapi: here it says nothing") != std::string::npos);
}

TEST_CASE("a base that holds its overlay is a cycle") {
  CHECK(error_of({{"top/kustomization.yaml", "resources: [../top]\n"}}) ==
        "top/kustomization.yaml:1:13 cycle: top is built already, and top lies in it");
}

TEST_CASE("a file outside of the kustomization's folder is read only where that is allowed") {
  const MemoryTree tree =
      tree_of({{"top/kustomization.yaml", "resources: [../d.yaml]\n"}, {"d.yaml", deployment}});
  CHECK_THROWS_AS(static_cast<void>(relctl::render::build(tree, "top")), const Error&);
  relctl::render::Options options;
  options.restrict_loads = false;
  CHECK(relctl::render::build(tree, "top", options).objects().size() == 1);
}

TEST_CASE("a kustomization that is a link to one elsewhere is none where loads are restricted") {
  const MemoryTree tree(
      {{"base/kustomization.yaml", {"resources: [d.yaml]\n"}},
       {"top/kustomization.yaml", {"../base/kustomization.yaml", relctl::Mode::symlink}},
       {"top/d.yaml", {deployment}}});
  CHECK_THROWS_WITH_AS(static_cast<void>(relctl::render::build(tree, "top")),
                       doctest::Contains("unable to find one of"), const Error&);
  relctl::render::Options options;
  options.restrict_loads = false;
  CHECK(relctl::render::build(tree, "top", options).objects().size() == 1);
}

TEST_CASE("a build tells which files it read, and what set each value") {
  const MemoryTree tree =
      tree_of({{"base/kustomization.yaml", "resources: [d.yaml]\n"},
               {"base/d.yaml", deployment},
               {"base/unused.yaml", "x"},
               {"top/kustomization.yaml",
                "resources: [../base]\nimages: [{name: shop, newTag: \"2\"}]\n"}});
  const Build build = relctl::render::build(tree, "top");
  std::string inputs;
  for (const relctl::render::Input& input : build.inputs())
    inputs += input.path + " ";
  CHECK(inputs == "base/d.yaml base/kustomization.yaml top/kustomization.yaml ");
  REQUIRE(build.objects().size() == 1);
  const relctl::render::Object& object = *build.objects().front();
  const auto images = relctl::render::images_of(object);
  REQUIRE(images.size() == 1);
  CHECK(images.front()->text == "shop:2");
  CHECK(build.provenance(*images.front()).setter == "images of top/kustomization.yaml");
  const auto kind = build.provenance(*relctl::render::find(object.root(), "kind"));
  CHECK(kind.file == "base/d.yaml");
  CHECK(kind.line == 2);
  CHECK(kind.column == 7);
  CHECK(kind.setter.empty());
}

TEST_CASE("an image that is set wins over the kustomization's own entry") {
  const MemoryTree tree = tree_of(
      {{"top/kustomization.yaml", "resources: [d.yaml]\nimages: [{name: shop, newTag: \"2\"}]\n"},
       {"top/d.yaml", deployment}});
  relctl::render::Options options;
  options.images.push_back({"shop", "mirror/shop", "3", ""});
  const Build build = relctl::render::build(tree, "top", options);
  CHECK(relctl::render::images_of(*build.objects().front()).front()->text == "mirror/shop:3");
}

TEST_CASE("aliases within aliases end at a limit") {
  std::string bomb =
      "apiVersion: v1\nkind: Thing\nmetadata: {name: t}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + ", " + last +
            ", " + last + ", " + last + ", " + last + ", " + last + ", " + last + ", " + last +
            "]\n";
  }
  CHECK(error_of({{"top/kustomization.yaml", "resources: [d.yaml]\n"}, {"top/d.yaml", bomb}})
            .find("more than 5,000,000 values") != std::string::npos);
}

}  // namespace
