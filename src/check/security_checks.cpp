// SPDX-License-Identifier: MIT
// Rules of the Pod Security Standards for containers of all roles, and of the file system.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find_path;
using render::Node;
using render::text_of;

/// The container's own setting, else the pods'.
std::string_view inherited(const Workload& workload, const Container& container,
                           std::string_view field) {
  const Node* own = find_path(container.node, {"securityContext", field});
  return text_of(!render::is_null(own) ? own : find_path(workload.pod, {"securityContext", field}));
}

/// With a user namespace of its own (from 1.33), root in the container is nobody on the node.
bool has_user_namespace(const Workload& workload) {
  return text_of(render::find(workload.pod, "hostUsers")) == "false";
}

/// Gives `look` each container. Those of Windows, which know no Linux settings, where asked for.
template <typename Look>
void for_each_container(const Subject& subject, bool with_windows, const Look& look) {
  for (const Workload& workload : subject.manifests.workloads()) {
    if (workload.is_windows && !with_windows) continue;
    for (const Container& container : workload.containers)
      look(workload, container);
  }
}

bool has_item(const Node* list, std::string_view text) {
  if (list == nullptr || list->kind != render::Kind::sequence) return false;
  const auto items = list->children();
  return std::any_of(items.begin(), items.end(),
                     [&](const Node* item) { return text_of(item) == text; });
}

/// The first capability that is added and may not be.
std::string_view forbidden_capability(const Container& container) {
  const Node* added = find_path(container.node, {"securityContext", "capabilities", "add"});
  if (added == nullptr || added->kind != render::Kind::sequence) return "";
  for (const Node* item : added->children()) {
    if (text_of(item) != "NET_BIND_SERVICE") return text_of(item);
  }
  return "";
}

}  // namespace

void check_non_root(const Subject& subject, Report& report) {
  for_each_container(subject, true, [&](const Workload& workload, const Container& container) {
    if (has_user_namespace(workload)) return;
    if (inherited(workload, container, "runAsNonRoot") == "true") return;
    report.add(workload, container, {"securityContext", "runAsNonRoot"},
               "may run as root (runAsNonRoot is not true)");
  });
}

void check_run_as_user(const Subject& subject, Report& report) {
  for_each_container(subject, true, [&](const Workload& workload, const Container& container) {
    if (has_user_namespace(workload)) return;
    if (inherited(workload, container, "runAsUser") != "0") return;
    report.add(workload, container, {"securityContext", "runAsUser"}, "runs as root (runAsUser 0)");
  });
}

void check_privilege_escalation(const Subject& subject, Report& report) {
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    const Node* own = find_path(container.node, {"securityContext", "allowPrivilegeEscalation"});
    if (text_of(own) == "false") return;
    report.add(workload, container, {"securityContext", "allowPrivilegeEscalation"},
               "may gain privileges (allowPrivilegeEscalation is not false)");
  });
}

void check_capabilities(const Subject& subject, Report& report) {
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    const Node* dropped = find_path(container.node, {"securityContext", "capabilities", "drop"});
    if (!has_item(dropped, "ALL")) {
      report.add(workload, container, {"securityContext", "capabilities", "drop"},
                 "keeps capabilities (drop has no ALL)");
    }
    const std::string_view added = forbidden_capability(container);
    if (added.empty()) return;
    report.add(workload, container, {"securityContext", "capabilities", "add"},
               fmt::format("adds the capability {}", added));
  });
}

void check_seccomp(const Subject& subject, Report& report) {
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    const FieldNames path = {"securityContext", "seccompProfile", "type"};
    const Node* own = find_path(container.node, path);
    const std::string_view type = text_of(own != nullptr ? own : find_path(workload.pod, path));
    if (type == "RuntimeDefault" || type == "Localhost") return;
    report.add(workload, container, path, "has no seccomp profile");
  });
}

void check_privileged(const Subject& subject, Report& report) {
  for_each_container(subject, true, [&](const Workload& workload, const Container& container) {
    const FieldNames path = {"securityContext", "privileged"};
    if (text_of(find_path(container.node, path)) != "true") return;
    report.add(workload, container, path, "is privileged");
  });
}

void check_proc_mount(const Subject& subject, Report& report) {
  for_each_container(subject, true, [&](const Workload& workload, const Container& container) {
    const FieldNames path = {"securityContext", "procMount"};
    const std::string_view mount = text_of(find_path(container.node, path));
    if (mount.empty() || mount == "Default" || has_user_namespace(workload)) return;
    report.add(workload, container, path, fmt::format("has the procMount {}", mount));
  });
}

void check_read_only_root(const Subject& subject, Report& report) {
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    const FieldNames path = {"securityContext", "readOnlyRootFilesystem"};
    if (text_of(find_path(container.node, path)) == "true") return;
    report.add(workload, container, path, "can write to its root file system");
  });
}

}  // namespace relctl::check
