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

/// The first capability that is added and that `may_be_added` does not let pass.
template <typename Allows>
std::string_view forbidden_capability(const Container& container, const Allows& may_be_added) {
  const Node* added = find_path(container.node, {"securityContext", "capabilities", "add"});
  if (added == nullptr || added->kind != render::Kind::sequence) return "";
  for (const Node* item : added->children()) {
    if (!may_be_added(text_of(item))) return text_of(item);
  }
  return "";
}

/// What container runtimes give anyway; the baseline lets no others be added.
constexpr std::array<std::string_view, 13> usual_capabilities = {
    "AUDIT_WRITE",      "CHOWN",   "DAC_OVERRIDE", "FOWNER",  "FSETID", "KILL",      "MKNOD",
    "NET_BIND_SERVICE", "SETFCAP", "SETGID",       "SETPCAP", "SETUID", "SYS_CHROOT"};

bool is_usual(std::string_view capability) {
  return std::find(usual_capabilities.begin(), usual_capabilities.end(), capability) !=
         usual_capabilities.end();
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
  const FieldNames path = {"securityContext", "runAsUser"};
  for_each_container(subject, true, [&](const Workload& workload, const Container& container) {
    if (has_user_namespace(workload) || text_of(find_path(container.node, path)) != "0") return;
    report.add(workload, container, path, "runs as root (runAsUser 0)");
  });
  // What the pods' setting gives several containers is one cause.
  for (const Workload& workload : subject.manifests.workloads()) {
    if (has_user_namespace(workload) || text_of(find_path(workload.pod, path)) != "0") continue;
    const auto inherits = [&](const Container& container) {
      return render::is_null(find_path(container.node, path));
    };
    const auto& containers = workload.containers;
    if (std::any_of(containers.begin(), containers.end(), inherits))
      report.add(workload, path, "its pods run as root (runAsUser 0)");
  }
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
    const std::string_view added = forbidden_capability(
        container, [](std::string_view name) { return name == "NET_BIND_SERVICE"; });
    if (added.empty()) return;
    report.add(workload, container, {"securityContext", "capabilities", "add"},
               fmt::format("adds the capability {}", added));
  });
}

void check_added_capabilities(const Subject& subject, Report& report) {
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    const std::string_view added = forbidden_capability(container, is_usual);
    if (added.empty()) return;
    report.add(workload, container, {"securityContext", "capabilities", "add"},
               fmt::format("has the capability {}, which runtimes do not give", added));
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

void check_unconfined(const Subject& subject, Report& report) {
  const FieldNames path = {"securityContext", "seccompProfile", "type"};
  for_each_container(subject, false, [&](const Workload& workload, const Container& container) {
    if (text_of(find_path(container.node, path)) == "Unconfined")
      report.add(workload, container, path, "switches seccomp off");
  });
  for (const Workload& workload : subject.manifests.workloads()) {
    if (!workload.is_windows && text_of(find_path(workload.pod, path)) == "Unconfined")
      report.add(workload, path, "its pods switch seccomp off");
  }
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
