// SPDX-License-Identifier: MIT
#include "operation/image_check.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "operation/image_registries.hpp"
#include "plan/place.hpp"
#include "record/releases.hpp"

namespace relctl::operation {
namespace {

/// The policies that the images of an outcome are held to, each once: that of the environment that
/// a promotion writes, or those of the environments that take a release in the same commit.
std::vector<const config::ImagesPolicy*> policies_of(const config::Config& config,
                                                     const plan::ServiceOutcome& outcome) {
  std::vector<const config::ImagesPolicy*> policies;
  if (outcome.status != plan::Status::done || !outcome.version) return policies;
  const config::Service& service = config::service(config, outcome.name);
  for (const config::Environment& environment : config.environments) {
    const bool is_written = outcome.environment
                                ? environment.name == *outcome.environment
                                : environment.automatic && deploy::runs_in(service, environment);
    if (!is_written || !environment.images_policy) continue;
    const bool is_known = std::any_of(
        policies.begin(), policies.end(),
        [&](const config::ImagesPolicy* policy) { return *policy == *environment.images_policy; });
    if (!is_known) policies.push_back(&*environment.images_policy);
  }
  return policies;
}

/// Whether an outcome is a release's, whose images may not be built yet.
bool is_release(const plan::ServiceOutcome& outcome) {
  return !outcome.environment.has_value();
}

Error refusal_of(const registry::Examination& examination, const plan::ServiceOutcome& outcome) {
  const bool is_absent = !examination.digest;
  const ErrorKind kind = is_absent && is_release(outcome) ? ErrorKind::input : ErrorKind::conflict;
  Error error(kind,
              fmt::format("{} {} is not written: {} ({})", outcome.name, *outcome.version,
                          registry::reference_of(examination), registry::faults_of(examination)));
  if (is_absent && is_release(outcome)) {
    return error
        .hint(fmt::format("release first, then build and deploy: relctl bump --no-deploy "
                          "--push, push the image, relctl promote ENV --to {} --push",
                          *outcome.version))
        .hint("--wait TIME waits for a build that is pushing it");
  }
  if (is_absent) {
    return error.hint("was it pushed? Its tag has to be there before it is promoted")
        .hint("--wait TIME waits for a build that is pushing it");
  }
  return error.hint("`relctl image` shows everything that is known about it")
      .hint("--override RULE --reason TEXT lets it pass, and records why");
}

/// Rules that are passed hold.
void let_pass(registry::Examination& examination, const std::vector<plan::PassedCheck>& passed) {
  for (registry::Rule& rule : examination.rules) {
    rule.holds = rule.holds || std::any_of(passed.begin(), passed.end(),
                                           [&](const auto& each) { return each.check == rule.id; });
  }
}

/// The digests that tags were found to have, each image with one.
class FoundDigests {
 public:
  void add(const std::string& image, const std::string& digest) {
    const auto [known, is_new] = digests_.emplace(image, digest);
    if (is_new || known->second == digest) return;
    throw Error(ErrorKind::conflict, image + " would be pinned to two digests at once")
        .hint("the environments get different versions of it: promote one after the other");
  }
  [[nodiscard]] std::vector<plan::DigestArgument> arguments() const {
    std::vector<plan::DigestArgument> arguments;
    for (const auto& [image, digest] : digests_)
      arguments.push_back({image, digest});
    return arguments;
  }

 private:
  std::map<std::string, std::string> digests_;
};

}  // namespace

registry::Question question_about(const config::Service& service, const plan::Snapshot& snapshot,
                                  const plan::ImageOutcome& image, const std::string& version) {
  registry::Question question{image.name, image.digest.value_or(image.tag), version, {}};
  const plan::Snapshot& origin = plan::origin_of(snapshot);
  for (const record::Release& release : record::releases_of(service, origin.tags)) {
    if (semver::to_string(release.version) != version) continue;
    // Pipelines build what the tag names, or build first and release that very commit.
    question.revisions = {release.tag.commit.hex()};
    const std::string source = record::source_of(*origin.history, release).hex();
    if (source != question.revisions.front()) question.revisions.push_back(source);
    break;
  }
  return question;
}

plan::Result with_checked_images(const config::Config& config, const plan::Snapshot& snapshot,
                                 const std::vector<plan::PassedCheck>& passed,
                                 const DigestPlanner& planner, cli::Context& context) {
  plan::Result result = planner({});
  const bool has_policy = std::any_of(
      result.services.begin(), result.services.end(),
      [&](const plan::ServiceOutcome& each) { return !policies_of(config, each).empty(); });
  if (!has_policy || result.plans.empty()) return result;
  const plan::Snapshot& origin = plan::origin_of(snapshot);
  ImageRegistries registries(config, origin.history->tree(plan::tip_of(origin)), context);
  FoundDigests found;
  bool pins = false;
  const auto check = [&](const plan::ServiceOutcome& outcome, const plan::ImageOutcome& image,
                         const config::ImagesPolicy& policy) {
    const config::Service& service = config::service(config, outcome.name);
    registry::Examination examination =
        registries.examine(question_about(service, snapshot, image, *outcome.version), policy);
    if (examination.digest) let_pass(examination, passed);
    if (!registry::is_good(examination)) throw refusal_of(examination, outcome);
    found.add(image.name, *examination.digest);
    pins = pins || (policy.pin && !image.digest);
  };
  for (const plan::ServiceOutcome& outcome : result.services) {
    for (const config::ImagesPolicy* policy : policies_of(config, outcome)) {
      for (const plan::ImageOutcome& image : outcome.images)
        check(outcome, image, *policy);
    }
  }
  return pins ? planner(found.arguments()) : result;
}

}  // namespace relctl::operation
