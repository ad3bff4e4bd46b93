// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "adopt/tool_settings.hpp"
#include "adopt/tool_words.hpp"
#include "base/replace_all.hpp"
#include "formats/version_file.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

void left_file(ToolSettings& result, const std::string& path) {
  result.left.push_back(
      fmt::format("its file {}: one place of the version in it cannot be told", path));
}

/// Adds the place of the version in `path`, or says that it cannot be told.
void take_file(const Tree& tree, const std::string& path, ToolSettings& result) {
  if (auto place = version_place(tree, path)) {
    result.packages.front().files.push_back(std::move(*place));
  } else {
    left_file(result, path);
  }
}

/// The pattern of a `search` of bump-my-version; nothing where it holds other words than the
/// version.
std::optional<std::string> pattern_of_search(const std::string& search) {
  const std::string line = search.substr(0, search.find_last_not_of("\r\n") + 1);
  if (line.find('\n') != std::string::npos) return std::nullopt;
  return version_template(line, {"{current_version}"});
}

void take_bumpversion_file(const Tree& tree, const yaml::Node& settings, const yaml::Node& file,
                           ToolSettings& result) {
  const auto path = file.text("filename");
  if (!path) {
    result.left.push_back("its glob " + file.text("glob").value_or("") +
                          ": name the files that hold the version");
    return;
  }
  auto search = file.text("search");
  if (!search) search = settings.text("search");
  const bool is_bare = !search || *search == "{current_version}";
  if (is_bare) return take_file(tree, *path, result);
  const auto pattern = is_true(file, "regex") ? std::nullopt : pattern_of_search(*search);
  if (!pattern) {
    result.left.push_back(fmt::format("its search for `{}` in {}", *search, *path));
    return;
  }
  result.packages.front().files.push_back({*path, std::nullopt, *pattern, std::nullopt});
}

constexpr std::string_view no_commands = "relctl runs no commands; keep them in the pipeline";

/// `src/app.py`, `src/app.py:__version__`, `pyproject.toml:project.version`.
void take_named_place(const Tree& tree, const std::string& text, ToolSettings& result) {
  const std::size_t colon = text.find(':');
  const std::string path = text.substr(0, colon);
  if (colon == std::string::npos || formats::is_known_file_name(path)) {
    return take_file(tree, path, result);
  }
  const std::string name = text.substr(colon + 1);
  const bool is_data = path.ends_with(".toml") || path.ends_with(".json") ||
                       path.ends_with(".yaml") || path.ends_with(".yml");
  if (is_data) {
    result.packages.front().files.push_back({path, name, std::nullopt, std::nullopt});
    return;
  }
  take_file(tree, path, result);
}

/// Branches by regular expressions, which relctl has not.
void left_branches(const yaml::Node& branches, ToolSettings& result) {
  for (const yaml::Entry& entry : branches.entries) {
    const std::string match = entry.value.text("match").value_or("");
    result.left.push_back(
        is_true(entry.value, "prerelease")
            ? fmt::format("pre-releases of branch {}: bump --pre makes them", match)
            : fmt::format("its branches `{}`: `release.branches` has globs", match));
  }
}

}  // namespace

void read_bumpversion(const Tree& tree, const yaml::Node& settings, ToolSettings& result) {
  ToolPackage& package = result.packages.emplace_back();
  package.version = settings.text("current_version");
  if (is_true(settings, "tag") || settings.text("tag_name")) {
    const std::string name = settings.text("tag_name").value_or("v{new_version}");
    package.tag = version_template(name, {"{new_version}"});
    if (!package.tag) result.left.push_back("its tags `" + name + "`");
  }
  if (const auto message = settings.text("message")) {
    take_message(*message, {"{new_version}"}, result);
  }
  if (const yaml::Node* files = settings.find("files")) {
    for (const yaml::Node& file : files->items)
      take_bumpversion_file(tree, settings, file, result);
  }
  mention_left(settings,
               {{"parse", "versions are semantic ones here"},
                {"serialize", "versions are semantic ones here"},
                {"parts", "versions are semantic ones here"},
                {"setup_hooks", no_commands},
                {"pre_commit_hooks", no_commands},
                {"post_commit_hooks", no_commands}},
               result);
}

void read_commitizen(const Tree& tree, const yaml::Node& settings, ToolSettings& result) {
  ToolPackage& package = result.packages.emplace_back();
  const std::vector<std::string> version = {"${version}", "$version"};
  package.version = settings.text("version");
  if (const auto tag = settings.text("tag_format")) {
    package.tag = version_template(*tag, version);
    if (!package.tag) result.left.push_back("its tags `" + *tag + "`");
  } else {
    package.tag = "{version}";
  }
  for (const std::string& file : texts_of(settings.find("version_files")))
    take_named_place(tree, file, result);
  const bool has_changelog =
      is_true(settings, "update_changelog_on_bump") || settings.text("changelog_file");
  if (has_changelog) package.changelog = settings.text("changelog_file").value_or("CHANGELOG.md");
  if (const auto message = settings.text("bump_message")) {
    take_message(*message, {"${new_version}", "$new_version"}, result);
  }
  if (settings.text("major_version_zero")) {
    result.zero =
        is_true(settings, "major_version_zero") ? semver::Level::minor : semver::Level::major;
  }
  mention_left(settings,
               {{"bump_pattern", "`release.auto` lists commit types"},
                {"bump_map", "`release.auto` lists commit types"},
                {"pre_bump_hooks", no_commands},
                {"post_bump_hooks", no_commands},
                {"customize", "`release.auto` lists commit types"}},
               result);
  if (settings.text("version_scheme").value_or("pep440") == "semver") return;
  result.left.push_back("pre-releases of its form (1.2.0rc1): relctl writes 1.2.0-rc.1");
}

void read_python_semantic_release(const Tree& tree, const yaml::Node& settings,
                                  ToolSettings& result) {
  ToolPackage& package = result.packages.emplace_back();
  const std::string tag = settings.text("tag_format").value_or("v{version}");
  package.tag = version_template(tag, {"{version}"});
  if (!package.tag) result.left.push_back("its tags `" + tag + "`");
  for (const char* list : {"version_toml", "version_variables", "version_variable"}) {
    for (const std::string& file : texts_of(settings.find(list)))
      take_named_place(tree, file, result);
  }
  if (const auto branch = settings.text("branch")) result.branches = {*branch};
  if (const yaml::Node* branches = settings.find("branches")) left_branches(*branches, result);
  if (const auto message = settings.text("commit_message")) {
    take_message(*message, {"{version}"}, result);
  }
  if (settings.text("major_on_zero")) {
    result.zero = is_true(settings, "major_on_zero") ? semver::Level::major : semver::Level::minor;
  }
  if (const yaml::Node* options = settings.find("commit_parser_options")) {
    result.rules["minor"] = texts_of(options->find("minor_tags"));
    result.rules["patch"] = texts_of(options->find("patch_tags"));
  }
  mention_left(settings, {{"build_command", no_commands}}, result);
}

}  // namespace relctl::adopt
