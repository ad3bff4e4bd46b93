// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/workloads.hpp"
#include "render/render.hpp"

namespace relctl::check {

/// An object with the build that made it.
struct BuiltObject {
  const render::Build* build = nullptr;
  const render::Object* object = nullptr;
};

/// Whether a kind is not one of Kubernetes' own.
bool is_foreign(const render::Gvk& gvk);

/// All objects of one environment, as the checks ask for them. Time and memory grow linearly with
/// the objects, as long as labels tell workloads apart.
class Manifests {
 public:
  explicit Manifests(std::vector<render::Build> builds);

  [[nodiscard]] const std::vector<BuiltObject>& objects() const { return objects_; }
  [[nodiscard]] const std::vector<Workload>& workloads() const { return workloads_; }
  /// The objects of a kind, whatever its version.
  [[nodiscard]] const std::vector<BuiltObject>& of_kind(std::string_view group,
                                                        std::string_view kind) const;
  /// Whether there is an object of that kind and name in `ns`, the effective namespace.
  [[nodiscard]] bool has(std::string_view group, std::string_view kind, std::string_view ns,
                         std::string_view name) const;
  /// The workloads of `ns` whose pods `selector` fits: a plain mapping, or a LabelSelector.
  [[nodiscard]] std::vector<std::size_t> selected(std::string_view ns, const render::Node* selector,
                                                  bool is_plain) const;
  /// Whether a label of `selector`, a plain mapping, is the name of an object of a kind that
  /// Kubernetes does not have itself: an operator then makes the pods. Where that object's own pod
  /// template has the label, as an Argo Rollout's has, the pods are known.
  [[nodiscard]] bool is_made_by_operator(const render::Node& selector) const;
  /// The workload that `object` is, or null.
  [[nodiscard]] const Workload* workload_at(const BuiltObject& object) const;
  /// Whether some workload is in `ns`.
  [[nodiscard]] bool has_workloads(std::string_view ns) const;

 private:
  void enter(const render::Build& build, const render::Object& object);
  void mark_served();
  void mark_guarded();
  void mark_guarded_by_others();
  [[nodiscard]] const std::vector<std::size_t>* bucket(std::string_view ns,
                                                       const render::Node* selector,
                                                       bool is_plain) const;

  std::vector<render::Build> builds_;
  std::vector<BuiltObject> objects_;
  std::vector<Workload> workloads_;
  std::unordered_map<std::string, std::vector<BuiltObject>> by_kind_;
  std::unordered_set<std::string> names_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_namespace_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_label_;
};

}  // namespace relctl::check
