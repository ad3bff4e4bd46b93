// SPDX-License-Identifier: MIT
#include "render/order.hpp"

#include <algorithm>
#include <unordered_map>

#include "render/texts.hpp"

namespace relctl::render {
namespace {

/// Absent parts sort behind letters.
std::string sort_text(const Gvk& gvk) {
  return or_else(gvk.group, "~G") + "_" + or_else(gvk.version, "~V") + "_" +
         or_else(gvk.kind, "~K");
}

std::string sort_text(const Id& id) {
  return id.gvk.text() + "|" + or_else(id.ns, "~X") + "|" + or_else(id.name, "~N");
}

/// Kinds that come first have negative ranks, those that come last positive ones.
class Ranks {
 public:
  explicit Ranks(const LegacyOrder& order) {
    int rank = -static_cast<int>(order.first.size());
    for (const std::string& kind : order.first)
      ranks_[kind] = rank++;
    rank = 1;
    for (const std::string& kind : order.last)
      ranks_[kind] = rank++;
  }

  [[nodiscard]] int of(const std::string& kind) const {
    const auto found = ranks_.find(kind);
    return found == ranks_.end() ? 0 : found->second;
  }

 private:
  std::unordered_map<std::string, int> ranks_;
};

/// An object with all that the order looks at.
struct Entry {
  Object* object = nullptr;
  int rank = 0;
  std::string gvk;
  std::string id;
};

bool precedes(const Entry& left, const Entry& right) {
  const Gvk& a = left.object->id().gvk;
  const Gvk& b = right.object->id().gvk;
  if (a == b) return left.id < right.id;
  if (left.rank != right.rank) return left.rank < right.rank;
  if (a.kind == "Namespace" && b.kind == "Namespace" && (a.group.empty() || b.group.empty()))
    return left.gvk > right.gvk;
  return left.gvk < right.gvk;
}

}  // namespace

const LegacyOrder& default_legacy_order() {
  static const LegacyOrder order{
      {"Namespace",
       "ResourceQuota",
       "StorageClass",
       "CustomResourceDefinition",
       "ServiceAccount",
       "PodSecurityPolicy",
       "Role",
       "ClusterRole",
       "RoleBinding",
       "ClusterRoleBinding",
       "ConfigMap",
       "Secret",
       "Endpoints",
       "Service",
       "LimitRange",
       "PriorityClass",
       "PersistentVolume",
       "PersistentVolumeClaim",
       "Deployment",
       "StatefulSet",
       "CronJob",
       "PodDisruptionBudget"},
      {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}};
  return order;
}

void sort_legacy(Objects& objects, const LegacyOrder& order) {
  const Ranks ranks(order);
  std::vector<Entry> entries;
  entries.reserve(objects.list().size());
  for (Object* object : objects.list()) {
    const Id& id = object->id();
    entries.push_back({object, ranks.of(id.gvk.kind), sort_text(id.gvk), sort_text(id)});
  }
  std::stable_sort(entries.begin(), entries.end(), precedes);
  std::vector<Object*> sorted;
  for (const Entry& entry : entries)
    sorted.push_back(entry.object);
  objects.reorder(std::move(sorted));
}

bool gvk_precedes(const Gvk& left, const Gvk& right) {
  static const Ranks ranks(default_legacy_order());
  const int a = ranks.of(left.kind);
  const int b = ranks.of(right.kind);
  return a != b ? a < b : sort_text(left) < sort_text(right);
}

}  // namespace relctl::render
