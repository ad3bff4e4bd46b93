// SPDX-License-Identifier: MIT
#include "judge/remedies.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "deploy/vouching.hpp"
#include "judge/adopted.hpp"

namespace relctl::judge {
namespace {

/// A path as a POSIX shell reads it back.
std::string quoted(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+").find(c) != std::string_view::npos;
  });
  if (plain && !text.empty()) return text;
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + '\'';
}

std::optional<std::string> version_in(const Site& site, const std::optional<std::string>& tag) {
  if (!tag) return std::nullopt;
  for (const config::Image& image : site.service->images) {
    if (auto version = deploy::version_of_image_tag(*site.service, image, *tag)) return version;
  }
  return std::nullopt;
}

}  // namespace

std::string deploy_command(const Site& site, const std::optional<std::string>& tag) {
  const auto version = version_in(site, tag);
  return fmt::format("relctl promote {} --service {}{}", site.environment->name, site.service->name,
                     version ? " --to " + *version : "");
}

std::string adopt_command(const std::string& path) {
  return fmt::format("relctl adopt {} --reason '…'", quoted(path));
}

std::string structure_command(const Rights& rights, const std::string& path) {
  if (!rights.generated) return adopt_command(path);
  const auto& [environment, service] = *rights.generated;
  return fmt::format("change {}, then relctl generate {}",
                     config::expand(*environment->source, service->name, environment->name),
                     environment->name);
}

std::string rendered_command(const config::Config& config, const deploy::RenderTarget& target) {
  const config::Environment& environment = *target.environment;
  const bool is_free = environment.automatic || deploy::targets_before(config, target).empty();
  return fmt::format("change {}, then relctl {} {}", target.folder,
                     is_free ? "generate" : "promote", environment.name);
}

std::string restore_command(const Judged& judged, const std::string& path) {
  if (judged.commit.parents.empty()) return fmt::format("git rm {}", quoted(path));
  const bool existed = judged.parents.front()->find(path).has_value();
  return existed ? fmt::format("git checkout {} -- {}", judged.commit.parents.front().short_hex(),
                               quoted(path))
                 : fmt::format("git rm {}", quoted(path));
}

std::string own_file_command(const std::string& path) {
  constexpr std::string_view holds = ".relctl/holds/";
  constexpr std::string_view ending = ".yaml";
  if (path == adopted_path) return adopt_command("PATH");
  if (!path.starts_with(holds) || !path.ends_with(ending)) return {};
  const std::string name = path.substr(holds.size(), path.size() - holds.size() - ending.size());
  return fmt::format("relctl hold {0} or relctl unhold {0}", quoted(name));
}

}  // namespace relctl::judge
