// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/faults.hpp"
#include "config/keys.hpp"
#include "config/ref_name.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 2> tag_placeholders = {"service", "version"};

std::string read_tag(const Value& value, const std::string& service) {
  std::string text = version_template(value, tag_placeholders);
  if (!is_ref_name(expand(text, service, std::nullopt, "1.2.3"))) {
    throw value.error(
        fmt::format("`{}` makes no tag name that git takes, `{}`", value.name(), text),
        "write it like `v{version}` or `{service}/v{version}`");
  }
  return text;
}

constexpr std::array<std::string_view, 2> changelog_sources = {"unreleased", "commits"};
constexpr std::array<std::string_view, 2> empty_choices = {"say", "skip"};

/// A path, or a mapping.
void read_changelog(const Value& value, Service& service) {
  if (!value.is_mapping()) {
    service.changelog = read_path(value);
    return;
  }
  value.check_keys(keys::changelog);
  service.changelog = read_path(value.need("path", "write where it is, like `path: CHANGELOG.md`"));
  if (auto each = value.find("from"))
    service.changelog_from_commits = each->one_of(changelog_sources) == "commits";
  if (auto each = value.find("empty"))
    service.changelog_skips_empty = each->one_of(empty_choices) == "skip";
}

Service read_service(const Member& member, const std::string& default_tag) {
  check_name(member.at, member.key, "a service");
  Service service;
  service.name = member.key;
  service.tag = default_tag;
  const Value& section = member.value;
  // `sample:` alone is a service with every default.
  if (section.is_null()) return service;
  section.check_keys(keys::service);
  if (auto value = section.find("paths")) service.paths = read_globs(*value);
  if (auto value = section.find("version_files"))
    service.version_files = read_version_files(*value);
  if (auto value = section.find("images")) service.images = read_images(*value);
  if (auto value = section.find("deploy")) service.deploy = read_deploy(*value, service.images);
  if (auto value = section.find("tag")) service.tag = read_tag(*value, service.name);
  if (auto value = section.find("changelog")) read_changelog(*value, service);
  if (auto value = section.find("depends_on")) service.depends_on = value->lines();
  if (auto value = section.find("next_snapshot")) {
    service.next_snapshot = value->boolean();
    if (service.next_snapshot && service.version_files.empty()) {
      throw value->error(fmt::format("`{}` needs version files", value->name()),
                         "list where the version is written under `version_files`");
    }
  }
  return service;
}

}  // namespace

std::vector<std::string> read_globs(const Value& section) {
  std::vector<std::string> globs = section.lines();
  const auto excludes = [](const std::string& glob) { return glob.starts_with('!'); };
  if (std::all_of(globs.begin(), globs.end(), excludes)) {
    throw section.error(fmt::format("`{}` selects nothing", section.name()),
                        "begin with what is meant, like `.` for everything");
  }
  for (const Value& item : section.items()) {
    const std::string glob = item.line();
    const std::string_view pattern = std::string_view(glob).substr(excludes(glob) ? 1 : 0);
    const bool leaves = pattern.empty() || pattern == ".." || pattern.starts_with("../") ||
                        pattern.find("/../") != std::string_view::npos || pattern.ends_with("/..");
    if (!leaves) continue;
    throw item.error(fmt::format("`{}` is no path or glob, `{}`", item.name(), glob),
                     "write it relative to the repository's root, like `src/**` or `!docs`");
  }
  return globs;
}

std::vector<Service> read_services(const Value& section) {
  const std::vector<Member> members = section.members();
  if (members.empty()) {
    throw section.error("`services` names no service", "name one: `services: {app: {}}`");
  }
  const std::string default_tag = members.size() == 1 ? "v{version}" : "{service}/v{version}";
  std::vector<Service> services;
  services.reserve(members.size());
  Faults faults;
  for (const Member& member : members)
    faults.attempt([&] { services.push_back(read_service(member, default_tag)); });
  faults.raise();
  return services;
}

}  // namespace relctl::config
