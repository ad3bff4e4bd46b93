// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "notes/message.hpp"
#include "notes/notes.hpp"
#include "notes/plain.hpp"
#include "notes/requests.hpp"
#include "semver/auto_rules.hpp"
#include "semver/commit_message.hpp"

namespace relctl::notes {
namespace {

constexpr std::size_t longest_text = 500;
constexpr std::size_t longest_name = 100;

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(item);
}

std::vector<semver::CommitMessage> messages_of(const std::vector<Commit>& commits) {
  std::vector<semver::CommitMessage> messages;
  messages.reserve(commits.size());
  for (const Commit& commit : commits)
    messages.push_back(commit.message);
  return messages;
}

std::vector<semver::Meaning> meanings_of(const std::vector<Commit>& commits,
                                         const std::vector<std::string>& types) {
  semver::Reading reading{.types = types};
  std::vector<semver::Meaning> meanings;
  meanings.reserve(commits.size());
  for (const Commit& commit : commits) {
    reading.joins = commit.message.parents.size() > 1;
    meanings.push_back(semver::meaning_of(commit.message.text, reading));
  }
  return meanings;
}

bool stands_for(const semver::Change& change, const semver::Change& title) {
  return change.type == title.type && (change.breaking || !title.breaking);
}

/// Finds the entries of a range, the oldest first.
class Collection {
 public:
  Collection(const std::vector<Commit>& commits, const std::vector<std::string>& types)
      : commits_(commits),
        messages_(messages_of(commits)),
        meanings_(meanings_of(commits, types)),
        merges_(bringing_merges(commits)),
        counts_(commits.size(), false) {
    find_counting();
    for (std::size_t i = 0; i < commits.size(); ++i) {
      if (counts_[i] && merges_[i]) joined_[*merges_[i]].push_back(i);
    }
  }

  std::vector<Entry> run() {
    for (std::size_t i = commits_.size(); i > 0; --i)
      add_commit(i - 1);
    return std::move(entries_);
  }

 private:
  /// What reverts leave, from the newest to the oldest: a revert that was itself reverted is void.
  void find_counting() {
    semver::Reverts reverts(messages_, meanings_);
    for (std::size_t i = 0; i < commits_.size(); ++i) {
      if (reverts.undone_by(i)) continue;
      const bool cancels = reverts.apply(i);
      counts_[i] = messages_[i].counts && !(cancels && meanings_[i].undoes);
    }
  }

  void add_commit(std::size_t position) {
    if (!counts_[position]) return;
    const Remarks remarks = remarks_in(messages_[position].text);
    if (remarks.wording == "none") return;
    auto changes = changes_of(position, remarks);
    if (remarks.wording && !remarks.wording->empty()) changes = reworded(*remarks.wording, changes);
    bool is_first = true;
    for (const semver::Change& change : changes) {
      if (change.amends) continue;
      Entry entry = entry_of(change, position);
      if (is_first) {
        for (const std::string& issue : remarks.closes)
          add_once(entry.references, issue);
      }
      if (change.breaking) entry.warning = plain(remarks.warning, longest_text);
      is_first = false;
      add(std::move(entry));
    }
  }

  /// Without the title of a pull request whose commits tell the same in detail.
  [[nodiscard]] std::vector<semver::Change> changes_of(std::size_t position,
                                                       const Remarks& remarks) const {
    std::vector<semver::Change> changes = meanings_[position].changes;
    if (changes.empty() || changes.front().listed) return changes;
    const semver::Change& title = changes.front();
    bool is_told = false;
    if (remarks.lists_commits) {
      is_told = std::any_of(changes.begin() + 1, changes.end(), [&](const semver::Change& change) {
        return change.listed && stands_for(change, title);
      });
    }
    if (const auto joined = joined_.find(position); joined != joined_.end()) {
      is_told = is_told || std::any_of(joined->second.begin(), joined->second.end(),
                                       [&](std::size_t i) { return has_change(i, title); });
    }
    if (is_told) changes.erase(changes.begin());
    return changes;
  }

  [[nodiscard]] bool has_change(std::size_t position, const semver::Change& title) const {
    const auto& changes = meanings_[position].changes;
    return std::any_of(changes.begin(), changes.end(),
                       [&](const semver::Change& change) { return stands_for(change, title); });
  }

  static std::vector<semver::Change> reworded(const std::string& wording,
                                              const std::vector<semver::Change>& changes) {
    semver::Change change = changes.empty() ? semver::Change{} : changes.front();
    const bool breaking =
        std::any_of(changes.begin(), changes.end(), [](const auto& each) { return each.breaking; });
    if (auto typed = semver::conventional(wording)) {
      change = *std::move(typed);
    } else {
      change.description = wording;
    }
    change.breaking = change.breaking || breaking;
    change.amends = false;
    return {change};
  }

  [[nodiscard]] Entry entry_of(const semver::Change& change, std::size_t position) const {
    Entry entry;
    const semver::Meaning& meaning = meanings_[position];
    std::string words = change.description;
    if (change.type == "revert" && meaning.undoes && !change.listed) {
      words = meaning.reverted_subject.empty() ? words : meaning.reverted_subject;
    }
    entry.type = plain(change.type, longest_name);
    entry.scope = plain(change.scope, longest_name);
    entry.text = plain(without_references(words, entry.references), longest_text);
    entry.breaking = change.breaking;
    if (merges_[position]) add_once(entry.references, meanings_[*merges_[position]].request);
    add_once(entry.references, meaning.request);
    entry.commits = {messages_[position].id};
    add_once(entry.authors, plain(commits_[position].author, longest_name));
    return entry;
  }

  /// The same change twice, such as a cherry-pick and its original, is one.
  void add(Entry entry) {
    const auto [known, is_new] =
        known_.try_emplace({entry.type, entry.scope, entry.text}, entries_.size());
    if (is_new) {
      entries_.push_back(std::move(entry));
      return;
    }
    Entry& first = entries_[known->second];
    first.breaking = first.breaking || entry.breaking;
    if (first.warning.empty()) first.warning = std::move(entry.warning);
    for (const std::string& id : entry.commits)
      add_once(first.commits, id);
    for (const std::string& reference : entry.references)
      add_once(first.references, reference);
    for (const std::string& author : entry.authors)
      add_once(first.authors, author);
  }

  const std::vector<Commit>& commits_;
  std::vector<semver::CommitMessage> messages_;
  std::vector<semver::Meaning> meanings_;
  std::vector<std::optional<std::size_t>> merges_;
  std::vector<bool> counts_;
  std::map<std::size_t, std::vector<std::size_t>> joined_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known_;
  std::vector<Entry> entries_;
};

/// The section that describes `entry` most closely; nothing where none does. A breaking change
/// stands where people look for such, whatever its type.
std::optional<std::size_t> section_of(const Entry& entry, const config::NotesStyle& style) {
  const std::string breaking = "breaking";
  const semver::Change change{.type = entry.breaking ? breaking : entry.type, .scope = entry.scope};
  std::optional<std::size_t> best;
  int closest = 0;
  for (std::size_t i = 0; i < style.sections.size(); ++i) {
    for (const std::string& pattern : style.sections[i].types) {
      if (entry.breaking && !pattern.starts_with(breaking)) continue;
      const int found = semver::closeness(pattern, change);
      if (found <= closest) continue;
      closest = found;
      best = i;
    }
  }
  return best;
}

}  // namespace

Notes collect(const std::vector<Commit>& commits, const config::NotesStyle& style,
              const std::vector<std::string>& types) {
  Notes notes;
  std::vector<Section> sections;
  sections.push_back({"Breaking changes", {}});
  for (const config::NotesSection& section : style.sections)
    sections.push_back({section.title, {}});
  sections.push_back({"Other", {}});
  for (Entry& entry : Collection(commits, types).run()) {
    if (!style.authors) entry.authors.clear();
    const auto found = section_of(entry, style);
    if (found) {
      sections[*found + 1].entries.push_back(std::move(entry));
    } else if (entry.breaking) {
      sections.front().entries.push_back(std::move(entry));
    } else if (entry.type.empty() && style.other) {
      sections.back().entries.push_back(std::move(entry));
    } else {
      ++notes.hidden;
    }
  }
  std::copy_if(sections.begin(), sections.end(), std::back_inserter(notes.sections),
               [](const Section& section) { return !section.entries.empty(); });
  return notes;
}

}  // namespace relctl::notes
