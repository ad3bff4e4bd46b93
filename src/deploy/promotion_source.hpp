// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/predecessor.hpp"
#include "kustomize/images.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {

/// What a service is to get in an environment.
struct Wanted {
  std::optional<semver::Version> version;  ///< nothing: `reason` says why
  std::string reason;
  std::optional<std::string> tag;               ///< git tag of the release, where there is one
  std::vector<kustomize::ImageSetting> images;  ///< with the digests that are known
  const config::Environment* from = nullptr;    ///< the predecessor that runs it
  std::shared_ptr<const Tree> from_tree;        ///< of that predecessor
  std::vector<std::string> notes;
};

/// Tells what an environment is to get: what its predecessors run, for a first one the highest
/// release that the origin's tip reaches, or the release that was asked for.
class PromotionSource {
 public:
  /// `draft` is the target branch as far as it is planned already.
  PromotionSource(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::PromoteRequest& request, const config::Environment& environment,
                  const std::shared_ptr<const Tree>& draft);

  /// Throws Error(conflict) for a version that does not exist, that the environment does not take,
  /// or that would skip an environment where that is forbidden.
  Wanted of(const config::Service& service);

 private:
  Wanted asked_for(const config::Service& service, const std::string& wish);
  Wanted highest(const config::Service& service);
  /// Why `predecessor` does not tell a version that goes with `wanted`; empty when it does.
  static std::string fault_of(const Predecessor& predecessor, const Running& state,
                              const Wanted& wanted, const config::Service& service);
  Wanted from_predecessors(const config::Service& service);
  void name_skipped(const config::Service& service, Wanted& wanted);
  [[nodiscard]] bool was_skipped(Predecessor& predecessor, const config::Service& service,
                                 const semver::Version& version) const;
  void add_images(const config::Service& service, Wanted& wanted);
  void add_recorded_digests(const config::Service& service, const plan::Tag& tag,
                            std::vector<kustomize::ImageSetting>& images) const;
  void take_digest(const config::Service& service, const std::string& from,
                   const kustomize::ImageSetting& image,
                   std::vector<kustomize::ImageSetting>& images) const;
  [[nodiscard]] bool is_direct(const Predecessor& predecessor) const;

  const plan::Snapshot& snapshot_;
  record::Releases releases_;
  const plan::PromoteRequest& request_;
  const config::Environment& environment_;
  std::vector<Predecessor> predecessors_;  ///< direct ones first, then theirs
};

}  // namespace relctl::deploy
