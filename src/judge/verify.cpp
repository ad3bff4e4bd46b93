// SPDX-License-Identifier: MIT
#include "judge/verify.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/branch_commit.hpp"
#include "deploy/rendering.hpp"
#include "formats/version_file.hpp"
#include "judge/field_comparison.hpp"
#include "judge/file_form.hpp"
#include "judge/recompute.hpp"
#include "judge/territory.hpp"
#include "release/prepared.hpp"
#include "tree/changed_paths.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

class FileComparison {
 public:
  FileComparison(const config::Config& config, const Tree& expected, const Tree& actual)
      : territory_(config), config_(config), expected_(expected), actual_(actual) {}

  /// Why the files differ in more than layout; empty when they do not.
  std::string difference(const std::string& path) const {
    const auto wanted = expected_.find(path);
    const auto found = actual_.find(path);
    if (!wanted) return "the operation makes no such file";
    if (!found) return "the file is missing";
    if (wanted->mode != found->mode) return "its mode differs";
    if (is_version_file(path)) return version_difference(path);
    const Owned owned = territory_.rights(path).owned();
    const FileFields right = read_fields(expected_.read(path), path, owned);
    const FileFields left = read_fields(actual_.read(path), path, owned);
    for (const ImageField& image : right.images) {
      if (!left.has(image.image)) {
        return fmt::format("line {}: {} is not {}", image.line, image.image.name,
                           image.image.tag.value_or(image.image.digest.value_or("")));
      }
    }
    if (left.images.size() != right.images.size()) return "there are other images";
    if (!same_fields(left.keys, right.keys)) return first_difference(right.keys, left.keys);
    if (same_fields(left.rest, right.rest)) return {};
    const std::string key = first_difference(right.rest, left.rest);
    return key.empty() ? "the content differs" : fmt::format("{} differs", key);
  }

 private:
  bool is_version_file(const std::string& path) const { return file_of(path) != nullptr; }

  const formats::VersionFile* file_of(const std::string& path) const {
    for (const config::Service& service : config_.services) {
      for (const formats::VersionFile& file : service.version_files) {
        if (file.path == path) return &file;
      }
    }
    return nullptr;
  }

  std::string version_difference(const std::string& path) const {
    const formats::VersionFile& file = *file_of(path);
    const std::string wanted = formats::read_version(expected_, file);
    const std::string found = formats::read_version(actual_, file);
    return wanted == found ? "it differs outside of the version"
                           : fmt::format("it has version {} and not {}", found, wanted);
  }

  Territory territory_;
  const config::Config& config_;
  const Tree& expected_;
  const Tree& actual_;
};

}  // namespace

std::string difference_of(const config::Config& config, const Tree& expected, const Tree& actual,
                          const std::string& path) {
  return FileComparison(config, expected, actual).difference(path);
}
namespace {

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

config::Config config_in(const Tree& tree) {
  return config::parse(read_file(tree, config::file_name), config::file_name);
}

/// True when the commit changes the path of a rendered environment that has a branch of its own.
bool changes_own_branch(const config::Config& config, const Tree& before, const Tree& after) {
  return std::any_of(config.environments.begin(), config.environments.end(),
                     [&](const auto& environment) {
                       if (!environment.branch) return false;
                       const auto targets = deploy::render_targets(config, environment);
                       return std::any_of(targets.begin(), targets.end(), [&](const auto& target) {
                         return before.find(target.path) != after.find(target.path);
                       });
                     });
}

/// The relctl.yaml that an operation followed: its parent's, and on a branch of rendered
/// environments that of the branch that they are rendered from.
config::Config rules_for(const plan::History& history, const ObjectId& commit,
                         const ObjectId& parent, const RenderedFrom& source) {
  if (source.rules) return *source.rules;
  const auto before = history.tree(parent);
  const auto& tip = source.branch.tip;
  const bool is_elsewhere = tip && !history.reaches(*tip, commit);
  if (is_elsewhere && history.tree(*tip)->find(config::file_name)) {
    config::Config config = config_in(*history.tree(*tip));
    const bool has_rules = before->find(config::file_name).has_value();
    if (!has_rules || changes_own_branch(config, *before, *history.tree(commit))) return config;
  }
  return config_in(*before);
}

/// Whether the file at `path`, where it is a version file, has the version that is expected.
bool has_version_of(const config::Config& config, const Tree& expected, const Tree& actual,
                    const std::string& path) {
  for (const config::Service& service : config.services) {
    for (const formats::VersionFile& file : service.version_files) {
      if (file.path == path &&
          formats::read_version(expected, file) != formats::read_version(actual, file))
        return false;
    }
  }
  return true;
}

void judge(const plan::History& history, const std::vector<record::Record>& records,
           const RenderedFrom& source, Verdict& verdict) {
  const auto& parents = verdict.commit.parents;
  if (parents.empty()) throw Error(ErrorKind::input, "an operation has a parent");
  const bool joins = parents.size() == 2 && records.front().operation == "promote" &&
                     records.front().environment.has_value();
  const auto after = history.tree(verdict.commit.id);
  const config::Config config =
      joins ? config_in(*history.tree(parents[1]))
            : rules_for(history, verdict.commit.id, parents.front(), source);
  const std::shared_ptr<const plan::History> borrowed(std::shared_ptr<const plan::History>(),
                                                      &history);
  const auto expected = expected_tree(
      history, verdict.commit, config,
      {config, after, borrowed, parents.front(), source.branch, source.rules.has_value()}, records,
      joins);
  verdict.grade = Grade::exact;
  const bool is_release = records.front().operation == "bump";
  for (const std::string& path : changed_paths(*expected, *after)) {
    if (is_release && release::is_prepared(config, path) &&
        has_version_of(config, *expected, *after, path)) {
      verdict.prepared.push_back(path);
      continue;
    }
    verdict.grade = Grade::by_field;
    const std::string difference = difference_of(config, *expected, *after, path);
    if (!difference.empty()) verdict.differences.push_back(fmt::format("{}: {}", path, difference));
  }
}

}  // namespace

Verdict verify(const plan::History& history, const ObjectId& commit, const RenderedFrom& source) {
  Verdict verdict;
  verdict.commit = history.commit(commit);
  const auto records = record::read_records(verdict.commit.message);
  if (records.empty()) return verdict;
  try {
    judge(history, records, source, verdict);
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
