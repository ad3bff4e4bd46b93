// SPDX-License-Identifier: MIT
// Whether each entry of `generated` guards something.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "config/sections.hpp"
#include "tree/path.hpp"

namespace relctl::config {
namespace {

using Paths = std::set<std::string>;

/// The folders and files that operations write, of all environments, wherever they are kept.
Paths written_paths(const Config& config) {
  Paths paths;
  for (const Environment& environment : config.environments) {
    for (const Service& service : config.services) {
      paths.insert(expand(environment.path, service.name, environment.name));
      for (const DeployPlace& place : service.deploy)
        paths.insert(expand(place.path, service.name, environment.name));
    }
  }
  return paths;
}

bool overlap(std::string_view one, std::string_view other) {
  return is_below(one, other) || is_below(other, one);
}

void check_entry(const Value& entry, const Paths& written) {
  const std::string path = entry.line();
  const std::size_t pattern = path.find_first_of("*?[");
  if (pattern != std::string::npos) {
    const std::string folder(directory_of(path.substr(0, pattern)));
    throw entry.error(
        fmt::format("`{}` is a pattern, `{}`, and folders are named here", entry.name(), path),
        folder.empty() ? "name each folder; everything below it is guarded"
                       : fmt::format("write `{}`: everything below it is guarded", folder));
  }
  const auto is_guarded = [&](const std::string& each) { return is_below(each, path); };
  if (std::any_of(written.begin(), written.end(), is_guarded)) return;
  for (const std::string& each : written) {
    if (is_below(path, each)) {
      throw entry.error(fmt::format("`{}` guards only a part of `{}`: what lies beside `{}` there "
                                    "anybody may change",
                                    entry.name(), each, path),
                        fmt::format("write `{}`: everything below it is guarded", each));
    }
    if (!overlap(ascii_lower(each), ascii_lower(path))) continue;
    const std::string meant = each.substr(0, path.size());
    throw entry.error(fmt::format("`{}` guards nothing: `{}` is written `{}` by environments, and "
                                  "letter case counts",
                                  entry.name(), path, meant),
                      fmt::format("write `{}`", meant));
  }
  throw entry.error(
      fmt::format("`{}` guards nothing: no environment has its path in `{}`", entry.name(), path),
      written.empty()
          ? "remove it, or give relctl.yaml environments"
          : fmt::format("name a folder that environments are in, such as `{}`", *written.begin()));
}

}  // namespace

void check_generated(const Config& config, const Value& section) {
  const Paths written = written_paths(config);
  for (const Value& entry : section.items())
    check_entry(entry, written);
}

}  // namespace relctl::config
