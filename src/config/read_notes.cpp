// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

NotesSection read_notes_section(const Value& item) {
  item.check_keys(keys::notes_section);
  NotesSection section;
  section.title = item.need("title", "write its heading, like `title: Features`").line();
  const Value types = item.need("types", "list types of commits, like `types: [feat]`");
  section.types = types.lines();
  for (const Value& type : types.items()) {
    if (is_commit_pattern(type.line())) continue;
    throw type.error(fmt::format("`{}` is no commit type, `{}`", type.name(), type.line()),
                     "write the word alone, like `feat`, or with a scope, like `chore(deps)`");
  }
  return section;
}

std::vector<NotesSection> read_notes_sections(const Value& list) {
  std::vector<NotesSection> sections;
  for (const Value& item : list.items()) {
    NotesSection section = read_notes_section(item);
    const bool is_known = std::any_of(sections.begin(), sections.end(), [&](const auto& each) {
      return each.title == section.title;
    });
    if (is_known) {
      throw item.error(fmt::format("two sections have the title `{}`", section.title),
                       "list the types of both in one");
    }
    sections.push_back(std::move(section));
  }
  return sections;
}

constexpr std::array<std::string_view, 2> commented = {"issues", "pulls"};

/// A mapping, or whether there are any.
std::optional<Comments> read_comments(const Value& section) {
  if (!section.is_mapping())
    return section.boolean() ? std::optional<Comments>(Comments{}) : std::nullopt;
  section.check_keys(keys::comments);
  Comments comments;
  if (auto value = section.find("on")) {
    comments.issues = comments.pulls = false;
    for (const Value& item : value->items())
      (item.one_of(commented) == "issues" ? comments.issues : comments.pulls) = true;
  }
  if (auto value = section.find("prereleases")) comments.prereleases = value->boolean();
  if (auto value = section.find("most")) {
    const auto most = value->number();
    if (!most || *most < 1 || *most > 1000) {
      throw value->error(fmt::format("`{}` is no number from 1 to 1000", value->name()),
                         "write how many comments a release may make, like `most: 50`");
    }
    comments.most = static_cast<std::size_t>(*most);
  }
  return comments;
}

}  // namespace

NotesStyle read_notes(const Value& section) {
  section.check_keys(keys::notes);
  NotesStyle style;
  style.in_tags = true;
  if (auto value = section.find("sections")) style.sections = read_notes_sections(*value);
  if (auto value = section.find("other")) style.other = value->boolean();
  if (auto value = section.find("authors")) style.authors = value->boolean();
  if (auto value = section.find("repository")) {
    style.repository = read_url(*value);
    while (style.repository->ends_with('/'))
      style.repository->pop_back();
  }
  return style;
}

std::optional<Announce> read_announce(const Value& section) {
  if (!section.is_mapping())
    return section.boolean() ? std::optional<Announce>(Announce{}) : std::nullopt;
  section.check_keys(keys::announce);
  Announce announce;
  if (auto value = section.find("assets")) announce.assets = value->lines();
  if (auto value = section.find("latest")) announce.latest = value->line();
  if (auto value = section.find("draft")) announce.draft = value->boolean();
  if (auto value = section.find("comments")) announce.comments = read_comments(*value);
  return announce;
}

}  // namespace relctl::config
