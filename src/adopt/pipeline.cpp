// SPDX-License-Identifier: MIT
#include "adopt/pipeline.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/pipeline_templates.hpp"
#include "base/replace_all.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

std::string_view template_of(CiSystem system) {
  switch (system) {
    case CiSystem::woodpecker:
      return woodpecker_template();
    case CiSystem::github:
      return github_template();
    case CiSystem::gitlab:
      return gitlab_template();
    case CiSystem::bitbucket:
      return bitbucket_template();
    case CiSystem::circleci:
      return circleci_template();
    case CiSystem::jenkins:
      break;
  }
  return jenkins_template();
}

/// Environments that are promoted to by hand: all but those that the release itself writes.
std::vector<std::string> later_environments(const config::Config& config) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < config.environments.size(); ++i)
    names.push_back(config.environments[i].name);
  // A list of choices must not be empty.
  if (names.empty()) {
    names.push_back(config.environments.empty() ? "production" : config.environments.front().name);
  }
  return names;
}

/// Inside '''…''' of Groovy.
std::string groovy(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == '\'') result += '\\';
    result += c;
  }
  return result;
}

/// Writes one template.
class Writer {
 public:
  Writer(CiSystem system, const PipelineFacts& facts)
      : system_(system),
        steps_(shell_steps(facts)),
        later_(later_environments(facts.config)),
        branch_(system == CiSystem::jenkins ? groovy(facts.main_branch)
                                            : yaml::quote_if_needed(facts.main_branch)) {}

  std::string write(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::string result;
    std::vector<std::string> repeated;
    bool repeats = false;
    for (std::string line; std::getline(stream, line);) {
      if (line == "@each environment@" || line == "@end@") {
        repeats = line != "@end@";
        if (!repeats) result += for_each_environment(std::exchange(repeated, {}));
      } else if (repeats) {
        repeated.push_back(line);
      } else {
        result += this->line(line);
      }
    }
    return result;
  }

 private:
  /// A line that is `@step@` alone becomes the step's lines, indented as it is.
  std::string line(const std::string& text) const {
    const std::size_t start = text.find_first_not_of(' ');
    const bool is_step = start != std::string::npos && text.size() > start + 2 &&
                         text[start] == '@' && text.back() == '@';
    if (!is_step) {
      std::string done = replace_all(text, "@main@", branch_);
      done = replace_all(done, "@choices@", fmt::format("'{}'", fmt::join(later_, "', '")));
      return replace_all(done, "@environments@", fmt::format("{}", fmt::join(later_, ", "))) + '\n';
    }
    std::string lines;
    std::istringstream stream(steps_.at(text.substr(start + 1, text.size() - start - 2)));
    for (std::string each; std::getline(stream, each);) {
      if (system_ == CiSystem::jenkins) each = groovy(each);
      lines += std::string(start, ' ') + each + '\n';
    }
    return lines;
  }

  std::string for_each_environment(const std::vector<std::string>& block) const {
    std::string result;
    for (std::size_t i = 0; i < later_.size(); ++i) {
      for (const std::string& each : block) {
        result += line(replace_all(replace_all(each, "@environment@", later_[i]), "@before@",
                                   i == 0 ? "release" : "promote-" + later_[i - 1]));
      }
    }
    return result;
  }

  CiSystem system_;
  std::map<std::string, std::string> steps_;
  std::vector<std::string> later_;
  std::string branch_;
};

}  // namespace

std::string write_pipeline(CiSystem system, const PipelineFacts& facts) {
  return Writer(system, facts).write(template_of(system));
}

}  // namespace relctl::adopt
