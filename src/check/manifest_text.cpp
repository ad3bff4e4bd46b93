// SPDX-License-Identifier: MIT
#include "check/manifest_text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "check/folders.hpp"
#include "check/report.hpp"

namespace relctl::check {
namespace {

Location place_of(const render::Build& build, const render::Object& object) {
  render::Provenance place = nearest_place(build, object, object.root(), {});
  return {std::move(place.file), place.line, place.column, ""};
}

/// Where the objects of a rendered environment are edited, by their ids.
std::map<std::string, Location> source_places(const Tree& tree, const config::Config& config,
                                              const config::Environment& environment) {
  std::map<std::string, Location> places;
  EnvironmentCheck not_built;
  for (const std::string& folder : source_folders(config, environment)) {
    const auto build = built_folder(tree, folder, not_built);
    if (!build) continue;
    for (const render::Object* object : build->objects())
      places.emplace(object->id().text(), place_of(*build, *object));
  }
  return places;
}

}  // namespace

const TextPart* ManifestText::at(std::size_t line) const {
  const auto next =
      std::upper_bound(parts.begin(), parts.end(), line,
                       [](std::size_t wanted, const TextPart& part) { return wanted < part.line; });
  return next == parts.begin() ? nullptr : &*std::prev(next);
}

ManifestText manifest_text(const Tree& tree, const config::Config& config,
                           const config::Environment& environment) {
  ManifestText result;
  std::map<std::string, Location> sources;
  if (environment.render) sources = source_places(tree, config, environment);
  EnvironmentCheck not_built;
  std::size_t line = 1;
  for (const std::string& folder : environment_folders(tree, config, environment)) {
    const auto build = built_folder(tree, folder, not_built);
    if (!build) continue;
    for (const render::Object* object : build->objects()) {
      const auto source = sources.find(object->id().text());
      const std::string text = (line > 1 ? "---\n" : "") + render::print(*build, *object);
      result.parts.push_back(
          {line, object->id(),
           source == sources.end() ? place_of(*build, *object) : source->second});
      line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
      result.text += text;
    }
  }
  return result;
}

}  // namespace relctl::check
