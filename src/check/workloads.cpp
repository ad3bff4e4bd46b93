// SPDX-License-Identifier: MIT
#include "check/workloads.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find_path;
using render::Kind;
using render::Node;

struct PodPlace {
  std::string_view group;
  std::string_view kind;
  std::initializer_list<std::string_view> path;  ///< of the pod template; empty: the object itself
};

const std::array<PodPlace, 9>& pod_places() {
  static const std::array<PodPlace, 9> places = {{
      {"", "Pod", {}},
      {"", "PodTemplate", {"template"}},
      {"", "ReplicationController", {"spec", "template"}},
      {"apps", "Deployment", {"spec", "template"}},
      {"apps", "StatefulSet", {"spec", "template"}},
      {"apps", "DaemonSet", {"spec", "template"}},
      {"apps", "ReplicaSet", {"spec", "template"}},
      {"batch", "Job", {"spec", "template"}},
      {"batch", "CronJob", {"spec", "jobTemplate", "spec", "template"}},
  }};
  return places;
}

/// The pod template of a kind that Kubernetes does not have itself.
const Node* foreign_template(const Node* root) {
  for (const std::string_view field : {"template", "podTemplate"}) {
    const Node* found = find_path(root, {"spec", field});
    const Node* containers = find_path(found, {"spec", "containers"});
    if (containers != nullptr && containers->kind == Kind::sequence) return found;
  }
  return nullptr;
}

const Node* template_of(const render::Object& object) {
  const render::Gvk& gvk = object.id().gvk;
  for (const PodPlace& place : pod_places()) {
    if (place.kind != gvk.kind || place.group != gvk.group) continue;
    return place.path.size() == 0 ? object.root() : find_path(object.root(), place.path);
  }
  if (gvk.kind == "CustomResourceDefinition" || gvk.group.empty()) return nullptr;
  return foreign_template(object.root());
}

void add_containers(const Node* pod, std::string_view field, Role role,
                    std::vector<Container>& containers) {
  const Node* list = render::find(pod, field);
  if (list == nullptr || list->kind != Kind::sequence) return;
  for (const Node* item : list->children()) {
    if (item->kind != Kind::mapping) continue;
    const bool restarts =
        role == Role::init && render::text_of(render::find(item, "restartPolicy")) == "Always";
    containers.push_back(
        {item, render::text_of(render::find(item, "name")), restarts ? Role::sidecar : role});
  }
}

}  // namespace

std::optional<Workload> workload_of(const render::Build& build, const render::Object& object) {
  const Node* pods = template_of(object);
  const Node* pod = render::find(pods, "spec");
  if (pod == nullptr || pod->kind != Kind::mapping) return std::nullopt;
  Workload workload;
  workload.build = &build;
  workload.object = &object;
  workload.pods = pods;
  workload.pod = pod;
  workload.labels = read_labels(find_path(pods, {"metadata", "labels"}));
  workload.ns = object.id().effective_ns();
  workload.runs_to_completion = object.id().gvk.kind == "Job" || object.id().gvk.kind == "CronJob";
  workload.is_windows = render::text_of(find_path(pod, {"os", "name"})) == "windows";
  add_containers(pod, "initContainers", Role::init, workload.containers);
  add_containers(pod, "containers", Role::regular, workload.containers);
  add_containers(pod, "ephemeralContainers", Role::ephemeral, workload.containers);
  return workload;
}

}  // namespace relctl::check
