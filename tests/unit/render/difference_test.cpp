// SPDX-License-Identifier: MIT
#include "render/difference.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tree/memory_tree.hpp"

namespace {

using relctl::MemoryTree;
using relctl::render::Build;
using relctl::render::compare;
using relctl::render::Difference;
using relctl::render::FieldChange;

Build build_of(const std::string& objects, const std::string& more = "") {
  const MemoryTree tree(std::map<std::string, MemoryTree::File>{
      {"k/kustomization.yaml", {"resources: [all.yaml]\n" + more}}, {"k/all.yaml", {objects}}});
  return relctl::render::build(tree, "k");
}

std::string text_of(const FieldChange& field) {
  std::string text =
      field.path + ": " + field.before.value_or("(none)") + " -> " + field.after.value_or("(none)");
  if (field.is_secret) text += " secret";
  if (field.is_weighty) text += " weighty";
  return text;
}

/// The changes of the one object in which two builds differ.
std::vector<std::string> changes(const Build& before, const Build& after) {
  const Difference difference = compare(&before, &after);
  CHECK(difference.added.empty());
  CHECK(difference.removed.empty());
  std::vector<std::string> texts;
  for (const auto& object : difference.changed) {
    for (const FieldChange& field : object.fields)
      texts.push_back(text_of(field));
  }
  return texts;
}

std::string custom(const std::string& spec) {
  return "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: a}\nspec: " + spec + "\n";
}

TEST_CASE("a value that differs is told with its key path") {
  struct Row {
    std::string before;
    std::string after;
    std::vector<std::string> changes;
  };
  const std::vector<Row> rows = {
      {"{a: 1}", "{a: 1}", {}},
      {"{a: 1, b: 2}", "{b: 2, a: 1}", {}},
      {"{a: 1}", "{a: '1'}", {"spec.a: 1 -> \"1\""}},
      {"{a: 1}", "{a: 1, b: {c: [x]}}", {"spec.b.c[0]: (none) -> x"}},
      {"{a: {}}", "{a: {b: 1}}", {"spec.a.b: (none) -> 1"}},
      {"{a: 1}", "{a: {}}", {"spec.a: 1 -> {}"}},
      {"{a.b/c: 1}", "{a.b/c: 2}", {"spec.\"a.b/c\": 1 -> 2"}},
      {"{l: [a, b, c]}", "{l: [a, x, b, c]}", {"spec.l[1]: (none) -> x"}},
      {"{l: [a, b, c]}", "{l: [a, c]}", {"spec.l[1]: b -> (none)"}},
      {"{l: [{name: a, v: 1}, {name: b, v: 2}]}",
       "{l: [{name: b, v: 3}, {name: c}]}",
       {"spec.l[name=a].name: a -> (none)", "spec.l[name=a].v: 1 -> (none)",
        "spec.l[name=b].v: 2 -> 3", "spec.l[name=c].name: (none) -> c"}},
      {"{l: [{name: a}, {name: b}]}",
       "{l: [{name: b}, {name: a}]}",
       {"spec.l: the order a, b -> the order b, a"}},
      {"{c: {image: 'a:1'}}", "{c: {image: 'a:2'}}", {"spec.c.image: a:1 -> a:2 weighty"}},
      {"{securityContext: {runAsUser: 1}}",
       "{securityContext: {runAsUser: 0}}",
       {"spec.securityContext.runAsUser: 1 -> 0 weighty"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.after);
    CHECK(changes(build_of(custom(row.before)), build_of(custom(row.after))) == row.changes);
  }
}

TEST_CASE("objects come, go, and are the same behind another hash of their content") {
  const Build before =
      build_of(custom("{}"), "configMapGenerator:\n- {name: c, literals: [a=1]}\n");
  const Build after = build_of("apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n}\n",
                               "configMapGenerator:\n- {name: c, literals: [a=2]}\n");
  const Difference difference = compare(&before, &after);
  REQUIRE(difference.added.size() == 1);
  CHECK(difference.added.front().object.text() == "Service n/s");
  REQUIRE(difference.removed.size() == 1);
  CHECK(difference.removed.front().text() == "Thing a");
  REQUIRE(difference.changed.size() == 1);
  REQUIRE(difference.changed.front().fields.size() == 2);
  CHECK(difference.changed.front().fields[0].path == "metadata.name");
  CHECK(difference.changed.front().fields[1].path == "data.a");
  CHECK(compare(nullptr, &after).added.size() == 2);
  CHECK(compare(&before, nullptr).removed.size() == 2);
  CHECK(compare(nullptr, nullptr).empty());
}

TEST_CASE("values of Secrets are told nowhere") {
  const auto objects = [](const std::string& password) {
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: Opaque\nstringData:\n  p: " +
           password +
           "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  copy: " +
           password + "\n";
  };
  const Build before = build_of(objects("first-canary"));
  const Build after = build_of(objects("second-canary"));
  CHECK(changes(before, after) ==
        std::vector<std::string>{"data.copy:  ->  secret", "stringData.p:  ->  secret"});
}

TEST_CASE("rights and Ingresses have weight whatever changes in them") {
  const auto role = [](const std::string& verb) {
    return "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n"
           "- {apiGroups: [''], resources: [pods], verbs: [" +
           verb + "]}\n";
  };
  CHECK(changes(build_of(role("get")), build_of(role("'*'"))) ==
        std::vector<std::string>{"rules[0].verbs[0]: get -> '*' weighty"});
}

}  // namespace
