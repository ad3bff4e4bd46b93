// SPDX-License-Identifier: MIT
#include "check/report.hpp"

#include "check/checks.hpp"

namespace relctl::check {
namespace {

using render::Kind;
using render::Node;

/// The number of the field `name` of `node`; nothing where there is none.
std::optional<std::uint32_t> field_number(const Node& node, std::string_view name) {
  if (node.kind != Kind::mapping) return std::nullopt;
  for (std::uint32_t i = 0; i < render::size_of(node); ++i) {
    if (render::key_at(node, i)->text == name) return i;
  }
  return std::nullopt;
}

}  // namespace

render::Provenance nearest_place(const render::Build& build, const render::Object& object,
                                 const Node* from, FieldNames path) {
  const Node* best = object.root();
  const Node* setter = from;
  if (from->place.line > 0) best = from;
  const Node* node = from;
  std::size_t left = path.size();
  for (const std::string_view name : path) {
    --left;
    const auto number = field_number(*node, name);
    if (!number) break;
    const Node* key = render::key_at(*node, *number);
    node = setter = render::value_at(*node, *number);
    if (left > 0 && key->place.line > 0) {
      best = key;
    } else if (node->place.line > 0) {
      best = node;
    }
  }
  render::Provenance place = build.provenance(*best);
  place.setter = build.provenance(*setter).setter;
  return place;
}

Finding& Report::enter(const BuiltObject& object, const Node* from, FieldNames path,
                       std::string message, std::string hint) {
  render::Provenance place = nearest_place(*object.build, *object.object, from, path);
  Finding finding;
  finding.checks = {std::string(check_->id)};
  finding.level = check_->level;
  finding.object = object.object->id();
  finding.message = std::move(message);
  finding.hint = hint.empty() ? std::string(check_->remedy) : std::move(hint);
  finding.setter = std::move(place.setter);
  finding.where = {std::move(place.file), place.line, place.column, ""};
  return findings_.emplace_back(std::move(finding));
}

void Report::add(const Workload& workload, const Container& container, FieldNames path,
                 std::string message, std::string hint) {
  enter({workload.build, workload.object}, container.node, path, std::move(message),
        std::move(hint))
      .container = container.name;
}

void Report::add(const Workload& workload, FieldNames path, std::string message, std::string hint) {
  enter({workload.build, workload.object}, workload.pod, path, std::move(message), std::move(hint));
}

void Report::add_below(const Workload& workload, const Node& from, FieldNames path,
                       std::string message) {
  add_below(BuiltObject{workload.build, workload.object}, from, path, std::move(message));
}

void Report::add_below(const BuiltObject& object, const Node& from, FieldNames path,
                       std::string message) {
  enter(object, &from, path, std::move(message), "");
}

void Report::add(const BuiltObject& object, FieldNames path, std::string message,
                 std::string hint) {
  enter(object, object.object->root(), path, std::move(message), std::move(hint));
}

}  // namespace relctl::check
