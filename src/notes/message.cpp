// SPDX-License-Identifier: MIT
#include "notes/message.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ascii.hpp"
#include "semver/conventional.hpp"
#include "semver/message_body.hpp"
#include "semver/message_subject.hpp"

namespace relctl::notes {
namespace {

constexpr std::string_view wording_footer = "relctl-notes:";

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// The words by which a message closes an issue, as GitHub, GitLab and Gitea read them.
bool is_closing_word(const std::string& word) {
  constexpr std::array<std::string_view, 9> words{
      "close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view text) {
  return text.size() > 1 && text.size() < 20 && (text[0] == '#' || text[0] == '!') &&
         text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

void add_once(std::vector<std::string>& list, std::string_view item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.emplace_back(item);
}

/// "Closes #5, #6 and fixes: #7".
void read_closed(std::string_view line, std::vector<std::string>& closes) {
  bool follows_word = false;
  while (!line.empty()) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t,;."), line.size()));
    std::string_view word = line.substr(0, line.find_first_of(" \t,;."));
    line.remove_prefix(word.size());
    if (word.ends_with(':')) word.remove_suffix(1);
    if (follows_word && is_number(word)) {
      add_once(closes, word);
    } else {
      follows_word = is_closing_word(ascii_lower(word));
    }
  }
}

/// A footer goes on until a line that is empty, or one that begins another.
bool ends_footer(std::string_view text) {
  const std::size_t end = text.find_first_of(": ");
  return end != std::string_view::npos && end > 0 && text[end] == ':' && text.size() > end + 1 &&
         text[end + 1] == ' ' && std::isupper(static_cast<unsigned char>(text[0])) != 0;
}

std::string warning_at(std::string_view body, const semver::BodyLine& first) {
  const std::size_t colon = first.text.find(':');
  std::string words(colon == std::string_view::npos ? ""
                                                    : without_blanks(first.text.substr(colon + 1)));
  std::size_t at = std::min(body.find('\n', first.offset), body.size());
  while (at < body.size()) {
    const std::size_t end = std::min(body.find('\n', at + 1), body.size());
    std::string_view line = body.substr(at + 1, end - at - 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = without_blanks(line);
    if (line.empty() || ends_footer(line)) break;
    words.append(words.empty() ? "" : " ").append(line);
    at = end;
  }
  return words;
}

}  // namespace

Remarks remarks_in(std::string_view message) {
  Remarks remarks;
  const std::string_view body = semver::read_subject(message).body;
  for (const semver::BodyLine& line : semver::body_lines(body, semver::Quoting::named)) {
    if (line.quoted) continue;
    const std::string start = ascii_lower(line.text.substr(0, wording_footer.size()));
    if (start == wording_footer) {
      remarks.wording = without_blanks(line.text.substr(wording_footer.size()));
    } else if (semver::is_breaking_footer(line.text)) {
      if (remarks.warning.empty()) remarks.warning = warning_at(body, line);
    } else if (line.marked && semver::conventional(line.text)) {
      remarks.lists_commits = true;
    } else if (line.text.find_first_of("#!") != std::string_view::npos) {
      read_closed(line.text, remarks.closes);
    }
  }
  return remarks;
}

std::string without_references(std::string_view text, std::vector<std::string>& references) {
  for (;;) {
    text = without_blanks(text);
    const std::size_t open = text.rfind('(');
    if (open == std::string_view::npos || !text.ends_with(')')) break;
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    if (!is_number(inside)) break;
    add_once(references, inside);
    text = text.substr(0, open);
  }
  return std::string(text);
}

}  // namespace relctl::notes
