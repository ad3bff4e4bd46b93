// SPDX-License-Identifier: MIT
// What services say about one another: images, dependencies, tags.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.hpp"
#include "config/order.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

using ServicePositions = std::map<std::string_view, std::size_t>;

Value member(const Value& section, const Service& service, std::string_view key) {
  return *section.find(service.name)->find(key);
}

void check_images(const std::vector<Service>& services, const Value& section) {
  std::map<std::string_view, const Service*> owners;
  for (const Service& service : services) {
    for (std::size_t i = 0; i < service.images.size(); ++i) {
      const auto [owner, is_new] = owners.emplace(service.images[i].name, &service);
      if (is_new) continue;
      const std::string& other = owner->second->name;
      const std::string whose =
          other == service.name
              ? fmt::format("is listed twice in service `{}`", other)
              : fmt::format("is in two services, `{}` and `{}`", other, service.name);
      throw member(section, service, "images")
          .items()[i]
          .error(fmt::format("image `{}` {}", service.images[i].name, whose),
                 "an image follows the version of one service: keep it there alone");
    }
  }
}

void check_environment_names(const Config& config, const Value& repositories) {
  for (const Member& member : repositories.members()) {
    if (find_named(config.environments, member.key) != nullptr) continue;
    std::vector<std::string> names;
    for (const Environment& environment : config.environments)
      names.push_back(environment.name);
    const auto meant = nearest(member.key, names);
    throw member.at.error(
        fmt::format("`{}` is no environment", member.key),
        meant ? fmt::format("did you mean `{}`?", *meant)
              : fmt::format("repositories are by environment: {}", fmt::join(names, ", ")));
  }
}

/// Two images in one environment under one name would follow two versions, or one tag template of
/// two.
void check_distinct(const std::vector<Service>& services, const Environment& environment,
                    const Value& section) {
  std::map<std::string_view, const Image*> owners;
  for (const Service& service : services) {
    for (std::size_t i = 0; i < service.images.size(); ++i) {
      const Image& image = service.images[i];
      const std::string& repository = repository_in(image, environment.name);
      const auto [owner, is_new] = owners.emplace(repository, &image);
      if (is_new) continue;
      throw member(section, service, "images")
          .items()[i]
          .error(fmt::format("in {} the images `{}` and `{}` have one repository, `{}`",
                             environment.name, owner->second->name, image.name, repository),
                 "each image needs one of its own there");
    }
  }
}

std::size_t dependency(const ServicePositions& positions, const Service& service, std::size_t index,
                       const Value& section) {
  const std::string& name = service.depends_on[index];
  const auto found = positions.find(name);
  const bool is_itself = name == service.name;
  if (found != positions.end() && !is_itself) return found->second;
  const Value place = member(section, service, "depends_on").items()[index];
  if (is_itself) {
    throw place.error(fmt::format("service `{}` depends on itself", name), "remove it");
  }
  std::vector<std::string> names;
  for (const auto& [each, position] : positions)
    names.emplace_back(each);
  const auto meant = nearest(name, names);
  throw place.error(fmt::format("`{}` names no service, `{}`", place.name(), name),
                    meant ? fmt::format("did you mean `{}`?", *meant)
                          : fmt::format("services: {}", fmt::join(names, ", ")));
}

void check_dependencies(const std::vector<Service>& services, const Value& section) {
  ServicePositions positions;
  for (const Service& service : services)
    positions.emplace(service.name, positions.size());
  Predecessors predecessors(services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    for (std::size_t j = 0; j < services[i].depends_on.size(); ++j) {
      predecessors[i].push_back(dependency(positions, services[i], j, section));
    }
  }
  const std::vector<std::size_t> cycle = find_cycle(predecessors);
  if (cycle.empty()) return;
  std::vector<std::string> names;
  for (const std::size_t index : cycle)
    names.push_back(services[index].name);
  names.push_back(names.front());
  throw member(section, services[cycle.front()], "depends_on")
      .error(
          fmt::format("services depend on one another in a circle: {}", fmt::join(names, " on ")),
          "remove one of these dependencies, or make them one service");
}

/// A tag template of one service around its {version}.
struct TagShape {
  std::string before;
  std::string after;
};

TagShape shape_of(const Service& service) {
  const std::string text = expand(service.tag, service.name, std::nullopt);
  constexpr std::string_view placeholder = "{version}";
  const std::size_t place = text.find(placeholder);
  return {text.substr(0, place), text.substr(place + placeholder.size())};
}

// `1.2.3`, perhaps with a pre-release or build part: what a version's place can hold.
bool looks_like_version(std::string_view text) {
  constexpr std::string_view core = "1.2.3";
  return text == core ||
         (text.starts_with(core) && (text[core.size()] == '-' || text[core.size()] == '+'));
}

}  // namespace

void check_services(const std::vector<Service>& services, const Value& section) {
  check_images(services, section);
  check_dependencies(services, section);
}

void check_repositories(const Config& config, const Value& section) {
  bool has_any = false;
  for (const Service& service : config.services) {
    for (std::size_t i = 0; i < service.images.size(); ++i) {
      if (service.images[i].repositories.empty()) continue;
      has_any = true;
      const Value entry = member(section, service, "images").items()[i];
      check_environment_names(config, *entry.find("repositories"));
    }
  }
  if (!has_any) return;
  for (const Environment& environment : config.environments)
    check_distinct(config.services, environment, section);
}

void check_tags(const std::vector<Service>& services, const Value& section) {
  std::vector<TagShape> shapes;
  std::multimap<std::string, std::size_t, std::less<>> by_prefix;
  for (const Service& service : services) {
    shapes.push_back(shape_of(service));
    by_prefix.emplace(shapes.back().before, shapes.size() - 1);
  }
  const auto refuse = [&](std::size_t one, std::size_t other) {
    const std::size_t later = std::max(one, other);
    const Value entry = *section.find(services[later].name);
    const auto tag = entry.is_mapping() ? entry.find("tag") : std::nullopt;
    throw tag.value_or(entry).error(
        fmt::format("services `{}` and `{}` could have the same tag: `{}` and `{}`",
                    services[std::min(one, other)].name, services[later].name,
                    services[std::min(one, other)].tag, services[later].tag),
        "put {service} into the tag, like `{service}/v{version}`");
  };
  for (std::size_t i = 0; i < services.size(); ++i) {
    // A sample tag of one service must not be readable as another's.
    const std::string sample = shapes[i].before + "1.2.3" + shapes[i].after;
    const auto [first, last] = by_prefix.equal_range(shapes[i].before);
    for (auto it = first; it != last; ++it) {
      const std::string& after = shapes[it->second].after;
      if (it->second == i || !sample.ends_with(after)) continue;
      const std::size_t begin = shapes[i].before.size();
      const std::size_t length = sample.size() - begin - after.size();
      if (looks_like_version(std::string_view(sample).substr(begin, length))) refuse(i, it->second);
    }
  }
}

}  // namespace relctl::config
