// SPDX-License-Identifier: MIT
#include "adopt/ci_system.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"

namespace relctl::adopt {
namespace {

struct Row {
  CiSystem system;
  std::string_view name;
  std::string_view pipeline;
  std::string_view sign;  ///< a file, or the beginning of the paths of several
};

constexpr std::array<Row, 6> rows{{
    {CiSystem::woodpecker, "woodpecker", ".woodpecker/release.yaml", ".woodpecker"},
    {CiSystem::github, "github", ".github/workflows/release.yml", ".github/workflows/"},
    {CiSystem::gitlab, "gitlab", ".gitlab-ci.yml", ".gitlab-ci.yml"},
    {CiSystem::bitbucket, "bitbucket", "bitbucket-pipelines.yml", "bitbucket-pipelines.yml"},
    {CiSystem::circleci, "circleci", ".circleci/config.yml", ".circleci/"},
    {CiSystem::jenkins, "jenkins", "Jenkinsfile", "Jenkinsfile"},
}};

const Row& row_of(CiSystem system) {
  return *std::find_if(rows.begin(), rows.end(),
                       [system](const Row& row) { return row.system == system; });
}

}  // namespace

const std::vector<std::string>& ci_system_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(rows.size());
    for (const Row& row : rows)
      all.emplace_back(row.name);
    return all;
  }();
  return names;
}

std::string to_string(CiSystem system) {
  return std::string(row_of(system).name);
}

CiSystem ci_system(std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return row.system;
  }
  throw Error(ErrorKind::usage, fmt::format("relctl writes no pipeline for \"{}\"", name))
      .hint(fmt::format("write one of {}", fmt::join(ci_system_names(), ", ")));
}

std::string pipeline_path(CiSystem system) {
  return std::string(row_of(system).pipeline);
}

std::optional<CiSystem> find_ci_system(const std::vector<std::string>& files) {
  for (const Row& row : rows) {
    const bool is_there = std::any_of(files.begin(), files.end(), [&row](const std::string& path) {
      return path.starts_with(row.sign);
    });
    if (is_there) return row.system;
  }
  return std::nullopt;
}

}  // namespace relctl::adopt
