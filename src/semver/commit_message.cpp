// SPDX-License-Identifier: MIT
#include "semver/commit_message.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/ascii.hpp"
#include "semver/message_body.hpp"
#include "semver/message_subject.hpp"

namespace relctl::semver {

namespace {

constexpr std::string_view squashed_by_git = "Squashed commit of the following:";

bool is_hexadecimal(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

std::string_view first_id(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_hexadecimal);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// GitHub's lines of generated release notes end so: they tell of another repository.
bool is_attributed(std::string_view text) {
  const std::size_t by = text.find(" by @");
  return by != std::string_view::npos && text.find(" in http", by) != std::string_view::npos;
}

/// `Release-As: 2.0.0`, whatever the case of its letters.
std::optional<std::string> wished_version(std::string_view text) {
  constexpr std::string_view token = "release-as:";
  if (text.size() < token.size()) return std::nullopt;
  const bool is_token = std::equal(token.begin(), token.end(), text.begin(), [](char a, char b) {
    return a == std::tolower(static_cast<unsigned char>(b));
  });
  if (!is_token) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of(" \t", token.size()), text.size()));
  if (text.starts_with('v')) text.remove_prefix(1);
  return std::string(text);
}

class Reader {
 public:
  Reader(std::string_view message, const Reading& reading)
      : subject_(read_subject(message)), reading_(reading) {}

  Meaning read() {
    const bool merge_alone = add_subject();
    if (subject_.title == squashed_by_git) {
      read_squashed(subject_.body);
      drop_title_of_list();
      return std::move(result_);
    }
    auto lines = body_lines(subject_.body, Quoting::named);
    lists_ = !lines.empty() && begins_list(lines.front());
    if (quoting() != Quoting::named) lines = body_lines(subject_.body, quoting());
    for (const BodyLine& line : lines) {
      if (!line.quoted && !line.introduced && line.text == squashed_by_git) {
        read_squashed(subject_.body.substr(line.offset));
        break;
      }
      read_line(line, merge_alone);
    }
    drop_title_of_list();
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool has_type() const {
    return !result_.changes.empty() && !result_.changes.front().type.empty();
  }

  // True where a merge's subject says nothing: its commits speak for themselves.
  bool add_subject() {
    result_.subject = subject_.line;
    result_.request = subject_.request;
    auto change = conventional(subject_.title);
    if (reading_.joins && subject_.merges && (!change || subject_.wrapped)) return true;
    if (!change) change = Change{.description = std::string(subject_.title)};
    if (is_breaking_footer(subject_.title)) change->breaking = true;
    if (subject_.undone) {
      change = Change{.type = "revert", .description = std::string(subject_.title)};
    }
    change->amends = subject_.amends;
    if (change->amends) change->breaking = false;  // that mark is the amended commit's
    result_.undoes = subject_.wrapped || change->type == "revert";
    if (result_.undoes) {
      result_.reverted_subject = subject_.wrapped ? subject_.reverted : change->description;
    }
    result_.changes.push_back(*std::move(change));
    return false;
  }

  [[nodiscard]] Quoting quoting() const {
    if (is_dependency_update(subject_.title)) return Quoting::all;
    return has_type() && !lists_ ? Quoting::introduced : Quoting::named;
  }

  // A body that begins so holds a squash merge's commits, one after the other.
  [[nodiscard]] bool begins_list(const BodyLine& first) const {
    return !first.quoted && (first.text == squashed_by_git || commit_in(first));
  }

  [[nodiscard]] std::optional<Change> commit_in(const BodyLine& line) const {
    auto change = conventional(line.text);
    if (!change || !is_type(change->type) || is_attributed(line.text)) return std::nullopt;
    change->listed = true;
    return change;
  }

  // In a body any word before a colon may stand ("note: see below"): only these begin a commit.
  [[nodiscard]] bool is_type(const std::string& word) const {
    constexpr std::array<std::string_view, 11> usual{"feat",  "fix",  "perf",  "refactor",
                                                     "build", "docs", "test",  "style",
                                                     "chore", "ci",   "revert"};
    return std::find(usual.begin(), usual.end(), word) != usual.end() ||
           std::find(reading_.types.begin(), reading_.types.end(), word) != reading_.types.end();
  }

  void read_line(const BodyLine& line, bool merge_alone) {
    if (line.quoted || (line.introduced && !line.in_footer)) return;
    if (is_breaking_footer(line.text) && (!line.marked || counts_items())) {
      return add_breaking(line.text);
    }
    if (auto version = wished_version(line.text)) result_.wished = std::move(version);
    if (!line.introduced && !merge_alone && stands_alone(line)) {
      if (auto change = commit_in(line)) result_.changes.push_back(*std::move(change));
    }
    read_reverted(line.text);
  }

  [[nodiscard]] bool counts_items() const { return lists_ || !has_type(); }

  // Whether the line stands where a commit of its own may: at the first level.
  bool stands_alone(const BodyLine& line) {
    if (!line.marked) return line.indent == 0;
    if (!level_) level_ = line.indent;
    return counts_items() && line.indent <= *level_;
  }

  void add_breaking(std::string_view text) {
    if (result_.changes.empty()) result_.changes.push_back({.description = std::string(text)});
    result_.changes.back().breaking = true;
  }

  void read_reverted(std::string_view text) {
    if (drop_prefix(text, "This reverts commit ")) {
      result_.reverted.emplace_back(first_id(text));
    } else if (drop_prefix(text, "Reverts ") || drop_prefix(text, "This reverts ")) {
      result_.reverted_request = request_in(text);
    } else if (result_.undoes && drop_prefix(text, "Refs: ")) {
      read_ids(text);
    } else if (drop_prefix(text, "See merge request ")) {
      result_.request = request_in(text);
    }
  }

  // The specification's example of a revert: "Refs: 676104e, a215868".
  void read_ids(std::string_view text) {
    while (!text.empty()) {
      const std::string_view id = first_id(text);
      if (id.size() >= 7) result_.reverted.emplace_back(id);
      text.remove_prefix(std::max<std::size_t>(id.size(), 1));
    }
  }

  // `git merge --squash` writes whole messages, indented, each below a head of its own.
  void read_squashed(std::string_view text) {
    std::string message;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line = text.substr(at, end - at);
      at = end + 1;
      if (line.starts_with("commit ")) add_squashed(std::exchange(message, {}));
      if (drop_prefix(line, "    ")) {
        message.append(line).push_back('\n');
      } else if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
        message.push_back('\n');
      }
    }
    add_squashed(message);
  }

  void add_squashed(const std::string& message) {
    if (message.find_first_not_of(" \t\r\n") == std::string::npos) return;
    Meaning inner = meaning_of(message, {false, reading_.types});
    for (Change& change : inner.changes) {
      change.listed = true;
      result_.changes.push_back(std::move(change));
    }
    if (inner.wished) result_.wished = std::move(inner.wished);
  }

  // "Add a login (#12)" above a list of commits only sums them up.
  void drop_title_of_list() {
    auto& changes = result_.changes;
    if (changes.size() < 2 || changes.front().listed) return;
    if (changes.front().type.empty() && !changes.front().breaking) changes.erase(changes.begin());
  }

  Subject subject_;
  const Reading& reading_;
  Meaning result_;
  bool lists_ = false;
  std::optional<std::size_t> level_;
};

}  // namespace

Meaning meaning_of(std::string_view message, const Reading& reading) {
  return Reader(message, reading).read();
}

}  // namespace relctl::semver
