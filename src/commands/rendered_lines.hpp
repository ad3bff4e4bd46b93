// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "commands/guard_refs.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "judge/guard.hpp"
#include "judge/lines.hpp"
#include "plan/snapshot.hpp"

namespace relctl::commands {

/// The branches of a clone that rendered environments come from and are kept on, for judging.
class RenderedLines {
 public:
  /// `pushed`: branches as they will be. All must outlive it.
  RenderedLines(const git::Repository& repository, const std::vector<PushedBranch>& pushed,
                cli::Context& context);

  /// The branch that releases are made from and environments rendered from; without history where
  /// this clone does not tell which it is, or lacks it.
  [[nodiscard]] const plan::Place& source() const { return source_; }

  /// The relctl.yaml of that branch; nothing where it is not known, or has none.
  [[nodiscard]] const std::optional<config::Config>& config() const { return config_; }

  /// The branch of rendered environments that `range` is of, by the ref that is pushed, else by its
  /// commits; nothing for other branches.
  [[nodiscard]] std::optional<std::string> own_branch(const judge::GuardRange& range,
                                                      const std::optional<std::string>& ref) const;

  /// What `config` keeps on other branches than `own`, or where that is nothing, than the one that
  /// releases are made from.
  [[nodiscard]] judge::Lines lines(const config::Config& config,
                                   const std::optional<std::string>& own) const;

 private:
  [[nodiscard]] plan::Place place(const std::string& branch) const;
  [[nodiscard]] std::optional<std::string> source_branch() const;

  const git::Repository& repository_;
  const std::vector<PushedBranch>& pushed_;
  plan::Place source_;
  std::optional<config::Config> config_;
};

}  // namespace relctl::commands
