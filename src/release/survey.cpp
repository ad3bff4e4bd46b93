// SPDX-License-Identifier: MIT
#include "release/survey.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/image_settings.hpp"
#include "release/automatic.hpp"
#include "release/changes.hpp"
#include "release/first_release.hpp"

namespace relctl::release {
namespace {

/// What the services of one survey have in common: the arguments of survey().
struct Common {
  const config::Config& config;
  const plan::Snapshot& snapshot;
  const plan::BumpRequest& request;
  const ObjectId& source;
  Changes& changes;
};

/// One service under one request: the steps of survey() in order.
class Decision {
 public:
  Decision(const Common& common, const config::Service& service,
           const std::vector<record::Release>& releases)
      : config_(common.config),
        snapshot_(common.snapshot),
        history_(*common.snapshot.history),
        request_(common.request),
        wish_(read_wish(request_.level, request_.prerelease_id)),
        source_(common.source),
        tips_(tips_of(snapshot_, source_)),
        releases_(releases),
        found_(common.changes) {
    survey_.service = &service;
    survey_.current = current_version(service, releases_, history_, tips_);
    survey_.outcome.name = service.name;
    if (!survey_.current.is_known) record::require_sight(snapshot_, service.name);
    const auto& names = request_.services;
    survey_.outcome.named = std::find(names.begin(), names.end(), service.name) != names.end();
    if (survey_.current.is_known) {
      survey_.outcome.previous = semver::to_string(survey_.current.version);
    }
  }

  Survey run() {
    if (!survey_.current.is_known && !wish_.version && releases_.empty())
      check_made_here(config_, snapshot_, *survey_.service, source_);
    if (stays() || is_superseded() || has_nothing_to_finish()) return std::move(survey_);
    const auto level = wanted_level();
    if (!level) return std::move(survey_);
    Next next = next_version(*survey_.service, survey_.current, wish_, *level, releases_);
    for (std::string& note : next.notes)
      survey_.notes.push_back(std::move(note));
    if (!wish_.version) check_above_running(next.version);
    release_as(survey_, std::move(next.version), config_, request_.digests);
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
    if (finishes || !survey_.current.release) return false;
    if (is_asked_by_commit() || !changes().empty()) return false;
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

  /// A number that nobody named must be above what runs where the release would be written, and a
  /// first one above all that is known.
  void check_above_running(const semver::Version& version) {
    if (!survey_.current.is_known) {
      check_first_release(config_, snapshot_, *survey_.service, version);
    } else if (request_.deploy) {
      check_written_environments(config_, snapshot_, *survey_.service, version);
    }
  }

  std::optional<semver::Level> wanted_level() {
    if (!wish_.automatic) return level_of(wish_, survey_.current, semver::Level::patch);
    const semver::AutoLevel& found = automatic();
    if (found.wished) return wished_by_commit(*found.wished);
    std::optional<semver::Level> asked = found.level;
    if (asked) {
      survey_.notes.push_back(fmt::format("{} gets a {} release for: {}.", survey_.service->name,
                                          semver::to_string(*asked), found.reason));
    }
    // A change that no commit shows, such as one made in a merge, is still a change.
    if (!asked && (found.commits.empty() || request_.even_if_unchanged)) {
      asked = semver::Level::patch;
    }
    if (asked) return level_of(wish_, survey_.current, *asked);
    stop(plan::Status::unchanged,
         fmt::format("No commit since the last release asks for a release of {}.",
                     survey_.service->name));
    return std::nullopt;
  }

  /// A `Release-As:` footer names the version, as somebody on the command line could.
  semver::Level wished_by_commit(const std::string& text) {
    const auto version =
        semver::parse(wish_.prerelease_id ? text + "-" + *wish_.prerelease_id + ".0" : text);
    if (!version) {
      throw Error(ErrorKind::conflict,
                  fmt::format("a commit since the last release of {} asks for \"Release-As: {}\", "
                              "which is no version",
                              survey_.service->name, text))
          .hint("name the version or a level yourself: `relctl bump VERSION`");
    }
    survey_.notes.push_back(fmt::format("{} gets {}, as a commit's Release-As asks.",
                                        survey_.service->name, semver::to_string(*version)));
    wish_.version = version;
    return semver::Level::patch;
  }

  const semver::AutoLevel& automatic() {
    if (automatic_) return *automatic_;
    std::vector<ObjectId> hidden;
    if (survey_.current.release) hidden.push_back(last_source());
    automatic_ = automatic_level(config_, *survey_.service, history_, {source_, hidden},
                                 survey_.current.version, found_);
    survey_.outcome.commits = automatic_->commits;
    return *automatic_;
  }

  [[nodiscard]] bool is_asked_by_commit() {
    return wish_.automatic && automatic().wished.has_value();
  }

  const ObjectId& last_source() {
    if (!last_source_) last_source_ = record::source_of(history_, *survey_.current.release);
    return *last_source_;
  }

  const std::vector<std::string>& changes() {
    if (!changes_) {
      changes_ = found_.files(*survey_.service, last_source(), source_);
    }
    return *changes_;
  }

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::History& history_;
  const plan::BumpRequest& request_;
  Wish wish_;
  ObjectId source_;
  std::vector<ObjectId> tips_;
  const std::vector<record::Release>& releases_;
  Changes& found_;
  Survey survey_;
  std::optional<ObjectId> last_source_;
  std::optional<semver::AutoLevel> automatic_;
  std::optional<std::vector<std::string>> changes_;
};

}  // namespace

void release_as(Survey& survey, semver::Version version, const config::Config& config,
                const std::vector<plan::DigestArgument>& digests) {
  const std::string text = semver::to_string(version);
  survey.outcome.version = text;
  survey.outcome.tag = record::tag_name(*survey.service, version);
  for (const auto& image : deploy::released_images(config, *survey.service, text, digests))
    survey.outcome.images.push_back({image.name, *image.tag, image.digest});
  survey.next = std::move(version);
}

std::vector<const config::Service*> select_services(const config::Config& config,
                                                    const std::vector<std::string>& names,
                                                    const Wish& wish) {
  std::vector<const config::Service*> services = config::named_services(config, names);
  if (wish.version && services.size() > 1) {
    throw Error(ErrorKind::usage,
                fmt::format("which service gets version {}?", semver::to_string(*wish.version)))
        .hint("name it with --service, or ask for a level");
  }
  return services;
}

std::vector<Survey> survey(const config::Config& config, const plan::Snapshot& snapshot,
                           const plan::BumpRequest& request, const ObjectId& source,
                           record::Releases& releases, Changes& changes) {
  const Wish wish = read_wish(request.level, request.prerelease_id);
  std::vector<Survey> surveys;
  for (const config::Service* service : select_services(config, request.services, wish)) {
    surveys.push_back(
        Decision({config, snapshot, request, source, changes}, *service, releases.of(*service))
            .run());
  }
  return surveys;
}

std::vector<ObjectId> tips_of(const plan::Snapshot& snapshot, const ObjectId& source) {
  if (!snapshot.tip || *snapshot.tip == source) return {source};
  return {source, *snapshot.tip};
}

}  // namespace relctl::release
