// SPDX-License-Identifier: MIT
#include "judge/guard.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendered_path.hpp"
#include "judge/file_judge.hpp"
#include "judge/guard_config.hpp"
#include "judge/range_ends.hpp"
#include "judge/rendered_judge.hpp"
#include "tree/changed_paths.hpp"
#include "tree/memory_tree.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

/// Mode and id at a path: what tells two trees apart without looking into them.
std::optional<Entry> entry_at(const Tree& tree, const std::string& path) {
  if (path != "." && !path.empty()) return tree.find(path);
  return std::nullopt;
}

class Guard {
 public:
  Guard(const config::Config& config, const plan::History& history, const GuardRange& range)
      : config_(config),
        history_(history),
        range_(range),
        territory_(config),
        evidence_(config, history, range),
        ends_(config, history, range) {}

  Judgement run() {
    std::vector<plan::Commit> commits = history_.log(range_.tip, range_.hidden);
    std::reverse(commits.begin(), commits.end());
    for (plan::Commit& commit : commits)
      judge(std::move(commit));
    for (Finding& finding : ends_.judge(judgement_.findings))
      judgement_.findings.push_back(std::move(finding));
    judgement_.commits = commits.size();
    return std::move(judgement_);
  }

 private:
  void judge(plan::Commit commit) {
    Judged judged;
    judged.after = history_.tree(commit.id);
    commit.parents = sides(commit);
    for (const ObjectId& parent : commit.parents)
      judged.parents.push_back(history_.tree(parent));
    if (judged.parents.empty()) judged.parents.push_back(std::make_shared<MemoryTree>());
    judged.bases = bases_of(commit.parents);
    judged.commit = std::move(commit);
    judged.records = record::read_records(judged.commit.message);
    std::vector<Finding> findings;
    judge_config(judged, findings);
    FileJudge files(config_, history_, territory_, evidence_, fields_, judged);
    const auto changed = changed_paths_of(judged);
    ends_.note(judged, changed);
    for (const std::string& path : changed) {
      if (territory_.is_rendered(path) || is_kept(judged, path)) continue;
      require_source(judged, path);
      files.judge(path, findings);
    }
    RenderedJudge rendered(config_, history_, evidence_, judged, range_.lines, memory_);
    for (const deploy::RenderTarget& target : territory_.rendered()) {
      const bool is_touched =
          std::any_of(changed.begin(), changed.end(),
                      [&](const std::string& path) { return is_below(path, target.path); });
      if (is_touched && rendered.is_changed(target)) rendered.judge(target, files, findings);
    }
    const auto reason =
        findings.empty() ? std::nullopt : record::read_override(judged.commit.message);
    for (Finding& finding : findings) {
      if (reason) finding.overridden = reason;
      judgement_.findings.push_back(std::move(finding));
    }
  }

  /// Throws Error(system) for a file of a path that says it was rendered, though the law renders
  /// nothing there, from a commit that is not here: another repository has what it is judged by.
  void require_source(const Judged& judged, const std::string& path) const {
    for (const Site& site : territory_.rights(path).sites) {
      const auto rendered =
          read_quietly(*judged.after, deploy::path_of(*site.environment, *site.service));
      if (!rendered || history_.reaches(range_.tip, rendered->revision)) continue;
      throw Error(ErrorKind::system,
                  fmt::format("{} was rendered from {} of another repository, and without that it "
                              "cannot be judged",
                              path, rendered->revision.short_hex()))
          .hint("--source DIR|URL: a clone of that repository, or its address");
    }
  }

  [[nodiscard]] static std::optional<deploy::RenderedPath> read_quietly(const Tree& tree,
                                                                        const std::string& path) {
    if (!deploy::may_be_rendered(tree, path)) return std::nullopt;
    try {
      return deploy::read_rendered(tree, path, {});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      return std::nullopt;
    }
  }

  /// True when nothing that is guarded differs: told by ids, without looking into directories.
  bool same_roots(const Tree& before, const Tree& after) const {
    const auto& roots = territory_.roots();
    return std::all_of(roots.begin(), roots.end(), [&](const std::string& root) {
      const auto old = entry_at(before, root);
      return old == entry_at(after, root);
    });
  }

  /// The guarded files that the first parent has otherwise; none where any parent has all as the
  /// commit leaves them.
  std::vector<std::string> changed_paths_of(const Judged& judged) const {
    const auto is_parents = [&](const auto& parent) { return same_roots(*parent, *judged.after); };
    if (std::any_of(judged.parents.begin(), judged.parents.end(), is_parents)) return {};
    std::vector<std::string> files;
    for (std::string& path : changed_paths(*judged.parents.front(), *judged.after)) {
      if (territory_.is_guarded(path)) files.push_back(std::move(path));
    }
    return files;
  }

  /// True where another parent has the file as the commit leaves it.
  static bool is_kept(const Judged& judged, const std::string& path) {
    const auto now = judged.after->find(path);
    return std::any_of(judged.parents.begin() + 1, judged.parents.end(),
                       [&](const auto& parent) { return parent->find(path) == now; });
  }

  void judge_config(const Judged& judged, std::vector<Finding>& findings) const {
    if (range_.allow_config) return;
    if (signers_changed(judged))
      findings.push_back(signers_finding(judged.commit, *config_.release.allowed_signers));
    for (const ConfigChange& change : config_changes(judged))
      findings.push_back(config_finding(judged.commit, change));
  }

  /// True where no parent has the list of signers as the commit leaves it.
  [[nodiscard]] bool signers_changed(const Judged& judged) const {
    const auto& signers = config_.release.allowed_signers;
    if (!signers) return false;
    const auto now = judged.after->find(*signers);
    return std::none_of(judged.parents.begin(), judged.parents.end(),
                        [&](const auto& parent) { return parent->find(*signers) == now; });
  }

  /// The merge bases of each parent with the first one.
  [[nodiscard]] std::vector<std::vector<ObjectId>> bases_of(
      const std::vector<ObjectId>& parents) const {
    std::vector<std::vector<ObjectId>> bases(parents.size());
    for (std::size_t i = 1; i < parents.size(); ++i)
      bases[i] = history_.merge_bases(parents.front(), parents[i]);
    return bases;
  }

  /// The parents that are sides of a merge. An ancestor of another parent brings nothing, and
  /// neither does a root of its own: their trees excuse no change.
  [[nodiscard]] std::vector<ObjectId> sides(const plan::Commit& commit) const {
    if (commit.parents.size() < 2) return commit.parents;
    const auto bases = bases_of(commit.parents);
    std::vector<ObjectId> common;
    for (const auto& each : bases)
      common.insert(common.end(), each.begin(), each.end());
    // One walk for all parents: who is behind another one is the parent of a commit between, or
    // lies behind what the first has in common with one of them.
    std::set<ObjectId> between;
    std::set<ObjectId> behind;
    for (const plan::Commit& each : history_.log(commit.id, common)) {
      between.insert(each.id);
      if (each.id != commit.id) behind.insert(each.parents.begin(), each.parents.end());
    }
    std::vector<ObjectId> result;
    for (std::size_t i = 0; i < commit.parents.size(); ++i) {
      const ObjectId& parent = commit.parents[i];
      const bool has_root_of_its_own = i > 0 && bases[i].empty();
      if (between.count(parent) > 0 && behind.count(parent) == 0 && !has_root_of_its_own)
        result.push_back(parent);
    }
    // The same parent twice is behind itself.
    if (result.empty()) result.push_back(commit.parents.front());
    return result;
  }

  /// What the commit itself changes: a merge only what it changes for every parent.
  std::vector<ConfigChange> config_changes(const Judged& judged) const {
    const auto now = judged.after->find(config::file_name);
    std::vector<ConfigChange> changes;
    for (std::size_t i = 0; i < judged.parents.size(); ++i) {
      const Tree& parent = *judged.parents[i];
      if (parent.find(config::file_name) == now || !parent.find(config::file_name)) return {};
      const auto found = weakenings(config_in(parent, config_), *judged.after);
      if (i == 0) changes = found;
      const auto is_new = [&](const ConfigChange& change) {
        return std::find(found.begin(), found.end(), change) == found.end();
      };
      changes.erase(std::remove_if(changes.begin(), changes.end(), is_new), changes.end());
    }
    return changes;
  }

  const config::Config& config_;
  const plan::History& history_;
  const GuardRange& range_;
  Territory territory_;
  Evidence evidence_;
  RangeEnds ends_;
  FieldMemory fields_{std::size_t{1} << 20U};  // bytes of text
  deploy::RenderMemory memory_;
  Judgement judgement_;
};

}  // namespace

bool Judgement::is_good() const {
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.overridden.has_value(); });
}

Judgement guard(const config::Config& config, const plan::History& history,
                const GuardRange& range) {
  return Guard(config, history, range).run();
}

}  // namespace relctl::judge
