// SPDX-License-Identifier: MIT
#include "release/changelog.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "notes/plain.hpp"
#include "notes/write.hpp"
#include "release/notes.hpp"

namespace relctl::release {
namespace {

constexpr std::size_t shortest_id = 7;

/// Whether `reference`, such as `#12`, stands in `words` and not as the beginning of `#123`.
bool refers_to(std::string_view words, std::string_view reference) {
  for (std::size_t at = words.find(reference); at != std::string_view::npos;
       at = words.find(reference, at + 1)) {
    const std::size_t end = at + reference.size();
    if (end == words.size() || std::isdigit(static_cast<unsigned char>(words[end])) == 0)
      return true;
  }
  return false;
}

/// Whether a line of `words`, without its list mark, begins with all of `text`.
bool says(std::string_view words, const std::string& text) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    std::string_view line = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t*-"), line.size()));
    if (!line.starts_with(text)) continue;
    line.remove_prefix(text.size());
    if (line.empty() || line == "." || line.starts_with(" (")) return true;
  }
  return false;
}

bool mentions(std::string_view words, const notes::Entry& entry) {
  const auto has_reference = [&](const std::string& each) { return refers_to(words, each); };
  const auto has_id = [&](const std::string& id) {
    return words.find(std::string_view(id).substr(0, shortest_id)) != std::string_view::npos;
  };
  return std::any_of(entry.references.begin(), entry.references.end(), has_reference) ||
         std::any_of(entry.commits.begin(), entry.commits.end(), has_id) ||
         says(words, entry.text) || says(words, notes::escaped(entry.text));
}

std::vector<formats::ChangelogSection> unmentioned(const notes::Notes& told, std::string_view words,
                                                   const notes::Writing& writing) {
  std::vector<formats::ChangelogSection> sections;
  for (const notes::Section& section : told.sections) {
    formats::ChangelogSection kept{section.name, {}};
    for (const notes::Entry& entry : section.entries) {
      if (!mentions(words, entry)) kept.entries.push_back(notes::entry_markdown(entry, writing));
    }
    if (!kept.entries.empty()) sections.push_back(std::move(kept));
  }
  return sections;
}

}  // namespace

formats::ReleasedChangelog released_changelog(const config::Config& config,
                                              const config::Service& service, std::string_view text,
                                              formats::ChangelogRelease release,
                                              const std::optional<notes::Notes>& told) {
  const std::string& path = *service.changelog;
  if (service.changelog_from_commits) {
    const std::string words = formats::unreleased_text(text, path);
    if (told) release.sections = unmentioned(*told, words, {configured_links(config), "", ""});
    if (service.changelog_skips_empty && words.empty() && release.sections.empty())
      return {.text = std::string(text)};
    release.otherwise = notes::nothing_to_tell;
    release.otherwise.pop_back();
  }
  formats::ReleasedChangelog result = formats::release_changelog(text, path, release);
  if (service.changelog_from_commits) result.was_empty = false;
  return result;
}

}  // namespace relctl::release
