// SPDX-License-Identifier: MIT
#include "semver/conventional.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace relctl::semver {

namespace {

bool is_type_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

bool is_hexadecimal(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view without_indent(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line;
}

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// The lines of a message, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  std::string_view next_with_words() {
    while (const auto line = next()) {
      if (!is_blank(*line)) return *line;
    }
    return {};
  }

 private:
  std::string_view rest_;
};

/// What git and the forges write by themselves above a merge's own words.
bool is_merge(std::string_view subject) {
  constexpr std::array<std::string_view, 9> openings{
      "Merge branch '",      "Merge branches '",     "Merge remote-tracking branch",
      "Merge remote branch", "Merge tag '",          "Merge tags '",
      "Merge commit '",      "Merge pull request #", "Merged in "};
  return std::any_of(openings.begin(), openings.end(),
                     [&](std::string_view opening) { return subject.starts_with(opening); });
}

// Azure DevOps: "Merged PR 12: title".
std::string_view without_pull_request(std::string_view subject) {
  std::string_view rest = subject;
  if (!drop_prefix(rest, "Merged PR ")) return subject;
  const std::size_t colon = rest.find_first_not_of("0123456789");
  if (colon == 0 || colon == std::string_view::npos || rest[colon] != ':') return subject;
  return without_indent(rest.substr(colon + 1));
}

bool drop_amending_prefixes(std::string_view& subject) {
  bool dropped = false;
  while (drop_prefix(subject, "fixup! ") || drop_prefix(subject, "squash! ") ||
         drop_prefix(subject, "amend! ")) {
    dropped = true;
  }
  return dropped;
}

/// A subject with git's wrappers of reverts taken off.
struct Unwrapped {
  std::string_view subject;
  bool wrapped = false;
  bool undone = false;  ///< an odd number of reverts
};

Unwrapped unwrap(std::string_view subject) {
  Unwrapped result{subject};
  for (;;) {
    std::string_view inner = result.subject;
    const bool reverts = drop_prefix(inner, "Revert \"");
    if (!reverts && !drop_prefix(inner, "Reapply \"")) return result;
    const std::size_t quote = inner.rfind('"');
    if (quote == std::string_view::npos) return result;
    result = {inner.substr(0, quote), true, result.undone != reverts};
  }
}

bool is_breaking_footer(std::string_view line) {
  if (!drop_prefix(line, "BREAKING CHANGE") && !drop_prefix(line, "BREAKING-CHANGE")) return false;
  return line.starts_with(':') || line.starts_with(" #");
}

std::optional<std::string_view> listed_item(std::string_view line, bool squashed_by_git) {
  if (squashed_by_git) {
    return line.starts_with("    ") ? std::optional(line.substr(4)) : std::nullopt;
  }
  if (!drop_prefix(line, "* ")) return std::nullopt;
  return without_indent(line);
}

class Reader {
 public:
  explicit Reader(std::string_view message) : lines_(message) {}

  Meaning read() {
    read_subject();
    while (const auto line = lines_.next()) {
      read_line(*line);
    }
    drop_title_of_list();
    return std::move(result_);
  }

 private:
  void read_subject() {
    std::string_view subject = without_pull_request(lines_.next_with_words());
    squashed_by_git_ = subject == "Squashed commit of the following:";
    const bool merge = is_merge(subject);
    if (merge) subject = without_pull_request(lines_.next_with_words());
    const bool amends = drop_amending_prefixes(subject);
    const Unwrapped inner = unwrap(subject);
    auto change = conventional(inner.subject);
    // The commits below a merge speak for themselves: its title only counts where it is explicit.
    if (merge && (!change || inner.wrapped)) {
      read_line(subject);
      return;
    }
    if (!change) change = Change{{}, {}, std::string(inner.subject), false, false, false};
    if (inner.undone)
      change = Change{"revert", {}, std::string(inner.subject), false, false, false};
    change->amends = amends;
    if (amends) change->breaking = false;  // that mark is the amended commit's
    result_.undoes = inner.wrapped || change->type == "revert";
    result_.changes.push_back(*std::move(change));
  }

  void read_line(std::string_view line) {
    if (is_breaking_footer(squashed_by_git_ ? without_indent(line) : line)) {
      if (result_.changes.empty()) result_.changes.push_back({{}, {}, std::string(line)});
      result_.changes.back().breaking = true;
      return;
    }
    if (const auto item = listed_item(line, squashed_by_git_)) {
      if (auto change = conventional(*item)) {
        change->listed = true;
        result_.changes.push_back(*std::move(change));
      }
      return;
    }
    std::string_view rest = line;
    if (drop_prefix(rest, "This reverts commit ")) {
      result_.reverted.emplace_back(first_id(rest));
    } else if (result_.undoes && drop_prefix(rest, "Refs: ")) {
      read_ids(rest);
    }
  }

  static std::string_view first_id(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_hexadecimal);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
  }

  // The specification's example of a revert: "Refs: 676104e, a215868".
  void read_ids(std::string_view text) {
    while (!text.empty()) {
      const std::string_view id = first_id(text);
      if (id.size() >= 7) result_.reverted.emplace_back(id);
      text.remove_prefix(std::max<std::size_t>(id.size(), 1));
    }
  }

  // "Add a login (#12)" above a list of conventional subjects only sums them up.
  void drop_title_of_list() {
    auto& changes = result_.changes;
    if (changes.size() < 2 || changes.front().listed) return;
    if (changes.front().type.empty() && !changes.front().breaking) changes.erase(changes.begin());
  }

  Lines lines_;
  Meaning result_;
  bool squashed_by_git_ = false;
};

}  // namespace

std::optional<Change> conventional(std::string_view line) {
  const auto type_end = std::find_if_not(line.begin(), line.end(), is_type_character);
  Change change;
  change.type = std::string(line.begin(), type_end);
  if (change.type.empty()) return std::nullopt;
  std::transform(change.type.begin(), change.type.end(), change.type.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  line.remove_prefix(change.type.size());
  if (drop_prefix(line, "(")) {
    const std::size_t end = line.find_first_of("()");
    if (end == std::string_view::npos || line[end] == '(') return std::nullopt;
    change.scope = line.substr(0, end);
    line.remove_prefix(end + 1);
  }
  change.breaking = drop_prefix(line, "!");
  if (!drop_prefix(line, ":")) return std::nullopt;
  change.description = without_indent(line);
  if (change.description.empty()) return std::nullopt;
  return change;
}

Meaning meaning_of(std::string_view message) {
  return Reader(message).read();
}

}  // namespace relctl::semver
