// SPDX-License-Identifier: MIT
#include "release/told.hpp"

#include "formats/changelog.hpp"
#include "notes/write.hpp"
#include "record/releases.hpp"
#include "release/notes.hpp"

namespace relctl::release {

void tell(const config::Config& config, const plan::Snapshot& snapshot, const ObjectId& source,
          Changes& changes, std::vector<Survey>& releases) {
  record::Releases earlier(snapshot.tags);
  for (Survey& release : releases) {
    const config::Service& service = *release.service;
    const bool in_changelog = service.changelog && service.changelog_from_commits;
    if (!in_changelog && !config.release.notes.in_tags) continue;
    const plan::History& history = *snapshot.history;
    const auto before =
        release_before(history, earlier.of(service), *release.next, tips_of(snapshot, source));
    CommitRange range{source, {}};
    if (before) range.hidden.push_back(record::source_of(history, *before));
    if (before && in_changelog && release.next->is_final()) release.since = range.hidden.front();
    release.told = notes_in(config, service, history, range, changes);
  }
}

std::string tag_notes(const config::Config& config, const Survey& release,
                      const std::optional<std::string>& changelog) {
  if (changelog) {
    const auto section = formats::changelog_section(*changelog, semver::to_string(*release.next));
    if (section) return *section;
  }
  if (!release.told) return {};
  return notes::to_markdown(*release.told, {configured_links(config), "", ""});
}

}  // namespace relctl::release
