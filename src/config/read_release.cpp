// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/duration.hpp"
#include "config/keys.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 3> when_moved_choices = {"merge", "recompute", "stop"};
constexpr std::array<std::string_view, 2> other_choices = {"patch", "none"};
constexpr std::array<std::string_view, 2> zero_choices = {"minor", "major"};
constexpr std::array<std::string_view, 2> release_words = {"service", "version"};
constexpr std::array<std::string_view, 1> several_words = {"services"};
constexpr std::array<std::string_view, 4> environment_words = {"service", "services", "version",
                                                               "environment"};

WhenMoved read_when_moved(const Value& value) {
  const std::string word = value.one_of(when_moved_choices);
  if (word == "recompute") return WhenMoved::recompute;
  return word == "stop" ? WhenMoved::stop : WhenMoved::merge;
}

void read_messages(const Value& value, Release& release) {
  if (!value.is_mapping()) {
    release.message = message_template(value, release_words);
    return;
  }
  value.check_keys(keys::message);
  if (auto each = value.find("release")) release.message = message_template(*each, release_words);
  if (auto each = value.find("several")) {
    release.message_several = message_template(*each, several_words);
  }
  if (auto each = value.find("promote")) {
    release.message_promote = message_template(*each, environment_words);
  }
  if (auto each = value.find("rollback")) {
    release.message_rollback = message_template(*each, environment_words);
  }
}

std::string read_author(const Value& value) {
  std::string author = value.line();
  const std::size_t open = author.find('<');
  const std::string address =
      open == std::string::npos ? "" : author.substr(open + 1, author.size() - open - 2);
  const bool is_good = open != std::string::npos && open > 1 && author[open - 1] == ' ' &&
                       author.front() != ' ' && author.ends_with('>') && !address.empty() &&
                       address.find_first_of("<> ") == std::string::npos &&
                       author.substr(0, open).find('>') == std::string::npos;
  if (is_good) return author;
  throw value.error(fmt::format("`{}` is no author, `{}`", value.name(), author),
                    "write it like `Release Bot <bot@example.com>`");
}

std::vector<std::string> read_patterns(const Value& section) {
  std::vector<std::string> patterns = section.lines();
  for (const Value& item : section.items()) {
    const std::string pattern = item.line();
    if (is_commit_pattern(pattern)) continue;
    throw item.error(fmt::format("`{}` is no commit type, `{}`", item.name(), pattern),
                     "write the word alone, like `feat`, or with a scope, like `chore(deps)`");
  }
  return patterns;
}

/// A list that the file may give, beside its default.
struct PatternList {
  std::string_view key;
  std::vector<std::string>* patterns;
  std::optional<Value> given = {};
};

/// A type that the file puts under one level leaves the defaults of the others. Throws Error(input)
/// for one that the file puts under two.
void read_pattern_lists(const Value& section, std::vector<PatternList>& lists) {
  for (PatternList& list : lists) {
    list.given = section.find(list.key);
    if (list.given) *list.patterns = read_patterns(*list.given);
  }
  for (const PatternList& one : lists) {
    if (!one.given) continue;
    for (PatternList& other : lists) {
      if (&other == &one) continue;
      const auto is_in_one = [&](const std::string& pattern) {
        return std::find(one.patterns->begin(), one.patterns->end(), pattern) !=
               one.patterns->end();
      };
      if (std::erase_if(*other.patterns, is_in_one) == 0 || !other.given) continue;
      throw other.given->error(
          fmt::format("a commit type is under both `{}` and `{}`", one.key, other.key),
          "keep it in one of the two");
    }
  }
}

semver::CommitRules read_auto_rules(const Value& section) {
  section.check_keys(keys::auto_rules);
  semver::CommitRules rules;
  std::vector<PatternList> lists = {{"major", &rules.major},
                                    {"minor", &rules.minor},
                                    {"patch", &rules.patch},
                                    {"none", &rules.none}};
  read_pattern_lists(section, lists);
  if (auto other = section.find("other")) {
    const bool releases = other->one_of(other_choices) == "patch";
    rules.other = releases ? std::optional(semver::Level::patch) : std::nullopt;
  }
  if (auto zero = section.find("zero")) {
    rules.zero =
        zero->one_of(zero_choices) == "major" ? semver::Level::major : semver::Level::minor;
  }
  return rules;
}

std::vector<std::string> read_branches(const Value& section) {
  std::vector<std::string> globs = section.lines();
  if (!globs.empty()) return globs;
  throw section.error(
      fmt::format("`{}` is empty", section.name()),
      "name branches, or remove the key: then the remote's default branch is meant");
}

std::string read_signers(const Value& section) {
  section.check_keys(keys::signed_tags);
  return read_path(
      section.need("allowed_signers",
                   "name a file of this repository: `allowed_signers: keys/release-signers`"));
}

}  // namespace

bool is_commit_pattern(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::string_view type = text.substr(0, open);
  if (type.empty() || type.find_first_of(" :)!") != std::string_view::npos) return false;
  if (open == std::string_view::npos) return true;
  const std::string_view scope = text.substr(open + 1);
  return scope.size() > 1 && scope.find_first_of("()") == scope.size() - 1 && scope.ends_with(')');
}

std::chrono::seconds read_timeout(const Value& value) {
  const auto number = value.number();
  const std::string text = number ? std::to_string(*number) : value.is_text() ? value.text() : "";
  if (const auto timeout = parse_duration(text)) return *timeout;
  throw value.error(fmt::format("`{}` is no time from one second to 24 hours", value.name()),
                    "write it like `90s`, `2m` or `1h`");
}

Release read_release(const Value& section) {
  section.check_keys(keys::release);
  Release release;
  if (auto value = section.find("branches")) release.branches = read_branches(*value);
  if (auto value = section.find("message")) read_messages(*value, release);
  if (auto value = section.find("author")) release.author = read_author(*value);
  if (auto value = section.find("timeout")) release.timeout = read_timeout(*value);
  if (auto value = section.find("skip_ci")) release.skip_ci = value->boolean();
  if (auto value = section.find("signoff")) release.signoff = value->boolean();
  if (auto value = section.find("when_moved")) release.when_moved = read_when_moved(*value);
  if (auto value = section.find("auto")) release.auto_rules = read_auto_rules(*value);
  if (auto value = section.find("notes")) release.notes = read_notes(*value);
  if (auto value = section.find("announce")) release.announce = read_announce(*value);
  if (auto value = section.find("prepare")) release.prepare = read_prepare(*value);
  if (auto value = section.find("signed")) release.allowed_signers = read_signers(*value);
  if (auto value = section.find("after")) release.after = read_after(*value);
  return release;
}

}  // namespace relctl::config
