// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/checks.hpp"
#include "check/environment.hpp"

namespace relctl::check {
namespace {

std::string_view cause_of(const Finding& finding) {
  const Check* check = find_check(finding.checks.front());
  return check == nullptr ? "" : check->cause;
}

/// Whether two findings of one environment have one cause.
bool has_cause_of(const Finding& one, const Finding& other) {
  return !cause_of(one).empty() && cause_of(one) == cause_of(other) && one.object == other.object &&
         one.container == other.container && one.where == other.where && one.level == other.level &&
         one.ignored == other.ignored && one.known == other.known;
}

void add_cause(Finding& finding, const Finding& other) {
  finding.checks.insert(finding.checks.end(), other.checks.begin(), other.checks.end());
  finding.message += "; " + other.message;
  if (finding.hint.find(other.hint) == std::string::npos) finding.hint += "; " + other.hint;
}

/// The findings of one environment, those of one cause as one. Equal causes stand together: the
/// checks of a cause follow each other.
std::vector<Finding> by_cause(const std::vector<Finding>& findings) {
  using Place = std::tuple<std::string, std::string, std::string, std::size_t, std::size_t>;
  std::map<Place, std::vector<std::size_t>> at_place;
  std::vector<Finding> result;
  for (const Finding& finding : findings) {
    auto& near = at_place[{finding.object.text(), finding.container, finding.where.file,
                           finding.where.line, finding.where.column}];
    const auto same = std::find_if(near.begin(), near.end(), [&](std::size_t number) {
      return has_cause_of(result[number], finding);
    });
    if (same != near.end()) {
      add_cause(result[*same], finding);
      continue;
    }
    near.push_back(result.size());
    result.push_back(finding);
  }
  return result;
}

/// What makes a finding the same in several environments: the place, unless it has none. Names may
/// differ by a prefix.
std::string identity_of(const Finding& finding) {
  const std::string object =
      finding.where.line > 0 ? finding.object.gvk.kind : finding.object.text();
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}{}", fmt::join(finding.checks, ","),
                     finding.where.file, finding.where.line, finding.where.column, object,
                     finding.container, finding.message, finding.known,
                     finding.ignored ? finding.ignored->reason : "");
}

std::string line_of(std::string_view text, std::size_t number) {
  std::size_t start = 0;
  for (; number > 1; --number) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return "";
    ++start;
  }
  std::string line(text.substr(start, text.find('\n', start) - start));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

void add_excerpts(std::vector<Finding>& findings, const Tree& tree) {
  std::map<std::string, std::string> texts;
  for (Finding& finding : findings) {
    Location& where = finding.where;
    if (where.line == 0) continue;
    auto at = texts.find(where.file);
    if (at == texts.end()) {
      const bool is_there = tree.find(where.file).has_value();
      at = texts.emplace(where.file, is_there ? tree.read(where.file) : "").first;
    }
    where.excerpt = line_of(at->second, where.line);
  }
}

}  // namespace

std::vector<Finding> joined_findings(const std::vector<EnvironmentCheck>& environments,
                                     const Tree& tree) {
  std::vector<Finding> result;
  std::map<std::string, std::size_t> known;
  for (const EnvironmentCheck& environment : environments) {
    for (Finding& finding : by_cause(environment.findings)) {
      const auto [at, is_new] = known.emplace(identity_of(finding), result.size());
      if (is_new) result.push_back(std::move(finding));
      auto& names = result[at->second].environments;
      if (names.empty() || names.back() != environment.name) names.push_back(environment.name);
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const Finding& one, const Finding& other) {
    return std::tie(one.where.file, one.where.line, one.where.column) <
           std::tie(other.where.file, other.where.line, other.where.column);
  });
  add_excerpts(result, tree);
  return result;
}

std::string sentence_of(const Finding& finding) {
  if (finding.container.empty()) return finding.message;
  return fmt::format("container {} {}", finding.container, finding.message);
}

}  // namespace relctl::check
