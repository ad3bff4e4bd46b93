// SPDX-License-Identifier: MIT
#include "release/merged.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include "record/messages.hpp"
#include "record/releases.hpp"
#include "release/next_snapshot.hpp"
#include "release/told.hpp"
#include "release/versions.hpp"

namespace relctl::release {
namespace {

/// A release that was merged, and the commit that says so.
struct Merged {
  const config::Service* service = nullptr;
  semver::Version version;
  std::optional<record::Release> before;  ///< the release before
  plan::Commit commit;
  std::optional<record::Record> record;  ///< nothing: squashing lost it
};

/// Looks for the merged release of one service.
class Search {
 public:
  Search(const config::Config& config, const plan::Snapshot& snapshot,
         const config::Service& service, const std::vector<record::Release>& releases)
      : config_(config),
        history_(*snapshot.history),
        source_(snapshot.source),
        service_(service),
        releases_(releases),
        before_(record::latest_release(history_, releases_, {source_})),
        written_(version_in_files(service, *history_.tree(source_))) {}

  std::optional<Merged> run() const {
    if (!service_.version_files.empty() && (!written_ || is_released(*written_)))
      return std::nullopt;
    std::vector<ObjectId> hidden;
    if (before_) hidden.push_back(before_->tag.commit);
    for (plan::Commit& commit : history_.log(source_, hidden)) {
      if (auto found = found_in(commit)) return found;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool is_released(const semver::Version& version) const {
    return std::any_of(releases_.begin(), releases_.end(), [&](const record::Release& each) {
      return std::is_eq(semver::compare(each.version, version));
    });
  }

  [[nodiscard]] bool is_wanted(const semver::Version& version) const {
    const bool is_written = !written_ || std::is_eq(semver::compare(*written_, version));
    return is_written && !is_released(version);
  }

  [[nodiscard]] std::optional<Merged> found_in(const plan::Commit& commit) const {
    const auto records = record::read_records(commit.message);
    for (const record::Record& record : records) {
      for (const record::ServiceRecord& each : record.services) {
        const auto version = semver::parse(each.version);
        if (record.operation == "bump" && record.request && each.name == service_.name && version &&
            is_wanted(*version))
          return Merged{&service_, *version, before_, commit, record};
      }
    }
    if (records.empty() && is_by_subject(commit))
      return Merged{&service_, *written_, before_, commit, {}};
    return std::nullopt;
  }

  /// A squash commit whose message is the request's title alone, such as `… 1.4.0 (#12)`.
  [[nodiscard]] bool is_by_subject(const plan::Commit& commit) const {
    if (!written_ || commit.parents.size() != 1) return false;
    record::Record record;
    record.services = {{service_.name, semver::to_string(*written_), std::nullopt}};
    config::Config config = config_;
    config.release.skip_ci = false;
    const std::string title = record::release_subject(config, record);
    const std::string subject = plan::subject_of(commit);
    if (subject != title && !subject.starts_with(title + " (")) return false;
    const auto before = version_in_files(service_, *history_.tree(commit.parents.front()));
    const auto after = version_in_files(service_, *history_.tree(commit.id));
    return after && std::is_eq(semver::compare(*after, *written_)) &&
           (!before || std::is_lt(semver::compare(*before, *after)));
  }

  const config::Config& config_;
  const plan::History& history_;
  const ObjectId source_;
  const config::Service& service_;
  const std::vector<record::Release>& releases_;
  std::optional<record::Release> before_;
  std::optional<semver::Version> written_;
};

/// The commit that brought `commit` to the line of first parents of `tip`.
plan::Commit bringer(const plan::History& history, const ObjectId& tip, const ObjectId& commit) {
  plan::Commit found = history.commit(tip);
  while (!found.parents.empty() && history.reaches(found.parents.front(), commit))
    found = history.commit(found.parents.front());
  return found;
}

/// The tags that merged releases get, and what becomes of their services.
class Tagging {
 public:
  Tagging(const config::Config& config, const plan::Snapshot& snapshot,
          const plan::BumpRequest& request, Changes& changes)
      : config_(config),
        snapshot_(snapshot),
        history_(*snapshot.history),
        request_(request),
        changes_(changes) {}

  void add(const Merged& merged) {
    const config::Service& service = *merged.service;
    const plan::Commit brought = bringer(history_, snapshot_.source, merged.commit.id);
    const bool is_same = changes_.files(service, brought.id, snapshot_.source).empty();
    const ObjectId target = is_same ? snapshot_.source : brought.id;
    Survey survey = survey_of(merged);
    record::Record record = record::new_record("bump", request_.operation);
    record.services = {{service.name, *survey.outcome.version, survey.outcome.previous}};
    if (merged.record) record.images = images_of(*merged.record, service);
    record.tags = {*survey.outcome.tag};
    record.source = source_of(merged, brought, target);
    std::vector<Survey> told = {std::move(survey)};
    tell(config_, snapshot_, *record.source, changes_, told);
    const std::string notes = tag_notes(config_, told.front(), changelog_at(service, target));
    plan_.tags.push_back({*told.front().outcome.tag, target,
                          record::write_tag_message(*told.front().outcome.tag, record, notes)});
    result_.notes.push_back(fmt::format("The request that releases {} {} is merged: {} is tagged.",
                                        service.name, *told.front().outcome.version,
                                        target.short_hex()));
    result_.services.push_back(told.front().outcome);
    released_.push_back(std::move(told.front()));
  }

  plan::Result result() {
    result_.plans.push_back(std::move(plan_));
    begin_next(config_, snapshot_, request_, released_, result_);
    return std::move(result_);
  }

 private:
  [[nodiscard]] Survey survey_of(const Merged& merged) const {
    Survey survey;
    survey.service = merged.service;
    survey.outcome.name = merged.service->name;
    if (merged.before) survey.outcome.previous = semver::to_string(merged.before->version);
    release_as(survey, merged.version, config_, request_.digests);
    return survey;
  }

  /// Where people changed the service between the plan and its merge, the release tells nothing of
  /// that: the next one has to, and begins where this plan was made.
  [[nodiscard]] ObjectId source_of(const Merged& merged, const plan::Commit& brought,
                                   const ObjectId& target) const {
    if (!merged.record || !merged.record->source || brought.parents.empty()) return target;
    const ObjectId& planned = *merged.record->source;
    if (!history_.reaches(target, planned)) return target;
    const auto between = history_.log(brought.parents.front(), {planned});
    return changes_.commits(*merged.service, between).empty() ? target : planned;
  }

  [[nodiscard]] static std::vector<record::ImageRecord> images_of(const record::Record& record,
                                                                  const config::Service& service) {
    std::vector<record::ImageRecord> images;
    std::copy_if(record.images.begin(), record.images.end(), std::back_inserter(images),
                 [&](const record::ImageRecord& image) {
                   return config::image_in(service, image.environment, image.name) != nullptr;
                 });
    return images;
  }

  [[nodiscard]] std::optional<std::string> changelog_at(const config::Service& service,
                                                        const ObjectId& commit) const {
    const auto tree = history_.tree(commit);
    if (!service.changelog || !tree->find(*service.changelog)) return std::nullopt;
    return tree->read(*service.changelog);
  }

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::History& history_;
  const plan::BumpRequest& request_;
  Changes& changes_;
  plan::Plan plan_;
  std::vector<Survey> released_;
  plan::Result result_;
};

}  // namespace

std::optional<plan::Result> merged_releases(const config::Config& config,
                                            const plan::Snapshot& snapshot,
                                            const plan::BumpRequest& request,
                                            record::Releases& releases, Changes& changes) {
  const Wish wish = read_wish(request.level, request.prerelease_id);
  std::vector<Merged> all;
  if (snapshot.lack != plan::Lack::nothing) return std::nullopt;
  for (const config::Service* service : select_services(config, request.services, wish)) {
    auto merged = Search(config, snapshot, *service, releases.of(*service)).run();
    const bool is_asked_for =
        merged && (!wish.version || std::is_eq(semver::compare(*wish.version, merged->version)));
    if (is_asked_for) all.push_back(*std::move(merged));
  }
  if (all.empty()) return std::nullopt;
  Tagging tagging(config, snapshot, request, changes);
  for (const Merged& each : all)
    tagging.add(each);
  return tagging.result();
}

plan::Result released_already(const config::Config& config, const plan::Snapshot& snapshot,
                              const plan::BumpRequest& request) {
  plan::Result result;
  record::Releases releases(snapshot.tags);
  for (const config::Service* service : config::named_services(config, request.services)) {
    const auto found = record::release_from(*snapshot.history, releases.of(*service),
                                            snapshot.source, tips_of(snapshot, snapshot.source));
    if (!found) continue;
    plan::ServiceOutcome outcome;
    outcome.name = service->name;
    outcome.status = plan::Status::unchanged;
    outcome.version = semver::to_string(found->version);
    outcome.tag = found->tag.name;
    outcome.reason = fmt::format("{} {} was released from this commit already.", service->name,
                                 *outcome.version);
    result.services.push_back(std::move(outcome));
  }
  return result;
}

}  // namespace relctl::release
