// SPDX-License-Identifier: MIT
#include "deploy/rendered_path.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/object_file.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::deploy {
namespace {

render::Id object(const std::string& api_version, const std::string& kind, const std::string& name,
                  const std::string& ns = "") {
  render::Id id;
  id.gvk = render::make_gvk(api_version, kind);
  id.name = name;
  id.ns = ns;
  return id;
}

RenderedPath rendered() {
  RenderedPath path;
  path.from = "overlays/dev";
  path.revision = *ObjectId::parse("0123456789012345678901234567890123456789");
  path.inputs = "sha256:00";
  path.renderer = own_renderer;
  path.images = {{"acme/api", "1.10", std::nullopt}, {"acme/web", std::nullopt, "sha256:11"}};
  path.order = {"service_b.yaml", "config-map_a.yaml"};
  path.objects = {{"config-map_a.yaml", "kind: ConfigMap\n"},
                  {"service_b.yaml", "kind: Service\n"}};
  return path;
}

}  // namespace

TEST_CASE("an object's file is named by it alone, and no two objects share a name in any case") {
  struct Row {
    render::Id id;
    std::string file;
  };
  const std::vector<Row> rows = {
      {object("v1", "Service", "api"), "service_api.yaml"},
      {object("v1", "Service", "api", "dev"), "dev_service_api.yaml"},
      {object("apps/v1", "Deployment", "api", "dev"), "dev_deployment.apps_api.yaml"},
      {object("v1", "ConfigMap", "a.b"), "config-map_a.b.yaml"},
      {object("v1", "Configmap", "a.b"), "configmap_a.b.yaml"},
      {object("v1", "configMap", "a.b"), "%63onfig-map_a.b.yaml"},
      {object("v1", "Config-map", "a.b"), "config%2dmap_a.b.yaml"},
      {object("rbac.authorization.k8s.io/v1", "ClusterRole", "system:Node"),
       "cluster-role.rbac.authorization.k8s.io_system%3a%4eode.yaml"},
      {object("v1", "Secret", "a_b/../c"), "secret_a%5fb%2f..%2fc.yaml"},
  };
  for (const Row& row : rows)
    CHECK(object_file(row.id) == row.file);
}

TEST_CASE("a long name is cut and stays its own") {
  const std::string longest(250, 'a');
  const std::string one = object_file(object("v1", "Service", longest + "b", "dev"));
  const std::string other = object_file(object("v1", "Service", longest + "c", "dev"));
  CHECK(one.size() <= 255);
  CHECK(one != other);
}

TEST_CASE("a rendered path is read back as it was written") {
  plan::Draft draft(std::make_shared<MemoryTree>());
  write_rendered(draft, "deploy/dev", rendered(), {});
  const auto read = read_rendered(draft, "deploy/dev", {});
  REQUIRE(read.has_value());
  CHECK(read->from == rendered().from);
  CHECK(read->revision == rendered().revision);
  CHECK(read->inputs == rendered().inputs);
  CHECK(read->order == rendered().order);
  CHECK(read->runs_the_same(rendered()));
  CHECK(rendered_kustomization(*read) == draft.read("deploy/dev/kustomization.yaml"));
}

TEST_CASE("what another render left goes, and what is kept stays") {
  auto tree = std::make_shared<MemoryTree>();
  plan::Draft first(tree);
  write_rendered(first, "deploy/dev", rendered(), {});
  for (const plan::FileEdit& edit : first.edits())
    tree->put(edit.path, *edit.after);
  tree->put("deploy/dev/README.md", "people's");
  RenderedPath next = rendered();
  next.order = {"service_b.yaml"};
  next.objects.erase("config-map_a.yaml");
  plan::Draft draft(tree);
  write_rendered(draft, "deploy/dev", next, {"README.md"});
  CHECK_FALSE(draft.find("deploy/dev/config-map_a.yaml").has_value());
  CHECK(draft.find("deploy/dev/README.md").has_value());
}

TEST_CASE("a path with files of people is not rendered over, nor one of a newer relctl") {
  auto tree = std::make_shared<MemoryTree>();
  tree->put("deploy/dev/patch.yaml", "kind: Deployment\n");
  plan::Draft draft(tree);
  CHECK_THROWS_WITH_AS(write_rendered(draft, "deploy/dev", rendered(), {}),
                       doctest::Contains("patch.yaml"), Error);
  RenderedPath newer = rendered();
  newer.renderer = "kustomize-5.8.2+999";
  tree->put("deploy/dev/kustomization.yaml", rendered_kustomization(newer));
  CHECK_THROWS_WITH_AS(write_rendered(draft, "deploy/dev", rendered(), {}),
                       doctest::Contains("newer relctl"), Error);
}

TEST_CASE("renderers are ordered by their number") {
  CHECK_FALSE(is_newer_renderer(own_renderer));
  CHECK(is_newer_renderer("kustomize-5.8.2+2"));
  CHECK(is_newer_renderer("kustomize-6.0.0+1"));
  CHECK(is_newer_renderer("nonsense"));
}

}  // namespace relctl::deploy
