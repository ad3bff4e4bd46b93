// SPDX-License-Identifier: MIT
#include "plan/verify.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/version_file.hpp"
#include "plan/field_comparison.hpp"
#include "plan/recompute.hpp"
#include "plan/territory.hpp"
#include "plan/tree_changes.hpp"
#include "tree/path.hpp"

namespace relctl::plan {
namespace {

constexpr const char* config_name = "relctl.yaml";

/// Compares what an operation should have left with what it left.
class Comparison {
 public:
  Comparison(const config::Config& config, const Tree& expected, const Tree& actual)
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

/// Promotions between branches: the files of the release, the environment's own from its branch.
void take_path(Draft& draft, const Tree& from, const std::string& path) {
  for (const Entry& entry : draft.list(path)) {
    const std::string child = join_path(path, entry.name);
    if (entry.mode == Mode::directory) {
      take_path(draft, from, child);
    } else if (!from.find(child)) {
      draft.remove(child);
    }
  }
  for (const Entry& entry : from.list(path)) {
    const std::string child = join_path(path, entry.name);
    if (entry.mode == Mode::directory) take_path(draft, from, child);
    if (entry.mode == Mode::file || entry.mode == Mode::executable) {
      draft.write(child, from.read(child));
    }
  }
}

void judge(const History& history, const std::vector<Record>& records, Verdict& verdict) {
  const auto& parents = verdict.commit.parents;
  if (parents.empty()) throw Error(ErrorKind::input, "an operation has a parent");
  const bool joins = parents.size() == 2 && records.front().operation != "bump";
  const auto base = history.tree(parents[joins ? 1 : 0]);
  const auto first = history.tree(parents.front());
  const auto after = history.tree(verdict.commit.id);
  const config::Config config = config::parse(read_file(*base, config_name), config_name);
  Draft draft(base);
  if (joins && records.front().environment) {
    const auto& environment = config::environment(config, *records.front().environment);
    for (const config::Service& service : config.services) {
      take_path(draft, *first, config::expand(environment.path, service.name, environment.name));
    }
  }
  for (const Record& record : records)
    recompute(draft, config, record, after);
  const Comparison comparison(config, draft, *after);
  verdict.grade = Grade::exact;
  for (const std::string& path : changed_paths(draft, *after)) {
    verdict.grade = Grade::by_field;
    // What people changed on the environment's branch is kept.
    if (joins && first->find(path) == after->find(path)) continue;
    const std::string difference = comparison.difference(path);
    if (!difference.empty()) verdict.differences.push_back(path + ": " + difference);
  }
}

}  // namespace

Verdict verify(const History& history, const ObjectId& commit) {
  Verdict verdict;
  verdict.commit = history.commit(commit);
  const auto records = read_records(verdict.commit.message);
  if (records.empty()) return verdict;
  try {
    judge(history, records, verdict);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input && error.kind() != ErrorKind::usage) throw;
    verdict.differences.emplace_back(fmt::format("it cannot be recomputed: {}", error.what()));
  }
  if (!verdict.differences.empty()) verdict.grade = Grade::bad;
  return verdict;
}

}  // namespace relctl::plan
