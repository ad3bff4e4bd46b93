// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/built_images.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/holds.hpp"
#include "deploy/promotion_source.hpp"
#include "deploy/rendered_promotion.hpp"
#include "plan/draft.hpp"
#include "plan/outcome.hpp"

namespace relctl::deploy {

/// The promotion to one environment: decides and writes, one service after the other.
class Promotion {
 public:
  Promotion(const config::Config& config, const plan::Snapshot& snapshot,
            const plan::PromoteRequest& request, const config::Environment& environment,
            const std::shared_ptr<plan::Draft>& draft);

  /// What became of `service`; nothing for one that was not asked for by name and does not run
  /// here.
  std::optional<plan::ServiceOutcome> run(const config::Service& service);

  /// Renders the paths of a rendered environment, once all services have run: with the images that
  /// they got, from the newest commit that the environments before vouch for. Throws
  /// Error(conflict) where those vouch for no commit in common, and what rerender() throws.
  void render();

  /// The rendered paths that were written.
  [[nodiscard]] const std::vector<plan::ManifestsOutcome>& manifests() const {
    return manifests_.outcomes();
  }

  /// Compares what was written with what the environment's paths build to, once all services had
  /// their turn; throws as check_built_images().
  void check_built();

  /// Sentences for people.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// The environment that every promoted service came from; nothing when there are several.
  [[nodiscard]] std::optional<std::string> from() const;

 private:
  void decide(const config::Service& service, const Wanted& wanted, const Running& now,
              plan::ServiceOutcome& outcome);
  [[nodiscard]] bool is_older(const Wanted& wanted, const Running& now) const;
  void write(const config::Service& service, const Wanted& wanted, const Running& now,
             plan::ServiceOutcome& outcome);
  void name_images(const Wanted& wanted, const Running& now, plan::ServiceOutcome& outcome);
  void carry_along(plan::Draft& step, const config::Service& service, const Wanted& wanted);
  void check_seen(const config::Service& service, const Running& now) const;

  const plan::Snapshot& snapshot_;
  const plan::PromoteRequest& request_;
  const config::Environment& environment_;
  std::shared_ptr<plan::Draft> draft_;
  PromotionSource source_;
  EnvironmentReader reader_;
  std::vector<Hold> holds_;
  RenderedPromotion manifests_;
  std::vector<std::string> notes_;
  std::vector<Promise> promises_;
  std::vector<const config::Environment*> froms_;
};

}  // namespace relctl::deploy
