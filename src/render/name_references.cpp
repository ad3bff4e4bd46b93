// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "render/apply_spec.hpp"
#include "render/fields.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

using Candidates = std::vector<Object*>;

/// Objects by what is asked of them, in their order.
class Referrals {
 public:
  explicit Referrals(const Objects& objects) {
    for (Object* object : objects.list()) {
      if (object->is_gone()) continue;
      std::set<std::string> names;
      for (const FormerName& former : object->notes.former_names)
        names.insert(former.name);
      for (const std::string& name : names)
        by_former_name_[name].push_back(object);
      by_original_namespace_[std::string(object->original_id().effective_ns())].push_back(object);
    }
  }

  [[nodiscard]] const Candidates& formerly_named(const std::string& name) const {
    return found(by_former_name_, name);
  }
  [[nodiscard]] const Candidates& originally_in(const std::string& ns) const {
    return found(by_original_namespace_, ns);
  }

 private:
  using Index = std::unordered_map<std::string, Candidates>;

  static const Candidates& found(const Index& index, const std::string& key) {
    static const Candidates none;
    const auto entry = index.find(key);
    return entry == index.end() ? none : entry->second;
  }

  Index by_former_name_;
  Index by_original_namespace_;
};

bool same_ending(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  const auto& shorter = left.size() <= right.size() ? left : right;
  const auto& longer = left.size() <= right.size() ? right : left;
  if (shorter.empty()) return longer.empty();
  return std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin());
}

bool same_affixes(const Object& left, const Object& right, bool allow_empty) {
  const auto fits = [&](const auto& a, const auto& b) {
    return (allow_empty && (a.empty() || b.empty())) || same_ending(a, b);
  };
  return fits(left.notes.prefixes, right.notes.prefixes) &&
         fits(left.notes.suffixes, right.notes.suffixes);
}

/// Updates the references of one object.
class Referrer {
 public:
  Referrer(Arena& arena, const Referrals& referrals, Object& object)
      : arena_(arena),
        referrals_(referrals),
        object_(object),
        cluster_(object.id().cluster_scoped) {
    read_subject_namespaces();
  }

  void update(const FieldSpec& spec, const Gvk& target) {
    target_ = &target;
    role_ = role_reference(spec);
    FieldSpec own = spec;
    own.gvk = {};
    apply_specs(arena_, object_, {&own, 1}, {}, [this](Node& node) { set(node); });
  }

 private:
  /// Subjects of a role binding may stand in other namespaces.
  void read_subject_namespaces() {
    if (object_.id().gvk.kind != "RoleBinding") return;
    const Node* subjects = find(object_.root(), "subjects");
    if (subjects == nullptr || subjects->kind != Kind::sequence) return;
    for (const Node* subject : subjects->children()) {
      const Node* ns = find(subject, "namespace");
      if (ns == nullptr || text_of(find(subject, "kind")) != "ServiceAccount") continue;
      if (ns->kind != Kind::scalar || is_null(ns)) {
        throw Error(ErrorKind::input, "namespace is blank for a subject of " + object_.id().text())
            .at(location_of(arena_, ns));
      }
      subject_namespaces_.insert(std::string(ns->text));
    }
  }

  /// The group and kind that a roleRef names.
  [[nodiscard]] std::optional<Gvk> role_reference(const FieldSpec& spec) const {
    if (!spec.path.ends_with("roleRef/name")) return std::nullopt;
    const Node* reference = find(object_.root(), "roleRef");
    const Node* group = find(reference, "apiGroup");
    const Node* kind = find(reference, "kind");
    if (group == nullptr || kind == nullptr) return std::nullopt;
    return Gvk{std::string(group->text), "", std::string(kind->text)};
  }

  void set(Node& node) {
    if (is_null(&node)) return;
    if (node.kind == Kind::scalar) {
      set_scalar_reference(node);
    } else if (node.kind == Kind::mapping) {
      set_map_reference(node);
    } else {
      for (Node* item : node.children()) {
        if (is_null(item)) continue;
        if (item->kind == Kind::sequence) require_kind(arena_, item, Kind::scalar);
        set(*item);
      }
    }
  }

  void set_scalar_reference(Node& node) {
    const std::string old(node.text);
    const Object* referral = select(old, referrals_.formerly_named(old), false);
    if (referral == nullptr || referral->id().name == old) return;
    set_scalar(arena_, node, *arena_.scalar(arena_.keep(referral->id().name)));
  }

  void set_map_reference(Node& node) {
    const Node* name = find(&node, "name");
    if (name == nullptr) {
      throw Error(ErrorKind::input, "there is no name in a reference of " + object_.id().text())
          .at(location_of(arena_, &node));
    }
    const std::string old(name->text);
    const Object* referral = select(old, in_namespace(node, referrals_.formerly_named(old)), true);
    if (referral == nullptr) return;
    const Id& id = referral->id();
    if (id.name == old && id.ns.empty()) return;
    set_field(arena_, node, "name", arena_.scalar(arena_.keep(id.name)));
    if (!id.ns.empty()) set_field(arena_, node, "namespace", arena_.scalar(arena_.keep(id.ns)));
  }

  /// The candidates in the namespace that the reference names: by the original one where any object
  /// came from there, else by the present one.
  [[nodiscard]] Candidates in_namespace(const Node& node, const Candidates& all) const {
    const Node* field = find(&node, "namespace");
    if (field == nullptr) return all;
    const std::string ns(field->text);
    const Candidates& from_there = referrals_.originally_in(ns);
    const bool original = std::any_of(from_there.begin(), from_there.end(),
                                      [&](const Object* object) { return can_refer_to(*object); });
    Candidates result;
    std::copy_if(all.begin(), all.end(), std::back_inserter(result), [&](const Object* object) {
      return ns != no_namespace &&
             (original ? object->original_id().effective_ns() : object->id().effective_ns()) == ns;
    });
    return result;
  }

  [[nodiscard]] bool can_refer_to(const Object& other) const {
    const Id& id = other.id();
    return cluster_ || id.cluster_scoped || id.effective_ns() == object_.id().effective_ns() ||
           subject_namespaces_.contains(id.ns);
  }

  /// True when a former id of `object` is selected by `gvk`.
  static bool was(const Object& object, const Gvk& gvk) {
    const auto& names = object.notes.former_names;
    return std::any_of(names.begin(), names.end(), [&](const FormerName& name) {
      return object.former_id(name).gvk.is_selected_by(gvk);
    });
  }

  [[nodiscard]] bool is_near(const Object& other) const {
    const Id& id = other.id();
    return cluster_ || id.cluster_scoped || id.gvk.kind == "ServiceAccount" ||
           id.effective_ns() == object_.id().effective_ns();
  }

  const Object* select(const std::string& old, const Candidates& named, bool with_namespace) {
    Candidates left;
    std::copy_if(named.begin(), named.end(), std::back_inserter(left), [&](const Object* object) {
      return can_refer_to(*object) && was(*object, *target_) && (!role_ || was(*object, *role_)) &&
             is_near(*object);
    });
    if (left.size() == 1) return left.front();
    for (const bool allow_empty : {true, false}) {
      if (!allow_empty && left.size() <= 1) break;
      std::erase_if(
          left, [&](const Object* object) { return !same_affixes(*object, object_, allow_empty); });
    }
    if (left.empty()) return nullptr;
    const Id& first = left.front()->id();
    const bool identical = std::all_of(left.begin(), left.end(), [&](const Object* object) {
      return object->id().name == first.name && (!with_namespace || object->id().ns == first.ns);
    });
    if (left.size() == 1 || identical) return left.front();
    fail_ambiguous(old, left);
  }

  [[noreturn]] void fail_ambiguous(const std::string& old, const Candidates& left) const {
    std::string ids;
    for (const Object* object : left)
      ids += (ids.empty() ? "" : ", ") + object->id().text();
    throw Error(ErrorKind::input, "found multiple possible referrals of \"" + old + "\" in " +
                                      object_.id().text() + ": " + ids)
        .at(location_of(arena_, object_.root()));
  }

  Arena& arena_;
  const Referrals& referrals_;
  Object& object_;
  bool cluster_;
  std::set<std::string> subject_namespaces_;
  const Gvk* target_ = nullptr;
  std::optional<Gvk> role_;
};

/// One field and the kind that it refers to.
struct Rule {
  const FieldSpec* spec;
  const Gvk* target;
};

/// Those for objects of the kind `referrer`.
std::vector<Rule> rules_for(const Gvk& referrer, const std::vector<NameReference>& references) {
  std::vector<Rule> rules;
  for (const NameReference& reference : references) {
    for (const FieldSpec& spec : reference.referrers) {
      if (referrer.is_selected_by(spec.gvk)) rules.push_back({&spec, &reference.target});
    }
  }
  return rules;
}

}  // namespace

void update_name_references(Workspace& work, Objects& objects,
                            const std::vector<NameReference>& references) {
  const Referrals referrals(objects);
  std::unordered_map<std::string, std::vector<Rule>> by_kind;
  for (Object* object : objects.list()) {
    if (object->is_gone()) continue;
    const Gvk original = object->original_id().gvk;
    auto [rules, is_new] = by_kind.try_emplace(original.text());
    if (is_new) rules->second = rules_for(original, references);
    if (rules->second.empty()) continue;
    Referrer referrer(work.arena, referrals, *object);
    for (const Rule& rule : rules->second)
      referrer.update(*rule.spec, *rule.target);
    objects.update(*object);
  }
}

}  // namespace relctl::render
