// SPDX-License-Identifier: MIT
#include "semver/message_subject.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/ascii.hpp"
#include "semver/conventional.hpp"

namespace relctl::semver {

namespace {

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

/// Takes the first line that has words off `text`.
std::string_view take_line(std::string_view& text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) return line;
  }
  return {};
}

/// What git and the forges write above a merge's own words. A squash merge has them, too.
bool is_merge(std::string_view subject) {
  constexpr std::array<std::string_view, 10> openings{
      "Merge branch '",      "Merge branches '", "Merge remote-tracking branch",
      "Merge remote branch", "Merge tag '",      "Merge tags '",
      "Merge commit '",      "Merge changes ",   "Merge pull request #",
      "Merged in "};
  return std::any_of(openings.begin(), openings.end(),
                     [&](std::string_view opening) { return subject.starts_with(opening); });
}

/// "Merged PR 12: title" (Azure DevOps), "Pull request #12: title" (Bitbucket Data Center).
std::optional<std::string_view> numbered_title(std::string_view subject) {
  if (!drop_prefix(subject, "Merged PR ") && !drop_prefix(subject, "Merge PR ") &&
      !drop_prefix(subject, "Pull request #")) {
    return std::nullopt;
  }
  const std::size_t colon = subject.find_first_not_of("0123456789");
  if (colon == 0 || colon == std::string_view::npos || subject[colon] != ':') return std::nullopt;
  return trimmed(subject.substr(colon + 1));
}

/// "Merge pull request 'title' (#12) from …" (Gitea, Forgejo), "Merge "title"" (Gerrit).
std::optional<std::string_view> quoted_title(std::string_view subject) {
  if (drop_prefix(subject, "Merge pull request '")) {
    const std::size_t end = subject.rfind("' (#");
    if (end != std::string_view::npos) return subject.substr(0, end);
  } else if (drop_prefix(subject, "Merge \"")) {
    const std::size_t end = subject.rfind('"');
    if (end != std::string_view::npos) return subject.substr(0, end);
  }
  return std::nullopt;
}

/// The number that a forge gives the pull request in a subject of its own.
std::string request_of(std::string_view subject) {
  for (const std::string_view opening : {"Merged PR ", "Merge PR "}) {
    std::string_view rest = subject;
    if (!drop_prefix(rest, opening)) continue;
    return "#" + std::string(rest.substr(0, rest.find_first_not_of("0123456789")));
  }
  if (subject.starts_with("Merge pull request ") || subject.starts_with("Pull request ")) {
    return request_in(subject);
  }
  // "title (#12)" and "Merged in topic (pull request #12)".
  const std::size_t last = subject.rfind('(');
  return last != std::string_view::npos && subject.ends_with(')') ? request_in(subject.substr(last))
                                                                  : "";
}

bool drop_amending_prefixes(std::string_view& subject) {
  bool dropped = false;
  while (drop_prefix(subject, "fixup! ") || drop_prefix(subject, "squash! ") ||
         drop_prefix(subject, "amend! ")) {
    dropped = true;
  }
  return dropped;
}

/// Takes git's wrappers of reverts off.
void unwrap(Subject& subject) {
  for (;;) {
    std::string_view inner = subject.title;
    const bool reverts = drop_prefix(inner, "Revert \"");
    if (!reverts && !drop_prefix(inner, "Reapply \"")) return;
    const std::size_t quote = inner.rfind('"');
    if (quote == std::string_view::npos) return;
    subject.title = inner.substr(0, quote);
    if (!subject.wrapped) {
      subject.reverted =
          reverts ? std::string(subject.title) : "Revert \"" + std::string(subject.title) + "\"";
    }
    subject.wrapped = true;
    subject.undone = subject.undone != reverts;
  }
}

/// The title of the pull request below a forge's words for its merge, where it says something.
void find_title_below(Subject& subject) {
  std::string_view rest = subject.body;
  const std::string_view line = take_line(rest);
  if (!conventional(line) && !line.starts_with("Revert \"") && !line.starts_with("Reapply \"")) {
    return;
  }
  subject.title = line;
  subject.body = rest;
}

}  // namespace

std::string request_in(std::string_view text) {
  for (std::size_t at = text.find_first_of("#!"); at != std::string_view::npos;
       at = text.find_first_of("#!", at + 1)) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
    if (end > at + 1) return std::string(text.substr(at, end - at));
  }
  return "";
}

Subject read_subject(std::string_view message) {
  drop_prefix(message, "\xef\xbb\xbf");
  Subject subject;
  subject.body = message;
  const std::string_view first = take_line(subject.body);
  subject.line = first;
  subject.title = first;
  subject.request = request_of(first);
  const auto inside = numbered_title(first) ? numbered_title(first) : quoted_title(first);
  subject.merges = inside.has_value() || is_merge(first);
  if (inside) subject.title = *inside;
  if (!inside && subject.merges) find_title_below(subject);
  // Gerrit and Bitbucket put a merge's title into one another's wrappers.
  if (const auto title = numbered_title(subject.title)) subject.title = *title;
  subject.amends = drop_amending_prefixes(subject.title);
  unwrap(subject);
  return subject;
}

}  // namespace relctl::semver
