// SPDX-License-Identifier: MIT
#include "release/survey.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "release/changes.hpp"

namespace relctl::release {
namespace {

/// One service under one request: the steps of survey() in order.
class Decision {
 public:
  Decision(const config::Config& config, const plan::Snapshot& snapshot,
           const plan::BumpRequest& request, const config::Service& service, const ObjectId& source)
      : config_(config),
        history_(*snapshot.history),
        request_(request),
        wish_(read_wish(request.level, request.prerelease_id)),
        source_(source),
        tips_(tips_of(snapshot, source)),
        releases_(record::releases_of(service, snapshot.tags)) {
    survey_.service = &service;
    survey_.current = current_version(service, releases_, history_, tips_);
    survey_.outcome.name = service.name;
    const auto& names = request.services;
    survey_.outcome.named = std::find(names.begin(), names.end(), service.name) != names.end();
    if (survey_.current.is_known) {
      survey_.outcome.previous = semver::to_string(survey_.current.version);
    }
  }

  Survey run() {
    if (stays() || is_superseded() || has_nothing_to_finish()) return std::move(survey_);
    const auto level = wanted_level();
    if (!level) return std::move(survey_);
    Next next = next_version(*survey_.service, survey_.current, wish_, *level, releases_);
    survey_.notes = std::move(next.notes);
    survey_.outcome.version = semver::to_string(next.version);
    survey_.outcome.tag = record::tag_name(*survey_.service, next.version);
    survey_.next = std::move(next.version);
    return std::move(survey_);
  }

 private:
  bool stop(plan::Status status, std::string reason) {
    survey_.outcome.status = status;
    survey_.outcome.reason = std::move(reason);
    return true;
  }

  [[nodiscard]] bool may_stay() const {
    return !request_.even_if_unchanged && is_optional(wish_, survey_.current);
  }

  bool stop_at(const record::Release& release, const std::string& reason) {
    survey_.outcome.version = semver::to_string(release.version);
    survey_.outcome.tag = release.tag.name;
    return stop(plan::Status::unchanged, reason);
  }

  [[nodiscard]] std::string described(const record::Release& release) const {
    return fmt::format("{} {}", survey_.service->name, semver::to_string(release.version));
  }

  bool stays() {
    const bool finishes =
        wish_.level == semver::Level::release && survey_.current.version.is_final();
    if (!may_stay() && !finishes) return false;
    if (const auto own = record::release_from(history_, releases_, source_, tips_)) {
      return stop_at(*own,
                     fmt::format("{} was released from this commit already.", described(*own)));
    }
    if (finishes || !survey_.current.release || !changes().empty()) return false;
    return stop(plan::Status::unchanged,
                fmt::format("Nothing of {} has changed since {}.", survey_.service->name,
                            survey_.current.release->tag.name));
  }

  bool is_superseded() {
    if (!survey_.current.release) return false;
    const ObjectId& newest = last_source();
    if (newest == source_ || !history_.reaches(newest, source_) || changes().empty()) return false;
    return stop(
        plan::Status::superseded,
        fmt::format("{} was released from commit {}, which is newer than {}.",
                    described(*survey_.current.release), newest.short_hex(), source_.short_hex()));
  }

  /// Several services at once: those that are final stay when the others are finished.
  bool has_nothing_to_finish() {
    if (wish_.level != semver::Level::release || survey_.outcome.named) return false;
    const bool several = config_.services.size() > 1;
    if (!several || !survey_.current.version.is_final()) return false;
    return stop(plan::Status::unchanged,
                fmt::format("{} has no pre-release to finish.", survey_.service->name));
  }

  std::optional<semver::Level> wanted_level() {
    if (!wish_.automatic) return level_of(wish_, survey_.current, semver::Level::patch);
    std::vector<ObjectId> hidden;
    if (survey_.current.release) hidden.push_back(last_source());
    const auto commits =
        commits_of(config_, *survey_.service, history_, history_.log(source_, hidden));
    const semver::AutoLevel found =
        automatic_level(commits, config_.release.auto_rules, survey_.current.version);
    std::optional<semver::Level> asked = found.level;
    if (asked) {
      survey_.notes.push_back(fmt::format("{} gets a {} release for: {}.", survey_.service->name,
                                          semver::to_string(*asked), found.reason));
    }
    // A change that no commit shows, such as one made in a merge, is still a change.
    if (!asked && (commits.empty() || request_.even_if_unchanged)) asked = semver::Level::patch;
    if (asked) return level_of(wish_, survey_.current, *asked);
    stop(plan::Status::unchanged,
         fmt::format("No commit since the last release asks for a release of {}.",
                     survey_.service->name));
    return std::nullopt;
  }

  const ObjectId& last_source() {
    if (!last_source_) last_source_ = record::source_of(history_, *survey_.current.release);
    return *last_source_;
  }

  const std::vector<std::string>& changes() {
    if (!changes_) {
      changes_ = changed_files(config_, *survey_.service, history_.tree(last_source()),
                               history_.tree(source_));
    }
    return *changes_;
  }

  const config::Config& config_;
  const plan::History& history_;
  const plan::BumpRequest& request_;
  Wish wish_;
  ObjectId source_;
  std::vector<ObjectId> tips_;
  std::vector<record::Release> releases_;
  Survey survey_;
  std::optional<ObjectId> last_source_;
  std::optional<std::vector<std::string>> changes_;
};

}  // namespace

std::vector<const config::Service*> select_services(const config::Config& config,
                                                    const std::vector<std::string>& names,
                                                    const Wish& wish) {
  std::set<std::string> wanted;
  for (const std::string& name : names)
    wanted.insert(config::service(config, name).name);
  std::vector<const config::Service*> services;
  for (const config::Service& service : config.services) {
    if (wanted.empty() || wanted.count(service.name) > 0) services.push_back(&service);
  }
  if (wish.version && services.size() > 1) {
    throw Error(ErrorKind::usage,
                fmt::format("which service gets version {}?", semver::to_string(*wish.version)))
        .hint("name it with --service, or ask for a level");
  }
  return services;
}

std::vector<Survey> survey(const config::Config& config, const plan::Snapshot& snapshot,
                           const plan::BumpRequest& request, const ObjectId& source) {
  const Wish wish = read_wish(request.level, request.prerelease_id);
  std::vector<Survey> surveys;
  for (const config::Service* service : select_services(config, request.services, wish)) {
    surveys.push_back(Decision(config, snapshot, request, *service, source).run());
  }
  return surveys;
}

std::vector<ObjectId> tips_of(const plan::Snapshot& snapshot, const ObjectId& source) {
  if (!snapshot.tip || *snapshot.tip == source) return {source};
  return {source, *snapshot.tip};
}

semver::AutoLevel automatic_level(const std::vector<plan::Commit>& commits,
                                  const config::AutoRules& rules, const semver::Version& current) {
  std::vector<semver::CommitMessage> messages;
  messages.reserve(commits.size());
  for (const plan::Commit& commit : commits)
    messages.push_back({commit.id.hex(), commit.message});
  return semver::level_for(messages, {rules.minor, rules.none}, current);
}

}  // namespace relctl::release
