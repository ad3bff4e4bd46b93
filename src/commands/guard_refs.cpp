// SPDX-License-Identifier: MIT
#include "commands/guard_refs.hpp"

#include <istream>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "git/program.hpp"
#include "plan/ref_names.hpp"

namespace relctl::commands {
namespace {

constexpr std::size_t most_lines = 100000;

Error malformed(std::size_t number, const std::string& form) {
  return Error(ErrorKind::usage,
               fmt::format("line {} of standard input is not \"{}\"", number, form))
      .hint("git gives a hook these lines; man githooks");
}

/// The words of each line.
std::vector<std::vector<std::string>> lines_of(std::istream& in, std::size_t words,
                                               const std::string& form) {
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> parts;
    std::istringstream stream(line);
    for (std::string word; std::getline(stream, word, ' ');)
      parts.push_back(word);
    if (parts.size() != words || lines.size() >= most_lines) {
      throw malformed(lines.size() + 1, form);
    }
    lines.push_back(std::move(parts));
  }
  return lines;
}

ObjectId require_id(const std::string& text, std::size_t number, const std::string& form) {
  if (const auto id = ObjectId::parse(text)) return *id;
  throw malformed(number, form);
}

void add_ref_change(PushedRefs& refs, const git::Repository& repository, const std::string& ref,
                    const ObjectId& before, const ObjectId& after) {
  if (after.is_zero()) return;
  if (plan::branch_of(ref)) {
    const bool known = !before.is_zero() && repository.has_object(before);
    refs.branches.push_back({ref, known ? std::optional(before) : std::nullopt, after});
  } else if (auto tag = plan::tag_of(ref)) {
    try {
      const ObjectId commit = repository.resolve_commit(after.hex() + "^{commit}");
      refs.tags.push_back({*std::move(tag), after, commit, true});
    } catch (const Error& error) {
      // A tag of a file or a folder is no release.
      if (error.kind() != ErrorKind::usage) throw;
    }
  }
}

}  // namespace

PushedRefs read_received(std::istream& in, const git::Repository& repository) {
  const std::string form = "OLD NEW REF";
  PushedRefs refs;
  std::size_t number = 0;
  for (const auto& words : lines_of(in, 3, form)) {
    ++number;
    const ObjectId before = require_id(words[0], number, form);
    add_ref_change(refs, repository, words[2], before, require_id(words[1], number, form));
  }
  return refs;
}

PushedRefs read_pushed(std::istream& in, const git::Repository& repository) {
  const std::string form = "LOCALREF LOCAL REMOTEREF REMOTE";
  PushedRefs refs;
  std::size_t number = 0;
  for (const auto& words : lines_of(in, 4, form)) {
    ++number;
    const ObjectId after = require_id(words[1], number, form);
    add_ref_change(refs, repository, words[2], require_id(words[3], number, form), after);
  }
  return refs;
}

std::vector<ObjectId> tips_below(const git::Repository& repository, const std::string& prefix) {
  std::istringstream names(git::require_git(
      repository, {"for-each-ref", "--format=%(objecttype) %(objectname)", prefix}));
  std::vector<ObjectId> tips;
  for (std::string kind, name; names >> kind >> name;) {
    const auto id = ObjectId::parse(name);
    if (kind == "commit" && id) tips.push_back(*id);
  }
  return tips;
}

}  // namespace relctl::commands
