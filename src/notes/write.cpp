// SPDX-License-Identifier: MIT
#include "notes/write.hpp"

#include <fmt/format.h>

#include "notes/plain.hpp"

namespace relctl::notes {
namespace {

constexpr std::size_t short_id = 7;

std::string linked(const std::string& text, const std::string& address) {
  return fmt::format("[{}]({})", text, address);
}

void add_to_list(std::string& list, const std::string& item) {
  list += (list.empty() ? "" : ", ") + item;
}

/// `#12, #5`, or the id of the commit where nothing else tells where a change came from.
std::string origin(const Entry& entry, const Writing& writing) {
  std::string list;
  for (const std::string& reference : entry.references) {
    add_to_list(list,
                writing.links ? linked(reference, writing.links->reference(reference)) : reference);
  }
  if (!list.empty() || entry.commits.empty()) return list;
  const std::string& id = entry.commits.front();
  const std::string shown = id.substr(0, short_id);
  return writing.links ? linked(shown, writing.links->commit(id)) : shown;
}

std::string names(const Entry& entry) {
  std::string list;
  for (const std::string& author : entry.authors)
    add_to_list(list, author);
  return list;
}

std::string entry_text(const Entry& entry, const Writing& writing) {
  std::string line = "- ";
  if (!entry.scope.empty()) line += entry.scope + ": ";
  line += entry.text;
  Writing bare = writing;
  bare.links.reset();
  const std::string from = origin(entry, bare);
  if (!from.empty()) line += " (" + from + ")";
  if (!entry.authors.empty()) line += " by " + names(entry);
  line += '\n';
  if (!entry.warning.empty()) line += "  " + entry.warning + '\n';
  return line;
}

using EntryWriter = std::string (*)(const Entry&, const Writing&);

/// All sections, as far as there is room.
std::string sections_text(const Notes& notes, const Writing& writing, const char* heading,
                          EntryWriter write) {
  std::string text;
  std::size_t left = 0;
  for (const Section& section : notes.sections)
    left += section.entries.size();
  for (const Section& section : notes.sections) {
    bool has_heading = false;
    for (const Entry& entry : section.entries) {
      const std::string lines = write(entry, writing);
      if (text.size() + lines.size() + section.name.size() > writing.most_bytes) {
        return text + fmt::format("\n- and {} more\n", left);
      }
      if (!has_heading)
        text += fmt::format(fmt::runtime(heading), text.empty() ? "" : "\n", section.name);
      has_heading = true;
      text += lines;
      --left;
    }
  }
  return text.empty() ? nothing_to_tell : text;
}

}  // namespace

std::string entry_markdown(const Entry& entry, const Writing& writing) {
  std::string line = "- ";
  if (!entry.scope.empty()) line += fmt::format("**{}:** ", escaped(entry.scope));
  line += escaped(entry.text);
  const std::string from = origin(entry, writing);
  if (!from.empty()) line += " (" + from + ")";
  if (!entry.authors.empty()) line += " by " + escaped(names(entry));
  line += '\n';
  if (!entry.warning.empty()) line += "  - " + escaped(entry.warning) + '\n';
  return line;
}

std::string to_markdown(const Notes& notes, const Writing& writing) {
  std::string text = sections_text(notes, writing, "{}### {}\n\n", entry_markdown);
  if (writing.links && !writing.from.empty() && !writing.to.empty()) {
    text +=
        "\n" + linked("All changes", writing.links->comparison(writing.from, writing.to)) + "\n";
  }
  return text;
}

std::string to_text(const Notes& notes, const Writing& writing) {
  return sections_text(notes, writing, "{}{}\n", entry_text);
}

}  // namespace relctl::notes
