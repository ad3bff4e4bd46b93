// SPDX-License-Identifier: MIT
#include "check/manifests.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find_path;
using render::Kind;
using render::Node;
using render::text_of;

/// Parts of a key, with a byte between them that no name holds.
std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) {
    key += part;
    key += '\0';
  }
  return key;
}

bool is_list_with(const Node* list, std::string_view text) {
  if (list == nullptr || list->kind != Kind::sequence) return false;
  const auto items = list->children();
  return std::any_of(items.begin(), items.end(),
                     [&](const Node* item) { return text_of(item) == text; });
}

bool has_label(const Workload& workload, std::string_view name, std::string_view value) {
  const auto at = workload.labels.find(name);
  return at != workload.labels.end() && at->second == value;
}

struct PolicyKind {
  std::string_view group;
  std::string_view kind;
  bool is_cluster_wide;
};

/// Policies of network plugins: what they do is not judged here, so nothing is said to be missing.
constexpr std::array<PolicyKind, 8> other_policies = {{
    {"cilium.io", "CiliumNetworkPolicy", false},
    {"cilium.io", "CiliumClusterwideNetworkPolicy", true},
    {"crd.projectcalico.org", "NetworkPolicy", false},
    {"crd.projectcalico.org", "GlobalNetworkPolicy", true},
    {"projectcalico.org", "NetworkPolicy", false},
    {"projectcalico.org", "GlobalNetworkPolicy", true},
    {"policy.networking.k8s.io", "AdminNetworkPolicy", true},
    {"policy.networking.k8s.io", "BaselineAdminNetworkPolicy", true},
}};

}  // namespace

bool is_foreign(const render::Gvk& gvk) {
  return gvk.group.find('.') != std::string::npos && !gvk.group.ends_with(".k8s.io");
}

Manifests::Manifests(std::vector<render::Build> builds) : builds_(std::move(builds)) {
  for (const render::Build& build : builds_) {
    for (const render::Object* object : build.objects())
      enter(build, *object);
  }
  mark_served();
  mark_guarded();
  mark_guarded_by_others();
}

void Manifests::enter(const render::Build& build, const render::Object& object) {
  const render::Id& id = object.id();
  objects_.push_back({&build, &object});
  by_kind_[key_of({id.gvk.group, id.gvk.kind})].push_back(objects_.back());
  names_.insert(key_of({id.gvk.group, id.gvk.kind, id.effective_ns(), id.name}));
  auto workload = workload_of(build, object);
  if (!workload) return;
  const std::size_t number = workloads_.size();
  by_namespace_[std::string(workload->ns)].push_back(number);
  for (const auto& [name, value] : workload->labels)
    by_label_[key_of({workload->ns, name, value})].push_back(number);
  workloads_.push_back(std::move(*workload));
}

const std::vector<BuiltObject>& Manifests::of_kind(std::string_view group,
                                                   std::string_view kind) const {
  static const std::vector<BuiltObject> none;
  const auto at = by_kind_.find(key_of({group, kind}));
  return at == by_kind_.end() ? none : at->second;
}

bool Manifests::has(std::string_view group, std::string_view kind, std::string_view ns,
                    std::string_view name) const {
  return names_.count(key_of({group, kind, ns, name})) > 0;
}

bool Manifests::has_workloads(std::string_view ns) const {
  return by_namespace_.count(std::string(ns)) > 0;
}

const Workload* Manifests::workload_at(const BuiltObject& object) const {
  const auto at = std::find_if(workloads_.begin(), workloads_.end(),
                               [&](const Workload& each) { return each.object == object.object; });
  return at == workloads_.end() ? nullptr : &*at;
}

bool Manifests::is_made_by_operator(const Node& selector) const {
  return std::any_of(objects_.begin(), objects_.end(), [&](const BuiltObject& each) {
    const render::Id& id = each.object->id();
    if (!is_foreign(id.gvk)) return false;
    for (std::uint32_t i = 0; i < render::size_of(selector); ++i) {
      const std::string_view value = text_of(render::value_at(selector, i));
      if (value != id.name) continue;
      const Workload* workload = workload_at(each);
      if (workload == nullptr || !has_label(*workload, render::key_at(selector, i)->text, value))
        return true;
    }
    return false;
  });
}

/// The workloads that have the selector's first label; those of the namespace where it names none.
const std::vector<std::size_t>* Manifests::bucket(std::string_view ns, const Node* selector,
                                                  bool is_plain) const {
  const Node* labels = is_plain ? selector : render::find(selector, "matchLabels");
  if (labels != nullptr && labels->kind == Kind::mapping && labels->count > 0) {
    const auto at = by_label_.find(
        key_of({ns, render::key_at(*labels, 0)->text, text_of(render::value_at(*labels, 0))}));
    return at == by_label_.end() ? nullptr : &at->second;
  }
  const auto at = by_namespace_.find(std::string(ns));
  return at == by_namespace_.end() ? nullptr : &at->second;
}

std::vector<std::size_t> Manifests::selected(std::string_view ns, const Node* selector,
                                             bool is_plain) const {
  std::vector<std::size_t> found;
  const auto* candidates = bucket(ns, selector, is_plain);
  if (candidates == nullptr) return found;
  for (const std::size_t number : *candidates) {
    const LabelMap& labels = workloads_[number].labels;
    const bool fits =
        is_plain ? fits_plain_selector(selector, labels) : fits_label_selector(selector, labels);
    if (fits) found.push_back(number);
  }
  return found;
}

void Manifests::mark_served() {
  for (const BuiltObject& service : of_kind("", "Service")) {
    const Node* selector = find_path(service.object->root(), {"spec", "selector"});
    for (const std::size_t number : selected(service.object->id().effective_ns(), selector, true))
      workloads_[number].is_served = true;
  }
}

void Manifests::mark_guarded() {
  for (const BuiltObject& policy : of_kind("networking.k8s.io", "NetworkPolicy")) {
    const Node* spec = render::find(policy.object->root(), "spec");
    const Node* types = render::find(spec, "policyTypes");
    const bool has_types = types != nullptr && types->count > 0;
    const bool ingress = !has_types || is_list_with(types, "Ingress");
    const bool egress =
        has_types ? is_list_with(types, "Egress") : !render::is_empty(render::find(spec, "egress"));
    // A podSelector that is left out is empty to the API server: it fits all pods.
    static const Node all = [] {
      Node node;
      node.kind = Kind::mapping;
      return node;
    }();
    const Node* selector = render::find(spec, "podSelector");
    for (const std::size_t number : selected(policy.object->id().effective_ns(),
                                             render::is_null(selector) ? &all : selector, false)) {
      workloads_[number].guards_ingress |= ingress;
      workloads_[number].guards_egress |= egress;
    }
  }
}

void Manifests::mark_guarded_by_others() {
  for (const PolicyKind& kind : other_policies) {
    for (const BuiltObject& policy : of_kind(kind.group, kind.kind)) {
      for (Workload& workload : workloads_) {
        if (!kind.is_cluster_wide && workload.ns != policy.object->id().effective_ns()) continue;
        workload.guards_ingress = true;
        workload.guards_egress = true;
      }
    }
  }
}

}  // namespace relctl::check
