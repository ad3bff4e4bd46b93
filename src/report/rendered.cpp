// SPDX-License-Identifier: MIT
#include "report/rendered.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

using render::FieldChange;
using render::ObjectChange;
using render::ObjectName;

/// Changes that the same objects have, each in all of them.
struct SharedChanges {
  std::vector<std::string> objects;
  std::vector<const FieldChange*> fields;
  bool is_weighty = false;
};

void count(std::string& text, std::size_t number, std::string_view what) {
  if (number == 0) return;
  const std::string_view objects = text.empty() ? (number == 1 ? " object" : " objects") : "";
  text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ", number, objects, what);
}

/// `2 objects added, 1 removed`.
std::string totals(const render::Difference& objects) {
  std::string text;
  count(text, objects.added.size(), "added");
  count(text, objects.removed.size(), "removed");
  count(text, objects.changed.size(), "changed");
  return text;
}

std::string object_list(const render::Difference& objects, const Style& style) {
  std::string text;
  for (const ObjectChange& each : objects.added)
    text += fmt::format("  {} {}\n", style.green("+"), visible(each.object.text()));
  for (const ObjectName& each : objects.removed)
    text += fmt::format("  {} {}\n", style.red("-"), visible(each.text()));
  for (const ObjectChange& each : objects.changed)
    text += fmt::format("  {} {}\n", style.yellow("~"), visible(each.object.text()));
  return text;
}

std::vector<std::string> names_of(const std::vector<ObjectChange>& changed,
                                  const std::vector<std::size_t>& places) {
  std::vector<std::string> names;
  names.reserve(places.size());
  for (const std::size_t each : places)
    names.push_back(changed[each].object.text());
  return names;
}

/// The changed objects by what changes in them: first what each change is shared by, then the
/// changes of the same objects together, in the order in which they are met.
std::vector<SharedChanges> shared_changes(const std::vector<ObjectChange>& changed) {
  using Key = std::tuple<std::string, std::optional<std::string>, std::optional<std::string>, bool>;
  std::map<Key, std::vector<std::size_t>> objects_of;
  const auto key_of = [](const FieldChange& field) {
    return Key(field.path, field.before, field.after, field.is_secret);
  };
  for (std::size_t i = 0; i < changed.size(); ++i) {
    for (const FieldChange& field : changed[i].fields)
      objects_of[key_of(field)].push_back(i);
  }
  std::vector<SharedChanges> result;
  std::map<std::vector<std::size_t>, std::size_t> place_of;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    for (const FieldChange& field : changed[i].fields) {
      const auto& objects = objects_of[key_of(field)];
      if (objects.front() != i) continue;
      const auto [place, is_new] = place_of.emplace(objects, result.size());
      if (is_new) result.push_back({names_of(changed, objects), {}, false});
      SharedChanges& shared = result[place->second];
      shared.fields.push_back(&field);
      shared.is_weighty = shared.is_weighty || field.is_weighty;
    }
  }
  return result;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The lines between the first and the last that differ.
std::string changed_lines(std::string_view before, std::string_view after, const Style& style) {
  const auto old = lines_of(before);
  const auto now = lines_of(after);
  const auto heads = std::mismatch(old.begin(), old.end(), now.begin(), now.end());
  auto old_end = old.end();
  auto new_end = now.end();
  while (old_end != heads.first && new_end != heads.second && old_end[-1] == new_end[-1]) {
    --old_end;
    --new_end;
  }
  std::string text;
  for (auto line = heads.first; line != old_end; ++line)
    text += fmt::format("    {}\n", style.red("- " + visible(*line)));
  for (auto line = heads.second; line != new_end; ++line)
    text += fmt::format("    {}\n", style.green("+ " + visible(*line)));
  return text;
}

std::string field_text(const FieldChange& field, const Style& style) {
  const std::string path = visible(field.path);
  if (field.is_secret) {
    const char* what = field.before && field.after ? "changes" : field.after ? "is new" : "goes";
    return fmt::format("  {}: {} (secret)\n", path, what);
  }
  const std::string before = field.before.value_or("");
  const std::string after = field.after.value_or("");
  if (before.find('\n') != before.npos || after.find('\n') != after.npos)
    return fmt::format("  {}:\n{}", path, changed_lines(before, after, style));
  if (!field.before) return fmt::format("  {} {}: {}\n", style.green("+"), path, visible(after));
  if (!field.after) return fmt::format("  {} {}: {}\n", style.red("-"), path, visible(before));
  return fmt::format("  {}: {} -> {}\n", path, style.red(visible(before)),
                     style.green(visible(after)));
}

std::string heading(const std::vector<std::string>& objects) {
  constexpr std::size_t most_named = 3;
  if (objects.size() == 1) return visible(objects.front());
  const std::vector<std::string> named(
      objects.begin(),
      objects.begin() + static_cast<std::ptrdiff_t>(std::min(objects.size(), most_named)));
  std::string text = fmt::format("{} objects: {}", objects.size(), fmt::join(named, ", "));
  if (objects.size() > most_named) text += fmt::format(" and {} more", objects.size() - most_named);
  return visible(text);
}

/// Writes values while there is room; what must not be left out is written in any case.
class ValueText {
 public:
  ValueText(const Style& style, std::size_t room) : style_(style), room_(room) {}

  void add(const std::string& title, const std::vector<const FieldChange*>& fields) {
    std::string text;
    for (const FieldChange* field : fields) {
      const std::string line = field_text(*field, style_);
      if (!field->is_weighty && text_.size() + text.size() + line.size() > room_) {
        ++left_out_;
      } else {
        text += line;
      }
    }
    if (!text.empty()) text_ += style_.bold(title) + '\n' + text;
  }

  std::string finish() {
    if (left_out_ > 0) {
      text_ += fmt::format("{} more values change: relctl diff --rendered shows all\n", left_out_);
    }
    return std::move(text_);
  }

 private:
  const Style& style_;
  std::size_t room_;
  std::size_t left_out_ = 0;
  std::string text_;
};

std::string values(const render::Difference& objects, const Style& style, std::size_t room) {
  ValueText text(style, room);
  std::vector<SharedChanges> changes = shared_changes(objects.changed);
  std::stable_partition(changes.begin(), changes.end(),
                        [](const SharedChanges& each) { return each.is_weighty; });
  for (const SharedChanges& each : changes)
    text.add(heading(each.objects), each.fields);
  for (const ObjectChange& each : objects.added) {
    std::vector<const FieldChange*> fields;
    for (const FieldChange& field : each.fields)
      fields.push_back(&field);
    text.add(visible(each.object.text()) + " (added)", fields);
  }
  return text.finish();
}

nlohmann::ordered_json json_of(const ObjectName& object) {
  nlohmann::ordered_json json = {{"api_version", object.api_version}, {"kind", object.kind}};
  json["namespace"] =
      object.ns.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(object.ns);
  json["name"] = object.name;
  return json;
}

nlohmann::ordered_json json_of(const ObjectChange& change) {
  nlohmann::ordered_json json = json_of(change.object);
  json["fields"] = nlohmann::ordered_json::array();
  for (const FieldChange& field : change.fields) {
    nlohmann::ordered_json each = {{"path", field.path}};
    const auto value = [](const std::optional<std::string>& text) {
      return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json();
    };
    each["before"] = field.is_secret ? nlohmann::ordered_json() : value(field.before);
    each["after"] = field.is_secret ? nlohmann::ordered_json() : value(field.after);
    each["secret"] = field.is_secret;
    json["fields"].push_back(std::move(each));
  }
  return json;
}

template <typename Object>
nlohmann::ordered_json json_list(const std::vector<Object>& objects) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const Object& object : objects)
    json.push_back(json_of(object));
  return json;
}

}  // namespace

std::string rendered_text(const std::vector<deploy::EnvironmentDifference>& differences,
                          const Style& style, std::size_t most) {
  std::string text;
  for (const deploy::EnvironmentDifference& each : differences) {
    for (const std::string& reason : each.not_built) {
      text += fmt::format("{}: not built: {}\n", style.bold(visible(each.environment)),
                          visible(reason));
    }
    if (each.objects.empty()) continue;
    text += fmt::format("{}: {}\n{}", style.bold(visible(each.environment)), totals(each.objects),
                        object_list(each.objects, style));
  }
  for (const deploy::EnvironmentDifference& each : differences) {
    const std::size_t room = text.size() < most ? most - text.size() : 0;
    const std::string own = values(each.objects, style, room);
    if (own.empty()) continue;
    if (differences.size() > 1) text += "\n" + style.bold(visible(each.environment)) + ":\n";
    text += differences.size() > 1 ? own : "\n" + own;
  }
  return text;
}

nlohmann::ordered_json rendered_json(
    const std::vector<deploy::EnvironmentDifference>& differences) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const deploy::EnvironmentDifference& each : differences) {
    json.push_back({{"name", each.environment},
                    {"built", each.not_built.empty()},
                    {"not_built", each.not_built},
                    {"added", json_list(each.objects.added)},
                    {"removed", json_list(each.objects.removed)},
                    {"changed", json_list(each.objects.changed)}});
  }
  return json;
}

}  // namespace relctl::report
