// SPDX-License-Identifier: MIT
// References by name from one object to another that is not there.
#include <algorithm>
#include <array>
#include <functional>

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

struct NameSource {
  std::string_view group;
  std::string_view kind;
  std::string_view made;  ///< kind of what a controller makes of it, by the same name
};

/// Objects that a controller makes a Secret or ConfigMap of.
constexpr std::array<NameSource, 9> name_sources = {{
    {"bitnami.com", "SealedSecret", "Secret"},
    {"external-secrets.io", "ExternalSecret", "Secret"},
    {"cert-manager.io", "Certificate", "Secret"},
    {"secrets.hashicorp.com", "VaultStaticSecret", "Secret"},
    {"secrets.hashicorp.com", "VaultDynamicSecret", "Secret"},
    {"secrets.hashicorp.com", "VaultPKISecret", "Secret"},
    {"onepassword.com", "OnePasswordItem", "Secret"},
    {"kafka.strimzi.io", "KafkaUser", "Secret"},
    {"trust.cert-manager.io", "Bundle", "ConfigMap"},
}};

/// Whether `source` says that what is made of it is called `name`.
bool makes(const render::Object& source, std::string_view name) {
  const Node* spec = find(source.root(), "spec");
  return source.id().name == name || text_of(find_path(spec, {"target", "name"})) == name ||
         text_of(find_path(spec, {"destination", "name"})) == name ||
         text_of(find(spec, "secretName")) == name;
}

bool is_made_later(const Subject& subject, std::string_view kind, std::string_view name) {
  for (const NameSource& source : name_sources) {
    if (source.made != kind) continue;
    const auto& objects = subject.manifests.of_kind(source.group, source.kind);
    if (std::any_of(objects.begin(), objects.end(),
                    [&](const BuiltObject& each) { return makes(*each.object, name); }))
      return true;
  }
  return false;
}

/// One place where pods name a ConfigMap or Secret.
struct ConfigName {
  std::string_view kind;
  const Node* holder;      ///< the mapping that has the name
  std::string_view field;  ///< of the name
};

using TakeName = std::function<void(const ConfigName&)>;

void walk_list(const Node* list, const std::function<void(const Node&)>& look) {
  if (list == nullptr || list->kind != Kind::sequence) return;
  for (const Node* item : list->children())
    look(*item);
}

void take_volume(const Node& volume, const TakeName& take) {
  if (const Node* map = find(&volume, "configMap")) take({"ConfigMap", map, "name"});
  if (const Node* secret = find(&volume, "secret"))
    take({"Secret", secret, find(secret, "secretName") != nullptr ? "secretName" : "name"});
}

void take_names(const Workload& workload, const TakeName& take) {
  for (const Container& container : workload.containers) {
    walk_list(find(container.node, "envFrom"), [&](const Node& each) {
      if (const Node* map = find(&each, "configMapRef")) take({"ConfigMap", map, "name"});
      if (const Node* secret = find(&each, "secretRef")) take({"Secret", secret, "name"});
    });
    walk_list(find(container.node, "env"), [&](const Node& each) {
      const Node* from = find(&each, "valueFrom");
      if (const Node* map = find(from, "configMapKeyRef")) take({"ConfigMap", map, "name"});
      if (const Node* secret = find(from, "secretKeyRef")) take({"Secret", secret, "name"});
    });
  }
  walk_list(find(workload.pod, "volumes"), [&](const Node& volume) {
    take_volume(volume, take);
    walk_list(find_path(&volume, {"projected", "sources"}),
              [&](const Node& source) { take_volume(source, take); });
  });
}

/// Kubernetes puts it into every namespace.
bool is_built_in(std::string_view kind, std::string_view name) {
  return kind == "ConfigMap" && name == "kube-root-ca.crt";
}

}  // namespace

void check_config_names(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    take_names(workload, [&](const ConfigName& each) {
      const std::string_view name = text_of(find(each.holder, each.field));
      if (name.empty() || text_of(find(each.holder, "optional")) == "true") return;
      if (is_built_in(each.kind, name) || is_made_later(subject, each.kind, name)) return;
      if (subject.manifests.has("", each.kind, workload.ns, name)) return;
      report.add_below(workload, *each.holder, {each.field},
                       fmt::format("its pods want the {} {}, which is not there", each.kind, name));
    });
  }
}

void check_service_accounts(const Subject& subject, Report& report) {
  for (const Workload& workload : subject.manifests.workloads()) {
    // The API server reads both, the old name too.
    const bool has_name = !text_of(find(workload.pod, "serviceAccountName")).empty();
    const std::string_view field = has_name ? "serviceAccountName" : "serviceAccount";
    const std::string_view name = text_of(find(workload.pod, field));
    if (name.empty() || name == "default") continue;
    if (subject.manifests.has("", "ServiceAccount", workload.ns, name)) continue;
    report.add(workload, {field},
               fmt::format("its pods want the ServiceAccount {}, which is not there", name));
  }
}

void check_autoscaler_target(const Subject& subject, Report& report) {
  for (const BuiltObject& scaler :
       subject.manifests.of_kind("autoscaling", "HorizontalPodAutoscaler")) {
    const Node* target = find_path(scaler.object->root(), {"spec", "scaleTargetRef"});
    const render::Gvk gvk =
        render::make_gvk(text_of(find(target, "apiVersion")), text_of(find(target, "kind")));
    const std::string_view name = text_of(find(target, "name"));
    const std::string_view ns = scaler.object->id().effective_ns();
    if (!subject.manifests.has_workloads(ns)) continue;
    if (subject.manifests.has(gvk.group, gvk.kind, ns, name)) continue;
    report.add(scaler, {"spec", "scaleTargetRef", "name"},
               fmt::format("it scales {}/{}, which is not there", gvk.kind, name));
  }
}

void check_policy_target(const Subject& subject, Report& report) {
  for (const BuiltObject& policy :
       subject.manifests.of_kind("networking.k8s.io", "NetworkPolicy")) {
    const Node* selector = find_path(policy.object->root(), {"spec", "podSelector"});
    const std::string_view ns = policy.object->id().effective_ns();
    if (render::is_empty(selector) || !subject.manifests.has_workloads(ns)) continue;
    const Node* labels = find(selector, "matchLabels");
    if (labels != nullptr && labels->kind == Kind::mapping &&
        subject.manifests.is_made_by_operator(*labels))
      continue;
    if (!subject.manifests.selected(ns, selector, false).empty()) continue;
    report.add(policy, {"spec", "podSelector"}, "its podSelector fits no pods");
  }
}

void check_ingress_target(const Subject& subject, Report& report) {
  for (const BuiltObject& ingress : subject.manifests.of_kind("networking.k8s.io", "Ingress")) {
    const std::string_view ns = ingress.object->id().effective_ns();
    const auto look = [&](const Node* backend) {
      const Node* service = find(backend, "service");
      const std::string_view name = text_of(find(service, "name"));
      if (name.empty() || subject.manifests.has("", "Service", ns, name)) return;
      report.add_below(ingress, *service, {"name"},
                       fmt::format("it leads to the Service {}, which is not there", name));
    };
    const Node* spec = find(ingress.object->root(), "spec");
    look(find(spec, "defaultBackend"));
    walk_list(find(spec, "rules"), [&](const Node& rule) {
      walk_list(find_path(&rule, {"http", "paths"}),
                [&](const Node& path) { look(find(&path, "backend")); });
    });
  }
}

}  // namespace relctl::check
