// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::Node;

/// Pods of the host's network are out of a NetworkPolicy's reach.
bool is_on_host_network(const Workload& workload) {
  return render::text_of(render::find(workload.pod, "hostNetwork")) == "true";
}

bool has_probe(const Workload& workload, std::string_view probe) {
  return std::any_of(workload.containers.begin(), workload.containers.end(),
                     [&](const Container& container) {
                       return !render::is_null(render::find(container.node, probe));
                     });
}

/// One container's probe speaks for the pod; the first container is told where none has one.
void demand_probe(const Subject& subject, Report& report, std::string_view probe) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (!workload.is_served || workload.runs_to_completion || has_probe(workload, probe)) continue;
    const auto first =
        std::find_if(workload.containers.begin(), workload.containers.end(),
                     [](const Container& each) { return each.role == Role::regular; });
    if (first == workload.containers.end()) continue;
    report.add(workload, *first, {probe}, fmt::format("is behind a Service without a {}", probe));
  }
}

std::string labels_text(const Node& selector) {
  std::string text;
  for (std::uint32_t i = 0; i < render::size_of(selector); ++i) {
    text += fmt::format("{}{}={}", i > 0 ? "," : "", render::key_at(selector, i)->text,
                        render::text_of(render::value_at(selector, i)));
  }
  return text;
}

}  // namespace

void check_readiness(const Subject& subject, Report& report) {
  demand_probe(subject, report, "readinessProbe");
}

void check_liveness(const Subject& subject, Report& report) {
  demand_probe(subject, report, "livenessProbe");
}

void check_network_ingress(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (workload.guards_ingress || is_on_host_network(workload)) continue;
    report.add(BuiltObject{workload.build, workload.object}, {"metadata"},
               "no NetworkPolicy decides what may reach its pods");
  }
}

void check_network_egress(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (workload.guards_egress || is_on_host_network(workload)) continue;
    report.add(BuiltObject{workload.build, workload.object}, {"metadata"},
               "no NetworkPolicy decides what its pods may reach");
  }
}

void check_service_target(const Subject& subject, Report& report) {
  for (const BuiltObject& service : subject.manifests.of_kind("", "Service")) {
    const Node* spec = render::find(service.object->root(), "spec");
    const Node* selector = render::find(spec, "selector");
    if (render::is_empty(selector) || selector->kind != render::Kind::mapping) continue;
    if (render::text_of(render::find(spec, "type")) == "ExternalName") continue;
    const std::string_view ns = service.object->id().effective_ns();
    // Where nothing of the namespace runs here, the pods come from elsewhere.
    if (!subject.manifests.has_workloads(ns)) continue;
    if (!subject.manifests.selected(ns, selector, true).empty()) continue;
    if (subject.manifests.is_made_by_operator(*selector)) continue;
    report.add(service, {"spec", "selector"},
               fmt::format("its selector {} fits no pods", labels_text(*selector)));
  }
}

}  // namespace relctl::check
