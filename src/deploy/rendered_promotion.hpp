// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/promotion_source.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "deploy/vouching.hpp"
#include "plan/draft.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// What a promotion passed whose manifests somebody chose, in its trailers.
inline constexpr const char* chosen_manifests = "manifests";

/// What a promotion does to the manifests of one rendered environment: collects the images that its
/// services get, then renders each of its paths once.
class RenderedPromotion {
 public:
  /// All must outlive it.
  RenderedPromotion(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::PromoteRequest& request, const config::Environment& environment,
                    const std::shared_ptr<plan::Draft>& draft);
  RenderedPromotion(const RenderedPromotion&) = delete;
  RenderedPromotion& operator=(const RenderedPromotion&) = delete;

  /// Takes down what `service` is to get. False where it runs that already.
  bool set(const config::Service& service, const Wanted& wanted);

  /// Renders the paths of the services that were asked for, into the draft. What is done, and what
  /// is not done though something newer is there, is added to `notes`.
  void write(std::vector<std::string>& notes);

  /// The paths that were written.
  [[nodiscard]] const std::vector<plan::ManifestsOutcome>& outcomes() const { return outcomes_; }

 private:
  /// What one path gets.
  struct Share {
    std::vector<kustomize::ImageSetting> images;
    bool is_skip = false;  ///< a version that no environment before runs: manifests stay
  };

  void write(const RenderTarget& target, std::vector<std::string>& notes);
  void check_override(const RenderTarget& target, const RenderedPath& now);
  [[nodiscard]] bool is_asked(const RenderTarget& target) const;
  [[nodiscard]] std::string reason_to_keep(const RenderTarget& target) const;
  [[nodiscard]] ObjectId chosen_revision() const;
  ObjectId newest_for(const RenderTarget& target);
  ObjectId revision_for(const RenderTarget& target, const std::optional<RenderedPath>& now,
                        std::vector<std::string>& notes);

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::PromoteRequest& request_;
  const config::Environment& environment_;
  std::shared_ptr<plan::Draft> draft_;
  RenderMemory memory_;
  Vouching vouching_;
  std::map<std::string, Share> shares_;  ///< by path
  std::vector<plan::ManifestsOutcome> outcomes_;
};

}  // namespace relctl::deploy
