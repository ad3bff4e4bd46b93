// SPDX-License-Identifier: MIT
#include "adopt/other_pipelines.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "adopt/listing.hpp"
#include "base/ascii.hpp"

namespace relctl::adopt {
namespace {

bool is_pipeline(const std::string& path) {
  constexpr std::array<std::string_view, 7> folders = {
      ".github/workflows/", ".woodpecker/", ".circleci/",       ".gitlab/",
      ".tekton/",           ".buildkite/",  ".gitea/workflows/"};
  constexpr std::array<std::string_view, 13> names = {
      ".gitlab-ci.yml",      ".gitlab-ci.yaml",  "bitbucket-pipelines.yml", "Jenkinsfile",
      ".woodpecker.yml",     ".woodpecker.yaml", "azure-pipelines.yml",     ".drone.yml",
      ".travis.yml",         "buildspec.yml",    "cloudbuild.yaml",         "appveyor.yml",
      "azure-pipelines.yaml"};
  const bool is_below = std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) {
    return path.starts_with(folder);
  });
  return is_below || std::find(names.begin(), names.end(), path) != names.end();
}

/// Words that stand in a line in this order, and what such a line does.
struct Mark {
  std::string_view first;
  std::string_view then;  ///< empty: nothing more
  std::string_view does;
};

constexpr std::string_view sets_version = "sets a version";
constexpr std::string_view sets_image = "sets an image's tag";
constexpr std::string_view makes_release = "makes a release";

constexpr std::array<Mark, 39> marks{{
    {"semantic-release", "", makes_release},
    {"release-please", "", makes_release},
    {"changesets/action", "", makes_release},
    {"changeset version", "", sets_version},
    {"standard-version", "", sets_version},
    {"release-it", "", makes_release},
    {"release-plz", "", makes_release},
    {"cargo release", "", makes_release},
    {"cargo-release", "", makes_release},
    {"cargo set-version", "", sets_version},
    {"bumpversion", "", sets_version},
    {"bump2version", "", sets_version},
    {"bump-my-version", "", sets_version},
    {"cz bump", "", sets_version},
    {"commitizen-action", "", sets_version},
    {"cog bump", "", sets_version},
    {"cocogitto-action", "", sets_version},
    {"npm version", "", sets_version},
    {"yarn version", "", sets_version},
    {"pnpm version", "", sets_version},
    {"lerna version", "", sets_version},
    {"lerna publish", "", sets_version},
    {"poetry version ", "", sets_version},
    {"uv version ", "", sets_version},
    {"hatch version ", "", sets_version},
    {"versions:set", "", sets_version},
    {"release:prepare", "", makes_release},
    {"release:perform", "", makes_release},
    {"github-tag-action", "", "makes a git tag"},
    {"git tag ", "", "makes a git tag"},
    {"git-auto-commit-action", "", "pushes a commit"},
    {"git push", "", "pushes"},
    {"gh release create", "", makes_release},
    {"action-gh-release", "", makes_release},
    {"edit set image", "", sets_image},
    {"kubectl set image", "", sets_image},
    {"yq ", "tag", sets_image},
    {"sed -i", "tag", sets_image},
    {"sed -i", "version", sets_version},
}};

/// What a line, in lower case, does; nothing for one that releases nothing.
std::optional<std::string_view> deed_of(std::string_view line) {
  constexpr std::array<std::string_view, 4> harmless = {"relctl", "git tag -l", "git tag --list",
                                                        "git push --dry-run"};
  for (const std::string_view word : harmless) {
    if (line.find(word) != line.npos) return std::nullopt;
  }
  for (const Mark& mark : marks) {
    const std::size_t at = line.find(mark.first);
    if (at == line.npos) continue;
    if (line.find(mark.then, at + mark.first.size()) != line.npos) return mark.does;
  }
  return std::nullopt;
}

void read_steps(const std::string& path, std::string_view text, std::vector<ReleaseStep>& steps) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t-"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    const bool is_comment = line.starts_with('#') || line.starts_with("//");
    const auto deed = is_comment ? std::nullopt : deed_of(ascii_lower(line));
    if (deed) steps.push_back({path, number, std::string(line), std::string(*deed)});
  }
}

}  // namespace

std::vector<ReleaseStep> find_release_steps(const Tree& tree,
                                            const std::vector<std::string>& files) {
  std::vector<ReleaseStep> steps;
  for (const std::string& path : files) {
    if (!is_pipeline(path)) continue;
    const auto entry = tree.find(path);
    const bool is_file = entry && (entry->mode == Mode::file || entry->mode == Mode::executable);
    if (is_file) read_steps(path, tree.read(path), steps);
  }
  return steps;
}

}  // namespace relctl::adopt
