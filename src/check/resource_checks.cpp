// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find_path;
using render::Node;

bool says(const Node* holder, std::string_view amount, std::string_view resource) {
  return !render::is_null(find_path(holder, {amount, resource}));
}

bool gives_to_containers(const Node* limit, std::initializer_list<std::string_view> fields,
                         std::string_view resource) {
  return render::text_of(render::find(limit, "type")) == "Container" &&
         std::any_of(fields.begin(), fields.end(),
                     [&](std::string_view field) { return says(limit, field, resource); });
}

/// What a LimitRange of the namespace gives containers that do not say it themselves.
bool is_given_by_limit_range(const Subject& subject, const Workload& workload,
                             std::initializer_list<std::string_view> fields,
                             std::string_view resource) {
  for (const BuiltObject& range : subject.manifests.of_kind("", "LimitRange")) {
    if (range.object->id().effective_ns() != workload.ns) continue;
    const Node* limits = find_path(range.object->root(), {"spec", "limits"});
    if (limits == nullptr || limits->kind != render::Kind::sequence) continue;
    for (const Node* limit : limits->children()) {
      if (gives_to_containers(limit, fields, resource)) return true;
    }
  }
  return false;
}

/// What the API server makes of it: a request that is not said is the limit, and what a container
/// does not say its pod may, or a LimitRange.
bool has_limit(const Subject& subject, const Workload& workload, const Node* container,
               std::string_view resource) {
  return says(render::find(container, "resources"), "limits", resource) ||
         says(render::find(workload.pod, "resources"), "limits", resource) ||
         is_given_by_limit_range(subject, workload, {"default", "max"}, resource);
}

bool has_request(const Subject& subject, const Workload& workload, const Node* container,
                 std::string_view resource) {
  return says(render::find(container, "resources"), "requests", resource) ||
         says(render::find(workload.pod, "resources"), "requests", resource) ||
         has_limit(subject, workload, container, resource) ||
         is_given_by_limit_range(subject, workload, {"defaultRequest", "min"}, resource);
}

using Has = bool (*)(const Subject&, const Workload&, const Node*, std::string_view);

void demand(const Subject& subject, Report& report, Has has, std::string_view amount,
            std::string_view resource) {
  const std::string fault =
      fmt::format("has no {} {}", resource, amount == "limits" ? "limit" : "request");
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Container& container : workload.containers) {
      // The API server refuses resources of ephemeral containers.
      if (container.role == Role::ephemeral) continue;
      if (has(subject, workload, container.node, resource)) continue;
      report.add(workload, container, {"resources", amount, resource}, fault);
    }
  }
}

}  // namespace

void check_memory_limit(const Subject& subject, Report& report) {
  demand(subject, report, has_limit, "limits", "memory");
}

void check_memory_request(const Subject& subject, Report& report) {
  demand(subject, report, has_request, "requests", "memory");
}

void check_cpu_limit(const Subject& subject, Report& report) {
  demand(subject, report, has_limit, "limits", "cpu");
}

void check_cpu_request(const Subject& subject, Report& report) {
  demand(subject, report, has_request, "requests", "cpu");
}

}  // namespace relctl::check
