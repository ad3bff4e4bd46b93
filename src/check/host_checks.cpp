// SPDX-License-Identifier: MIT
// Rules of the Pod Security Standards about what pods get of their host.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find;
using render::find_path;
using render::Kind;
using render::Node;
using render::text_of;

/// Volumes of profile restricted.
constexpr std::array<std::string_view, 9> safe_volumes = {
    "configMap", "csi",    "downwardAPI",          "emptyDir", "ephemeral", "image",
    "projected", "secret", "persistentVolumeClaim"};
/// Sysctls of the pod's own namespaces (Kubernetes 1.32).
constexpr std::array<std::string_view, 12> safe_sysctls = {"kernel.shm_rmid_forced",
                                                           "net.ipv4.ip_local_port_range",
                                                           "net.ipv4.tcp_syncookies",
                                                           "net.ipv4.ip_unprivileged_port_start",
                                                           "net.ipv4.ping_group_range",
                                                           "net.ipv4.ip_local_reserved_ports",
                                                           "net.ipv4.tcp_keepalive_time",
                                                           "net.ipv4.tcp_keepalive_intvl",
                                                           "net.ipv4.tcp_keepalive_probes",
                                                           "net.ipv4.tcp_fin_timeout",
                                                           "net.ipv4.tcp_rmem",
                                                           "net.ipv4.tcp_wmem"};
constexpr std::array<std::string_view, 4> safe_selinux_types = {
    "container_t", "container_init_t", "container_kvm_t", "container_engine_t"};

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::span<Node* const> items_of(const Node* list) {
  if (list == nullptr || list->kind != Kind::sequence) return {};
  return list->children();
}

/// Gives `look` the security contexts of a workload: the pods' and each container's.
template <typename Look>
void for_each_context(const Workload& workload, const Look& look) {
  if (const Node* context = find(workload.pod, "securityContext")) look(nullptr, *context);
  for (const Container& container : workload.containers) {
    if (const Node* context = find(container.node, "securityContext")) look(&container, *context);
  }
}

void add_context(Report& report, const Workload& workload, const Container* container,
                 FieldNames path, const std::string& message) {
  if (container != nullptr) {
    report.add(workload, *container, path, message);
  } else {
    report.add(workload, path, "its pods' security context " + message);
  }
}

/// What the kubelet does with a container: its probes and its hooks; null where there is none.
std::vector<const Node*> actions_of(const Container& container) {
  return {find(container.node, "livenessProbe"), find(container.node, "readinessProbe"),
          find(container.node, "startupProbe"),
          find_path(container.node, {"lifecycle", "postStart"}),
          find_path(container.node, {"lifecycle", "preStop"})};
}

void check_called_host(const Workload& workload, const Container& container, const Node* action,
                       Report& report) {
  for (const std::string_view kind : {"httpGet", "tcpSocket"}) {
    const std::string_view host = text_of(find_path(action, {kind, "host"}));
    if (host.empty()) continue;
    report.add_below(workload, *action, {kind, "host"},
                     fmt::format("container {} has the kubelet call {}", container.name, host));
  }
}

}  // namespace

void check_host_namespaces(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const std::string_view field : {"hostNetwork", "hostPID", "hostIPC"}) {
      if (text_of(find(workload.pod, field)) == "true")
        report.add(workload, {field}, fmt::format("its pods share their host's ({})", field));
    }
  }
}

void check_host_path(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Node* volume : items_of(find(workload.pod, "volumes"))) {
      if (find(volume, "hostPath") == nullptr) continue;
      report.add_below(
          workload, *volume, {"hostPath"},
          fmt::format("the volume {} is a folder of the host", text_of(find(volume, "name"))));
    }
  }
}

void check_volume_types(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Node* volume : items_of(find(workload.pod, "volumes"))) {
      if (volume->kind != Kind::mapping) continue;
      for (std::uint32_t i = 0; i < render::size_of(*volume); ++i) {
        const std::string_view type = render::key_at(*volume, i)->text;
        if (type == "name" || is_one_of(safe_volumes, type)) continue;
        report.add_below(
            workload, *volume, {type},
            fmt::format("the volume {} is of type {}", text_of(find(volume, "name")), type));
      }
    }
  }
}

void check_host_port(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Container& container : workload.containers) {
      for (const Node* port : items_of(find(container.node, "ports"))) {
        const std::string_view number = text_of(find(port, "hostPort"));
        if (number.empty() || number == "0") continue;
        report.add_below(
            workload, *port, {"hostPort"},
            fmt::format("container {} takes port {} of its host", container.name, number));
      }
    }
  }
}

void check_sysctls(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Node* sysctl : items_of(find_path(workload.pod, {"securityContext", "sysctls"}))) {
      const std::string_view name = text_of(find(sysctl, "name"));
      if (is_one_of(safe_sysctls, name)) continue;
      report.add_below(workload, *sysctl, {"name"},
                       fmt::format("its pods set the sysctl {}", name));
    }
  }
}

void check_selinux(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for_each_context(workload, [&](const Container* container, const Node& context) {
      const Node* options = find(&context, "seLinuxOptions");
      const std::string_view type = text_of(find(options, "type"));
      const bool is_safe = type.empty() || is_one_of(safe_selinux_types, type);
      const bool sets_more =
          !text_of(find(options, "user")).empty() || !text_of(find(options, "role")).empty();
      if (is_safe && !sets_more) return;
      add_context(report, workload, container, {"securityContext", "seLinuxOptions"},
                  "sets SELinux options that are not its own");
    });
  }
}

void check_apparmor(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for_each_context(workload, [&](const Container* container, const Node& context) {
      const std::string_view type = text_of(find_path(&context, {"appArmorProfile", "type"}));
      if (type.empty() || type == "RuntimeDefault" || type == "Localhost") return;
      add_context(report, workload, container, {"securityContext", "appArmorProfile", "type"},
                  fmt::format("has the AppArmor profile {}", type));
    });
  }
}

void check_host_process(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for_each_context(workload, [&](const Container* container, const Node& context) {
      if (text_of(find_path(&context, {"windowsOptions", "hostProcess"})) != "true") return;
      add_context(report, workload, container, {"securityContext", "windowsOptions", "hostProcess"},
                  "makes a process of the host of it");
    });
  }
}

void check_probe_host(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Container& container : workload.containers) {
      for (const Node* action : actions_of(container))
        check_called_host(workload, container, action, report);
    }
  }
}

}  // namespace relctl::check
