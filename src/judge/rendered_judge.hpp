// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "judge/evidence.hpp"
#include "judge/file_judge.hpp"
#include "judge/guard.hpp"
#include "judge/lines.hpp"
#include "plan/history.hpp"

namespace relctl::judge {

/// Judges what one commit does to rendered paths: the files are the render of the inputs that the
/// path names, the inputs are those of a commit of the branch, and the environments before had
/// vouched for that commit, or the path had it before.
class RenderedJudge {
 public:
  /// All must outlive it.
  RenderedJudge(const config::Config& config, const plan::History& history, Evidence& evidence,
                const Judged& judged, const Lines& lines, deploy::RenderMemory& memory)
      : config_(config),
        history_(history),
        evidence_(evidence),
        judged_(judged),
        lines_(lines),
        memory_(memory) {}

  /// True when the commit leaves the path of `target` as no parent has it.
  [[nodiscard]] bool is_changed(const deploy::RenderTarget& target) const;

  /// Adds what is wrong with the path to `findings`; `files` judges its images.
  void judge(const deploy::RenderTarget& target, FileJudge& files, std::vector<Finding>& findings);

 private:
  /// A commit, or what is judged itself, whose files are the inputs that the path names.
  struct Source {
    std::optional<ObjectId> commit;  ///< nothing: the judged commit
    std::shared_ptr<const deploy::Rendering> render;
  };

  void add(const std::string& file, const std::string& what, const std::string& remedy);
  [[nodiscard]] std::optional<deploy::RenderedPath> read(const Tree& tree) const;
  [[nodiscard]] std::string remedy() const;
  bool form_is_good();
  std::shared_ptr<const deploy::Rendering> render(const Tree& tree,
                                                  const deploy::RenderedPath& now);
  std::optional<Source> find_source(const deploy::RenderedPath& now);
  std::optional<Source> find_source(const deploy::RenderedPath& now, const plan::History& history,
                                    const ObjectId& tip);
  void compare(const deploy::RenderedPath& render, const deploy::RenderedPath& now);
  [[nodiscard]] bool is_same_build(const deploy::RenderedPath& render) const;
  [[nodiscard]] bool is_free() const;
  [[nodiscard]] bool names_another_commit_alone(const deploy::RenderedPath& now) const;
  [[nodiscard]] bool had_inputs(const std::string& inputs) const;
  bool was_vouched(const ObjectId& source);
  bool was_vouched_elsewhere(const ObjectId& source);
  [[nodiscard]] bool is_split() const;
  [[nodiscard]] std::optional<std::string> chosen() const;

  const config::Config& config_;
  const plan::History& history_;
  Evidence& evidence_;
  const Judged& judged_;
  const Lines& lines_;
  deploy::RenderMemory& memory_;
  const deploy::RenderTarget* target_ = nullptr;
  std::vector<Finding>* findings_ = nullptr;
};

}  // namespace relctl::judge
