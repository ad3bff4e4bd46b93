// SPDX-License-Identifier: MIT
#include "formats/changelog.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "edit/splice.hpp"
#include "formats/markdown.hpp"

namespace relctl::formats {
namespace {

using Lines = std::vector<Line>;

bool is_unreleased(std::string_view word) {
  constexpr std::string_view name = "unreleased";
  return std::equal(word.begin(), word.end(), name.begin(), name.end(),
                    [](unsigned char a, char b) { return std::tolower(a) == b; });
}

// The parts of a heading such as "[v1.2.3] - 2024-05-31".
struct Heading {
  bool bracketed = false;
  std::string_view name;  ///< "v1.2.3"
  std::string_view rest;  ///< " - 2024-05-31"
};

Heading read_release_heading(std::string_view text) {
  Heading heading;
  heading.bracketed = text.starts_with('[');
  if (heading.bracketed) text.remove_prefix(1);
  const std::size_t end =
      std::min(text.find_first_of(heading.bracketed ? "]" : " \t(:"), text.size());
  heading.name = text.substr(0, end);
  heading.rest = text.substr(std::min(end + (heading.bracketed ? 1 : 0), text.size()));
  return heading;
}

std::string_view without_v(std::string_view name) {
  return name.starts_with('v') ? name.substr(1) : name;
}

// Some write the versions as headings of the first level, beside the title or without one.
bool is_section(const Line& line) {
  return line.kind == Line::Kind::heading && line.level <= 2;
}

Lines::const_iterator find_section(const Lines& lines, std::string_view version) {
  return std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
    return is_section(line) && without_v(read_release_heading(line.text).name) == version;
  });
}

bool starts_unreleased(const Line& line) {
  return is_section(line) && is_unreleased(read_release_heading(line.text).name);
}

// The first line after `heading` that is no more of its section.
Lines::const_iterator end_of_section(const Lines& lines, Lines::const_iterator heading) {
  return std::find_if(heading + 1, lines.end(), [&](const Line& line) {
    return line.kind == Line::Kind::heading && line.level <= heading->level;
  });
}

Error fault(std::string_view file, std::string_view text, const Line& line,
            const std::string& message) {
  Error error(ErrorKind::input, message);
  error.at(edit::locate(file, text, line.offset));
  return error;
}

Lines::const_iterator unreleased_section(const Lines& lines, std::string_view text,
                                         std::string_view file) {
  const auto heading = std::find_if(lines.begin(), lines.end(), starts_unreleased);
  if (heading == lines.end()) {
    throw Error(ErrorKind::input, "the changelog has no Unreleased section")
        .at({std::string(file), 0, 0, ""})
        .hint("add a line `## [Unreleased]` above the newest version, and write changes under it");
  }
  const auto second = std::find_if(heading + 1, lines.end(), starts_unreleased);
  if (second != lines.end()) {
    throw fault(file, text, *second, "the changelog has two Unreleased sections")
        .hint("make one section of them");
  }
  return heading;
}

// The place of a date such as 2024-05-31; npos where there is none.
std::size_t find_date(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  const auto fits = [](unsigned char c, char form) {
    return form == '0' ? std::isdigit(c) != 0 : c == '-';
  };
  const auto found = std::search(text.begin(), text.end(), shape.begin(), shape.end(), fits);
  return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

// The new version's heading and the name in it, in the style of the newest version's.
struct NewHeading {
  std::string name;
  std::string text;
};

// `words` as a heading of the kind that `model` is.
std::string as_heading(const std::string& words, const Line& model, const std::string& end) {
  if (model.underline.empty()) {
    return std::string(static_cast<std::size_t>(model.level), '#') + ' ' + words;
  }
  const bool fits = model.underline.size() == model.text.size();
  const std::size_t size = fits ? words.size() : model.underline.size();
  return words + end + std::string(size, model.underline.front());
}

NewHeading new_heading(const Lines& lines, Lines::const_iterator unreleased,
                       const ChangelogRelease& release, const std::string& end) {
  const auto newest = std::find_if(unreleased + 1, lines.end(), [&](const Line& line) {
    return is_section(line) && line.level == unreleased->level;
  });
  const Heading own = read_release_heading(unreleased->text);
  const Heading model = newest == lines.end() ? Heading{} : read_release_heading(newest->text);
  const std::size_t date = find_date(model.rest);
  std::string name = release.version;
  bool bracketed = own.bracketed;
  std::string rest = " - " + release.date;
  // "[1.2.3](link) …" is a style of generated changelogs; its link would be another version's.
  if (date != model.rest.npos && !model.rest.starts_with('(')) {
    if (model.name.starts_with('v')) name = "v" + name;
    bracketed = model.bracketed;
    const bool closed = model.rest.substr(date + release.date.size()).starts_with(')');
    rest = std::string(model.rest.substr(0, date)) + release.date + (closed ? ")" : "");
  }
  return {name, as_heading((bracketed ? "[" + name + "]" : name) + rest, *unreleased, end)};
}

std::string line_end(std::string_view text, const Line& line) {
  const std::size_t at = std::min(line.offset + line.size, text.size());
  const std::string_view after =
      at < text.size() ? text.substr(at)
                       : text.substr(std::min(text.find_first_of("\r\n"), text.size()));
  return after.starts_with('\r') ? "\r\n" : "\n";
}

// A link that compares two commits: "…/compare/" "v1.2.3" "..." "HEAD".
struct ComparisonLink {
  edit::Span from;
  std::string_view dots;
};

std::optional<ComparisonLink> read_comparison(std::string_view text, const Line& link) {
  constexpr std::string_view word = "/compare/";
  const std::size_t begin = link.target.find(word);
  const std::size_t dots = link.target.rfind("..");
  if (begin == link.target.npos || dots == link.target.npos) return std::nullopt;
  const std::size_t from = begin + word.size();
  const std::size_t end = dots > 0 && link.target[dots - 1] == '.' ? dots - 1 : dots;
  // Some forges write the newer commit first.
  if (end <= from || link.target.substr(from, end - from) == "HEAD") return std::nullopt;
  const auto base = static_cast<std::size_t>(link.target.data() - text.data());
  return ComparisonLink{{base + from, end - from}, link.target.substr(end, dots + 2 - end)};
}

// Moves the Unreleased link to the new tag and adds the new version's; false where its form is
// unknown.
bool add_links(std::string_view text, const Lines& lines, const std::string& name,
               const std::string& tag, std::vector<edit::Splice>& splices) {
  const auto labelled = [&](auto fits) {
    return std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
      return line.kind == Line::Kind::link && fits(line.label);
    });
  };
  const auto link = labelled(is_unreleased);
  if (link == lines.end()) return true;
  const auto comparison = read_comparison(text, *link);
  if (!comparison) return false;
  splices.push_back({comparison->from, tag});
  const bool exists =
      labelled([&](std::string_view label) { return label == name; }) != lines.end();
  if (exists) return true;
  const std::size_t colon = text.find("]:", link->offset);
  const std::string between(text.substr(colon, comparison->from.end() - colon));
  const std::string line = "[" + name + between + std::string(comparison->dots) + tag;
  const bool pointed = link->target.starts_with('<');
  splices.push_back(
      {{link->offset + link->size, 0}, line_end(text, *link) + line + (pointed ? ">" : "")});
  return true;
}

bool says_nothing(Lines::const_iterator begin, Lines::const_iterator end) {
  return std::all_of(begin, end, [](const Line& line) { return line.kind != Line::Kind::other; });
}

/// Texts to be inserted, by offset.
using Insertions = std::map<std::size_t, std::string>;

std::string entries_text(const ChangelogSection& section, const std::string& end) {
  std::string text;
  for (std::string_view entry : section.entries) {
    while (!entry.empty()) {
      const std::size_t size = std::min(entry.find('\n'), entry.size());
      text += end + std::string(entry.substr(0, size));
      entry.remove_prefix(std::min(size + 1, entry.size()));
    }
  }
  return text;
}

bool has_words(const Line& line) {
  return line.kind == Line::Kind::other || line.kind == Line::Kind::heading;
}

// The last line with words of [begin, end); end where none has any.
Lines::const_iterator last_words(Lines::const_iterator begin, Lines::const_iterator end) {
  auto last = end;
  for (auto line = begin; line != end; ++line) {
    if (has_words(*line)) last = line;
  }
  return last;
}

bool is_titled(const Line& line, std::string_view title, int level) {
  return line.kind == Line::Kind::heading && line.level == level &&
         ascii_lower(trim(line.text)) == ascii_lower(title);
}

// Adds the sections of `release` to what stands between `heading` and the section's end; those that
// people have no heading for go to the end.
void add_sections(const Lines& lines, Lines::const_iterator heading,
                  const ChangelogRelease& release, const std::string& end, Insertions& insertions) {
  const auto last = end_of_section(lines, heading);
  const int level = heading->level + 1;
  const std::string mark(static_cast<std::size_t>(level), '#');
  std::string rest;
  for (const ChangelogSection& section : release.sections) {
    const std::string entries = entries_text(section, end);
    const auto own = std::find_if(
        heading + 1, last, [&](const Line& line) { return is_titled(line, section.title, level); });
    if (own == last) {
      rest.append(end).append(end).append(mark + ' ' + section.title).append(end).append(entries);
      continue;
    }
    const auto next = std::find_if(own + 1, last, [&](const Line& line) {
      return line.kind == Line::Kind::heading && line.level <= level;
    });
    const auto words = last_words(own + 1, next);
    const Line& anchor = words == next ? *own : *words;
    insertions[anchor.offset + anchor.size] += (words == next ? end : "") + entries;
  }
  const auto words = last_words(heading + 1, last);
  if (rest.empty() && words == last && !release.otherwise.empty()) {
    rest = end + end + release.otherwise;
  }
  const Line& anchor = words == last ? *heading : *words;
  if (!rest.empty()) insertions[anchor.offset + anchor.size] += rest;
}

std::string section_text(std::string_view text, const Lines& lines, Lines::const_iterator heading) {
  std::string section;
  const auto end = end_of_section(lines, heading);
  for (auto line = heading + 1; line != end; ++line) {
    if (line->kind == Line::Kind::link) continue;
    if (line->kind != Line::Kind::blank) section.append(text.substr(line->offset, line->size));
    section.push_back('\n');
  }
  return std::string(trim(section));
}

}  // namespace

ReleasedChangelog release_changelog(std::string_view text, std::string_view file,
                                    const ChangelogRelease& release) {
  const Lines lines = markdown_lines(text);
  const auto heading = unreleased_section(lines, text, file);
  if (const auto section = find_section(lines, release.version); section != lines.end()) {
    throw fault(file, text, *section, "the changelog has a section " + release.version + " already")
        .hint("move its lines under Unreleased and delete its heading");
  }
  const std::string end = line_end(text, *heading);
  const NewHeading added = new_heading(lines, heading, release, end);
  Insertions insertions = {{heading->offset + heading->size, end + end + added.text}};
  add_sections(lines, heading, release, end, insertions);
  std::vector<edit::Splice> splices;
  for (auto& [offset, words] : insertions)
    splices.push_back({{offset, 0}, std::move(words)});
  ReleasedChangelog result;
  result.was_empty = says_nothing(heading + 1, end_of_section(lines, heading));
  result.links_unclear = !add_links(text, lines, added.name, release.tag, splices);
  result.text = edit::apply(text, std::move(splices));
  return result;
}

std::optional<std::string> changelog_section(std::string_view text, std::string_view version) {
  const Lines lines = markdown_lines(text);
  const auto heading = find_section(lines, version);
  if (heading == lines.end()) return std::nullopt;
  return section_text(text, lines, heading);
}

std::string unreleased_text(std::string_view text, std::string_view file) {
  const Lines lines = markdown_lines(text);
  return section_text(text, lines, unreleased_section(lines, text, file));
}

}  // namespace relctl::formats
