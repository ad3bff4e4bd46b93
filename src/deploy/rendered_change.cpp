// SPDX-License-Identifier: MIT
#include "deploy/rendered_change.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

/// What a cluster loses with these cannot be brought back by a rollback.
constexpr std::array<std::string_view, 5> kinds_with_data = {
    "CustomResourceDefinition", "Namespace", "PersistentVolume", "PersistentVolumeClaim",
    "StatefulSet"};

std::string object_name(const std::string& text, const std::string& file) {
  const auto kind = yaml::get(text, file, "kind");
  const auto name = yaml::get(text, file, "metadata.name");
  const auto ns = yaml::get(text, file, "metadata.namespace");
  return fmt::format("{}/{}{}", kind.value_or("?"), ns ? *ns + '/' : "", name.value_or("?"));
}

bool holds_data(const std::string& object) {
  const std::string_view kind = std::string_view(object).substr(0, object.find('/'));
  return std::find(kinds_with_data.begin(), kinds_with_data.end(), kind) != kinds_with_data.end();
}

/// `KIND/NAME` names an object in any namespace.
bool is_removable(const std::string& object, const std::vector<std::string>& removable) {
  const std::string kind = object.substr(0, object.find('/'));
  const std::string name = object.substr(object.rfind('/') + 1);
  return std::any_of(removable.begin(), removable.end(), [&](const std::string& each) {
    return each == object || each == kind + '/' + name;
  });
}

void check_removed(const std::string& path, const ObjectChanges& changes,
                   const std::vector<std::string>& removable) {
  for (const std::string& object : changes.removed) {
    if (!holds_data(object) || is_removable(object, removable)) continue;
    throw Error(ErrorKind::conflict,
                fmt::format("{} would go away from {}, and its data with it", object, path))
        .hint(fmt::format("`--remove {}` lets it go", object));
  }
}

void add_list(std::string& text, std::string_view what, const std::vector<std::string>& objects) {
  constexpr std::size_t most = 5;
  if (objects.empty()) return;
  const auto end = objects.begin() + static_cast<long>(std::min(objects.size(), most));
  text +=
      fmt::format("{}{} {}", text.empty() ? "" : "; ", what, fmt::join(objects.begin(), end, ", "));
  if (objects.size() > most) text += fmt::format(" and {} more", objects.size() - most);
}

}  // namespace

ObjectChanges object_changes(const std::optional<RenderedPath>& before, const RenderedPath& after) {
  ObjectChanges changes;
  for (const auto& [file, text] : after.objects) {
    const bool was_there = before && before->objects.contains(file);
    if (!was_there) changes.added.push_back(object_name(text, file));
    if (was_there && before->objects.at(file) != text)
      changes.changed.push_back(object_name(text, file));
  }
  if (!before) return changes;
  for (const auto& [file, text] : before->objects) {
    if (!after.objects.contains(file)) changes.removed.push_back(object_name(text, file));
  }
  return changes;
}

Rerender put_rendered(plan::Draft& draft, const std::string& path, const RenderedPath& next,
                      const std::vector<std::string>& keep,
                      const std::vector<std::string>& removable) {
  Rerender result;
  result.before = read_rendered(draft, path, keep);
  result.after = next;
  result.changes = object_changes(result.before, next);
  const auto& before = result.before;
  // The kustomization may have been given more by hand than a render writes.
  const std::string file = join_path(path, "kustomization.yaml");
  const bool is_intact = before && draft.read(file) == rendered_kustomization(*before);
  if (is_intact && before->runs_the_same(next)) {
    result.after = *before;
    return result;
  }
  check_removed(path, result.changes, removable);
  write_rendered(draft, path, next, keep);
  result.is_written = true;
  return result;
}

plan::ManifestsOutcome outcome_of(const Rerender& change, const std::string& environment,
                                  const std::string& path) {
  plan::ManifestsOutcome outcome;
  outcome.environment = environment;
  outcome.path = path;
  if (change.before) outcome.previous = change.before->revision;
  outcome.revision = change.after.revision;
  outcome.added = change.changes.added;
  outcome.changed = change.changes.changed;
  outcome.removed = change.changes.removed;
  return outcome;
}

std::string describe(const Rerender& change, const std::string& environment) {
  if (!change.is_written) return {};
  std::string text;
  if (change.before) {
    add_list(text, "added", change.changes.added);
    add_list(text, "changed", change.changes.changed);
    add_list(text, "removed", change.changes.removed);
  } else {
    text = fmt::format("rendered for the first time, {} objects", change.after.objects.size());
  }
  const bool is_moved = change.before && change.before->revision != change.after.revision;
  const std::string from = is_moved ? change.before->revision.short_hex() + " -> " : "";
  return fmt::format("manifests of {} ({}{}): {}", environment, from,
                     change.after.revision.short_hex(), text.empty() ? "no object" : text);
}

}  // namespace relctl::deploy
