// SPDX-License-Identifier: MIT
#include "operation/kept_edits.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/changelog.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::operation {
namespace {

constexpr std::string_view new_heading = "### New since the last edit";

/// A text in the plan before, as people left it, and in the next plan.
struct ThreeTexts {
  std::string last;
  std::string peoples;
  std::string next;
};

std::optional<std::string> clean_merge(const plan::History& history, const ThreeTexts& text) {
  if (text.next == text.last) return text.peoples;
  if (text.peoples == text.last || text.peoples == text.next) return text.next;
  for (const plan::TextMerge& merge : history.merges(text.last, text.peoples, text.next)) {
    if (plan::is_clean(merge)) return plan::text_of(merge);
  }
  return std::nullopt;
}

std::vector<std::string> lines_in(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// People's words, and below them the lines of the next entry that neither they nor the last one
/// have.
std::string with_new_lines(const ThreeTexts& entry) {
  std::set<std::string> known;
  for (const std::string* text : {&entry.last, &entry.peoples}) {
    for (std::string& line : lines_in(*text))
      known.insert(std::move(line));
  }
  std::string added;
  for (const std::string& line : lines_in(entry.next)) {
    if (!line.empty() && !line.starts_with('#') && !known.contains(line)) added += "\n" + line;
  }
  if (added.empty()) return entry.peoples;
  const bool has_heading = entry.peoples.find(new_heading) != std::string::npos;
  return entry.peoples + (has_heading ? "" : fmt::format("\n\n{}\n", new_heading)) + added;
}

/// `text` with its part `from`, which stands there once, replaced.
std::optional<std::string> replaced(const std::string& text, const std::string& from,
                                    const std::string& to) {
  const std::size_t at = text.find(from);
  if (from.empty() || at == std::string::npos || text.find(from, at + 1) != std::string::npos)
    return std::nullopt;
  return text.substr(0, at) + to + text.substr(at + from.size());
}

/// The changelogs' entries of a release, which may have got another version meanwhile.
std::optional<std::string> merged_entry(const plan::History& history, const ThreeTexts& text,
                                        const std::string& last_version,
                                        const std::string& next_version) {
  const auto last = formats::changelog_section(text.last, last_version);
  const auto peoples = formats::changelog_section(text.peoples, last_version);
  const auto next = formats::changelog_section(text.next, next_version);
  if (!last || !peoples || !next) return std::nullopt;
  // What people changed elsewhere in the file is not looked at here.
  if (replaced(text.peoples, *peoples, *last) != text.last) return std::nullopt;
  const ThreeTexts entry{*last, *peoples, *next};
  const auto clean = clean_merge(history, entry);
  return replaced(text.next, *next, clean ? *clean : with_new_lines(entry));
}

std::optional<std::string> version_in(const record::Record& record, const std::string& service) {
  for (const record::ServiceRecord& each : record.services) {
    if (each.name == service) return each.version;
  }
  return std::nullopt;
}

std::optional<std::string> merged_changelog(const plan::History& history,
                                            const config::Config& config, const std::string& path,
                                            const ThreeTexts& text, const RequestPlan& last,
                                            const RequestPlan& next) {
  for (const config::Service& service : config.services) {
    if (service.changelog != path) continue;
    const auto before = version_in(last.record, service.name);
    const auto after = version_in(next.record, service.name);
    if (before && after) return merged_entry(history, text, *before, *after);
  }
  return std::nullopt;
}

[[noreturn]] void refuse(const std::string& path) {
  throw Error(
      ErrorKind::conflict,
      fmt::format("{} was edited in the request, and the release changes the same place", path))
      .hint("the request stays as it is: merge it, or take the edit of that file back");
}

std::optional<std::string> text_at(const Tree& tree, const std::string& path) {
  return tree.find(path) ? std::optional(tree.read(path)) : std::nullopt;
}

/// What becomes of a file that people and the release both changed. Throws Error(conflict) where
/// both changed the same place.
std::string merged(const plan::History& history, const config::Config& config,
                   const std::string& path, const ThreeTexts& text,
                   const std::array<const RequestPlan*, 2>& plans) {
  if (auto clean = clean_merge(history, text)) return *clean;
  if (auto entry = merged_changelog(history, config, path, text, *plans[0], *plans[1]))
    return *entry;
  refuse(path);
}

}  // namespace

std::vector<plan::FileEdit> kept_edits(const plan::History& history, const config::Config& config,
                                       const RequestPlan& last, const ObjectId& tip,
                                       const RequestPlan& next) {
  const auto old_tree = history.tree(last.commit);
  const auto peoples_tree = history.tree(tip);
  const auto new_tree = history.tree(next.commit);
  std::vector<plan::FileEdit> edits;
  for (const std::string& path : changed_paths(*old_tree, *peoples_tree)) {
    const auto before = text_at(*old_tree, path);
    const auto peoples = text_at(*peoples_tree, path);
    const auto planned = text_at(*new_tree, path);
    std::optional<std::string> after = peoples;
    if (planned != before && planned != peoples) {
      if (!before || !peoples || !planned) refuse(path);
      after = merged(history, config, path, {*before, *peoples, *planned}, {&last, &next});
    }
    const auto entry = peoples_tree->find(path);
    if (after != planned) edits.push_back({path, entry ? entry->mode : Mode::file, planned, after});
  }
  return edits;
}

}  // namespace relctl::operation
