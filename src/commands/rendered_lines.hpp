// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "commands/guard_refs.hpp"
#include "commands/source_repository.hpp"
#include "config/config.hpp"
#include "git/publish/snapshot.hpp"
#include "git/repository.hpp"
#include "judge/guard.hpp"
#include "judge/lines.hpp"
#include "plan/snapshot.hpp"

namespace relctl::commands {

/// True for an environment of this repository that is kept on a branch that relctl.yaml names.
bool has_branch(const config::Environment& environment);

/// What the branches and repositories are, for judging, that environments come from and are kept
/// on.
class RenderedLines {
 public:
  /// `where`: the repository that environments are rendered from (`--source`), if it is not this
  /// one. `pushed`: branches of this one as they will be. All but `where` must outlive it.
  RenderedLines(const git::Repository& repository, const std::optional<std::string>& where,
                const std::vector<PushedBranch>& pushed, cli::Context& context);

  /// True where another repository is the one that environments are rendered from.
  [[nodiscard]] bool is_elsewhere() const { return elsewhere_.has_value(); }

  /// The branch that releases are made from and environments rendered from; without history where
  /// this clone does not tell which it is, or lacks it.
  [[nodiscard]] const plan::Place& source() const { return source_; }

  /// The relctl.yaml of that branch; nothing where it is not known, or has none. Of another
  /// repository it is told as this one sees it: what is kept here has no `repository`.
  [[nodiscard]] const std::optional<config::Config>& config() const { return config_; }

  /// What `range` is judged by: the relctl.yaml at its base (`at_base`), but on a branch of
  /// rendered environments, and in another repository than the one that they are rendered from,
  /// config(). `ref` is what is pushed; nothing: the commits tell whose branch they are of. Adds to
  /// `range` the releases, the signatures that they must have, and where environments are kept.
  template <typename AtBase>
  std::optional<config::Config> law(judge::GuardRange& range, const std::optional<std::string>& ref,
                                    const AtBase& at_base) const {
    const auto own = own_branch(range, ref);
    auto law = own || is_elsewhere() ? config_ : at_base();
    if (law) {
      range.lines = is_elsewhere()
                        ? lines_of_deployment(*law)
                        : lines(*law, own, own ? own : branch_of(range, ref, *law, has_branch));
      const plan::Place base{repository_.history(), {}, range.base};
      range.is_signed = signature_test(*law, own || is_elsewhere() ? source_ : base);
    }
    if (is_elsewhere()) range.tags = elsewhere_->repository().tags();
    range.lack = git::lack_of(is_elsewhere() ? elsewhere_->repository() : repository_);
    return law;
  }

 private:
  [[nodiscard]] std::optional<std::string> own_branch(const judge::GuardRange& range,
                                                      const std::optional<std::string>& ref) const;
  [[nodiscard]] std::optional<std::string> branch_of(
      const judge::GuardRange& range, const std::optional<std::string>& ref,
      const config::Config& config,
      const std::function<bool(const config::Environment&)>& has) const;
  [[nodiscard]] judge::Lines lines(const config::Config& config,
                                   const std::optional<std::string>& own,
                                   const std::optional<std::string>& here) const;
  [[nodiscard]] judge::Lines lines_of_deployment(const config::Config& config) const;
  /// Asks for the signatures that `law` wants, by the signers that the commit at `place` lists.
  [[nodiscard]] judge::SignatureTest signature_test(const config::Config& law,
                                                    const plan::Place& place) const;
  [[nodiscard]] plan::Place pushed_place(const std::string& branch) const;

  const git::Repository& repository_;
  const std::vector<PushedBranch>& pushed_;
  std::optional<SourceRepository> elsewhere_;
  plan::Place source_;
  std::optional<config::Config> config_;
};

}  // namespace relctl::commands
