// SPDX-License-Identifier: MIT
// What production wants: that a service lives through the loss of a pod or node.
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find;
using render::find_path;
using render::Node;
using render::text_of;

/// The replicas of a Deployment or StatefulSet, 1 where it says none; 0 for other kinds and for
/// what is no number.
int replicas_of(const Workload& workload) {
  const std::string& kind = workload.object->id().gvk.kind;
  if (kind != "Deployment" && kind != "StatefulSet") return 0;
  const std::string_view text = text_of(find_path(workload.object->root(), {"spec", "replicas"}));
  if (text.empty()) return 1;
  int count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

bool is_scaled(const Subject& subject, const Workload& workload) {
  const render::Id& id = workload.object->id();
  for (const BuiltObject& scaler :
       subject.manifests.of_kind("autoscaling", "HorizontalPodAutoscaler")) {
    const Node* target = find_path(scaler.object->root(), {"spec", "scaleTargetRef"});
    if (text_of(find(target, "kind")) == id.gvk.kind && text_of(find(target, "name")) == id.name)
      return true;
  }
  return false;
}

void add_whole(Report& report, const Workload& workload, FieldNames path, const char* message) {
  report.add(BuiltObject{workload.build, workload.object}, path, message);
}

}  // namespace

void check_replicas(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (workload.object->id().gvk.kind != "Deployment" || replicas_of(workload) != 1) continue;
    if (!is_scaled(subject, workload))
      add_whole(report, workload, {"spec", "replicas"}, "it has one replica");
  }
}

void check_disruption_budget(const Subject& subject, Report& report) {
  std::set<std::size_t> covered;
  for (const BuiltObject& budget : subject.manifests.of_kind("policy", "PodDisruptionBudget")) {
    const Node* selector = find_path(budget.object->root(), {"spec", "selector"});
    for (const std::size_t number :
         subject.manifests.selected(budget.object->id().effective_ns(), selector, false))
      covered.insert(number);
  }
  const auto& workloads = subject.manifests.workloads();
  for (std::size_t i = 0; i < workloads.size(); ++i) {
    if (replicas_of(workloads[i]) < 2 || covered.count(i) > 0) continue;
    add_whole(report, workloads[i], {"metadata"},
              "no PodDisruptionBudget keeps some of its pods while nodes are drained");
  }
}

void check_spread(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (replicas_of(workload) < 2) continue;
    const bool is_apart = find_path(workload.pod, {"affinity", "podAntiAffinity"}) != nullptr ||
                          !render::is_empty(find(workload.pod, "topologySpreadConstraints"));
    if (!is_apart)
      report.add(workload, {"topologySpreadConstraints"}, "all of its pods may run on one node");
  }
}

void check_default_namespace(const Subject& subject, Report& report) {
  const BuiltObject* first = nullptr;
  std::size_t count = 0;
  for (const BuiltObject& object : subject.manifests.objects()) {
    const render::Id& id = object.object->id();
    // Whether a kind of somebody else's has namespaces is not known here.
    if (is_foreign(id.gvk) || id.cluster_scoped || (!id.ns.empty() && id.ns != "default")) continue;
    if (first == nullptr) first = &object;
    ++count;
  }
  if (first == nullptr) return;
  report.add(*first, {"metadata"},
             count == 1
                 ? std::string("it is in no namespace of its own")
                 : fmt::format("it and {} more are in no namespace of their own", count - 1));
}

}  // namespace relctl::check
