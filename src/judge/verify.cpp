// SPDX-License-Identifier: MIT
#include "judge/verify.hpp"

#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/joined_tree.hpp"
#include "judge/recompute.hpp"
#include "judge/verify_files.hpp"
#include "tree/changed_paths.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

constexpr const char* config_name = "relctl.yaml";

std::shared_ptr<const plan::Draft> expected_tree(
    const plan::History& history, const plan::Commit& commit, const config::Config& config,
    const Origins& origins, const std::vector<record::Record>& records, bool joins) {
  auto draft = std::make_shared<plan::Draft>(history.tree(commit.parents.front()));
  for (const record::Record& record : records)
    recompute(*draft, record, origins);
  if (!joins) return draft;
  const auto& environment = config::environment(config, *records.front().environment);
  const deploy::Joining join{history, environment.branch.value_or(environment.name),
                             commit.parents.front(), commit.parents.back()};
  return deploy::joined_tree(config, environment, join, draft);
}

void judge(const plan::History& history, const std::vector<record::Record>& records,
           Verdict& verdict) {
  const auto& parents = verdict.commit.parents;
  if (parents.empty()) throw Error(ErrorKind::input, "an operation has a parent");
  const bool joins = parents.size() == 2 && records.front().operation == "promote" &&
                     records.front().environment.has_value();
  const auto rules = history.tree(parents[joins ? 1 : 0]);
  const auto after = history.tree(verdict.commit.id);
  const config::Config config = config::parse(read_file(*rules, config_name), config_name);
  const std::shared_ptr<const plan::History> borrowed(std::shared_ptr<const plan::History>(),
                                                      &history);
  const auto expected = expected_tree(history, verdict.commit, config,
                                      {config, after, borrowed, parents.front()}, records, joins);
  verdict.grade = Grade::exact;
  for (const std::string& path : changed_paths(*expected, *after)) {
    verdict.grade = Grade::by_field;
    const std::string difference = difference_of(config, *expected, *after, path);
    if (!difference.empty()) verdict.differences.push_back(path + ": " + difference);
  }
}

}  // namespace

Verdict verify(const plan::History& history, const ObjectId& commit) {
  Verdict verdict;
  verdict.commit = history.commit(commit);
  const auto records = record::read_records(verdict.commit.message);
  if (records.empty()) return verdict;
  try {
    judge(history, records, verdict);
  } catch (const Error& error) {
    const ErrorKind kind = error.kind();
    const bool is_about_content =
        kind == ErrorKind::input || kind == ErrorKind::usage || kind == ErrorKind::conflict;
    if (!is_about_content) throw;
    verdict.differences.emplace_back(fmt::format("it cannot be recomputed: {}", error.what()));
  }
  if (!verdict.differences.empty()) verdict.grade = Grade::bad;
  return verdict;
}

}  // namespace relctl::judge
