// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adopt/listing.hpp"
#include "adopt/tool_settings.hpp"
#include "adopt/tool_words.hpp"
#include "adopt/version_lines.hpp"
#include "base/error.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

const std::vector<std::string> release_version = {"${nextRelease.version}", "${version}"};

void take_branch(const yaml::Node& branch, ToolSettings& result) {
  const std::string name =
      branch.kind == yaml::Kind::scalar ? branch.value : branch.text("name").value_or("");
  const yaml::Node* prerelease = branch.find("prerelease");
  if (prerelease != nullptr && prerelease->value != "false") {
    result.left.push_back(fmt::format("pre-releases of branch {}: bump --pre makes them", name));
  } else if (name.find_first_of("+({") != std::string::npos) {
    result.left.push_back(fmt::format("its branches `{}`: `release.branches` has globs", name));
  } else if (!name.empty()) {
    result.branches.push_back(name);
  }
}

/// A rule of the commit analyzer: `{type: refactor, scope: core, release: patch}`.
void take_rule(const yaml::Node& rule, ToolSettings& result) {
  const auto type = rule.text("type");
  const std::string release = rule.text("release").value_or("");
  constexpr std::array<std::string_view, 3> levels = {"major", "minor", "patch"};
  const bool is_level = std::find(levels.begin(), levels.end(), release) != levels.end();
  if (!type || (!is_level && release != "false") || rule.text("breaking") || rule.text("revert")) {
    result.left.push_back("a rule of its commit analyzer that is about more than a type");
    return;
  }
  const auto scope = rule.text("scope");
  result.rules[is_level ? release : "none"].push_back(scope ? *type + '(' + *scope + ')' : *type);
}

void take_rules_of(const yaml::Node& options, ToolSettings& result) {
  const yaml::Node* rules = options.find("releaseRules");
  if (rules == nullptr) return;
  for (const yaml::Node& rule : rules->items)
    take_rule(rule, result);
}

/// A plugin: its name, or a list of its name and its options.
void take_plugin(const yaml::Node& plugin, ToolSettings& result) {
  const auto names = texts_of(&plugin);
  if (names.empty()) return;
  const std::string& name = names.front();
  const yaml::Node none;
  const yaml::Node& set = plugin.items.size() > 1 ? plugin.items[1] : none;
  if (name.ends_with("/commit-analyzer")) {
    take_rules_of(set, result);
  } else if (name.ends_with("/changelog")) {
    result.packages.front().changelog = set.text("changelogFile").value_or("CHANGELOG.md");
  } else if (name.ends_with("/git")) {
    if (const auto message = set.text("message")) take_message(*message, release_version, result);
  } else if (name.ends_with("/github") || name.ends_with("/gitlab")) {
    result.left.push_back(name + ": `release.announce: true` makes the forge's releases");
  } else if (!name.ends_with("/release-notes-generator")) {
    result.left.push_back(name + ": keep what it does in the pipeline, behind relctl bump --push");
  }
}

/// The folder of a JSONPath that names one value by keys alone, as a key path.
std::optional<std::string> key_of_json_path(const std::string& path) {
  if (!path.starts_with("$.") || path.find_first_of("*[]()?@'\"") != std::string::npos ||
      path.find("..") != std::string::npos) {
    return std::nullopt;
  }
  return path.substr(2);
}

/// The line that release-please would write: the one with its mark.
std::optional<std::string> marked_pattern(const Tree& tree, const std::string& path,
                                          const std::string& version) {
  if (!tree.find(path)) return std::nullopt;
  const std::string text = read_file(tree, path);
  const std::size_t mark = text.find("x-release-please-version");
  if (mark == std::string::npos) return std::nullopt;
  const std::size_t before = text.rfind('\n', mark);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return pattern_around(text.substr(begin, text.find('\n', mark) - begin), version);
}

void take_extra_file(const Tree& tree, const yaml::Node& file, ToolPackage& package,
                     ToolSettings& result) {
  const std::string name =
      file.kind == yaml::Kind::scalar ? file.value : file.text("path").value_or("");
  const std::string path = name.starts_with('/') ? name.substr(1) : join_path(package.folder, name);
  const auto json_path = file.text("jsonpath");
  const auto key = json_path ? key_of_json_path(*json_path) : std::nullopt;
  const auto pattern = marked_pattern(tree, path, package.version.value_or(""));
  if (key) {
    package.files.push_back({path, *key, std::nullopt, std::nullopt});
  } else if (pattern) {
    package.files.push_back({path, std::nullopt, *pattern, std::nullopt});
  } else {
    result.left.push_back(
        fmt::format("its file {}: one place of the version cannot be told", path));
  }
}

/// What release-please puts before the version in tags.
std::optional<std::string> tag_of_package(const yaml::Node& all, const yaml::Node& own,
                                          const ToolPackage& package) {
  const auto setting = [&](std::string_view key, const char* otherwise) {
    const auto mine = own.text(key);
    return mine ? *mine : all.text(key).value_or(otherwise);
  };
  const std::string version =
      setting("include-v-in-tag", "true") == "false" ? "{version}" : "v{version}";
  if (setting("include-component-in-tag", "true") == "false") return version;
  if (!package.name) return package.folder.empty() ? std::optional(version) : std::nullopt;
  return *package.name + setting("tag-separator", "-") + version;
}

ToolPackage package_of(const yaml::Node& settings, const yaml::Entry& entry) {
  ToolPackage package;
  package.folder = entry.key.value == "." ? "" : entry.key.value;
  while (package.folder.ends_with('/'))
    package.folder.pop_back();
  package.name = entry.value.text("component");
  if (!package.name) package.name = entry.value.text("package-name");
  package.tag = tag_of_package(settings, entry.value, package);
  const std::string changelog = entry.value.text("changelog-path").value_or("CHANGELOG.md");
  package.changelog = join_path(package.folder, changelog);
  return package;
}

std::map<std::string, std::string> manifest_versions(const Tree& tree) {
  std::map<std::string, std::string> versions;
  const std::string path = ".release-please-manifest.json";
  if (!tree.find(path)) return versions;
  const yaml::Stream stream = yaml::parse(read_file(tree, path), path);
  if (stream.documents.empty()) return versions;
  for (const yaml::Entry& entry : stream.documents.front().entries)
    versions[entry.key.value] = entry.value.value;
  return versions;
}

}  // namespace

void read_semantic_release(const Tree&, const yaml::Node& settings, ToolSettings& result) {
  ToolPackage& package = result.packages.emplace_back();
  const std::string tag = settings.text("tagFormat").value_or("v${version}");
  package.tag = version_template(tag, release_version);
  if (!package.tag) result.left.push_back("its tags `" + tag + "`");
  if (const yaml::Node* branches = settings.find("branches")) {
    if (branches->kind == yaml::Kind::scalar) take_branch(*branches, result);
    for (const yaml::Node& branch : branches->items)
      take_branch(branch, result);
  }
  if (const yaml::Node* plugins = settings.find("plugins")) {
    for (const yaml::Node& plugin : plugins->items)
      take_plugin(plugin, result);
  }
  mention_left(settings, {{"extends", "what a shared configuration says is not read"}}, result);
}

void read_release_please(const Tree& tree, const yaml::Node& settings, ToolSettings& result) {
  const auto versions = manifest_versions(tree);
  const yaml::Node* packages = settings.find("packages");
  if (packages == nullptr) return;
  for (const yaml::Entry& entry : packages->entries) {
    const auto version = versions.find(entry.key.value);
    ToolPackage package = package_of(settings, entry);
    if (version != versions.end()) package.version = version->second;
    if (const yaml::Node* files = entry.value.find("extra-files")) {
      for (const yaml::Node& file : files->items)
        take_extra_file(tree, file, package, result);
    }
    result.packages.push_back(std::move(package));
  }
  if (settings.text("bump-minor-pre-major")) {
    result.zero =
        is_true(settings, "bump-minor-pre-major") ? semver::Level::minor : semver::Level::major;
  }
  mention_left(settings,
               {{"plugins", "what its plugins do is not taken over"},
                {"changelog-sections", "`release.notes.sections` says what notes tell"}},
               result);
  result.left.push_back("its release pull request: relctl bump --review keeps one");
}

void read_cocogitto(const Tree&, const yaml::Node& settings, ToolSettings& result) {
  const std::string prefix = settings.text("tag_prefix").value_or("");
  result.branches = texts_of(settings.find("branch_whitelist"));
  result.skip_ci = settings.text("skip_ci").has_value();
  const yaml::Node* packages = settings.find("packages");
  if (packages == nullptr || packages->entries.empty()) {
    ToolPackage& package = result.packages.emplace_back();
    package.tag = prefix + "{version}";
    const yaml::Node* changelog = settings.find("changelog");
    if (changelog != nullptr) package.changelog = changelog->text("path").value_or("CHANGELOG.md");
  } else {
    const std::string separator = settings.text("monorepo_version_separator").value_or("-");
    for (const yaml::Entry& entry : packages->entries) {
      ToolPackage package;
      package.name = entry.key.value;
      package.folder = entry.value.text("path").value_or(entry.key.value);
      package.tag = fmt::format("{}{}{}{{version}}", *package.name, separator, prefix);
      result.packages.push_back(std::move(package));
    }
  }
  constexpr std::string_view no_commands =
      "relctl runs no commands; name the files that they write in version_files";
  mention_left(settings,
               {{"pre_bump_hooks", no_commands},
                {"post_bump_hooks", no_commands},
                {"bump_profiles", no_commands},
                {"commit_types", "`release.auto` lists commit types"}},
               result);
}

}  // namespace relctl::adopt
