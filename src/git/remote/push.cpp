// SPDX-License-Identifier: MIT
#include "git/remote/push.hpp"

#include <algorithm>
#include <map>

#include "git/ref_name.hpp"
#include "git/remote/remote.hpp"

namespace relctl::git {
namespace {

/// One line of the porcelain: `<flag>\t<from>:<to>\t<summary> (<reason>)`.
struct StatusLine {
  char flag = ' ';
  std::string_view to;
  std::string_view summary;
};

std::optional<StatusLine> parse_line(std::string_view text) {
  if (text.size() < 2 || text[1] != '\t') return std::nullopt;
  const std::size_t tab = text.find('\t', 2);
  if (tab == std::string_view::npos) return std::nullopt;
  const std::string_view names = text.substr(2, tab - 2);
  const std::size_t colon = names.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return StatusLine{text[0], names.substr(colon + 1), text.substr(tab + 1)};
}

std::map<std::string_view, StatusLine> parse_lines(std::string_view text) {
  std::map<std::string_view, StatusLine> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const auto line = parse_line(text.substr(0, end))) lines[line->to] = *line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

PushVerdict judge(const StatusLine& line, const PushRef& ref) {
  // "up to date" proves nothing about an object that another could have pushed as well.
  if (line.flag == '=') return ref.created ? PushVerdict::landed : PushVerdict::refused;
  if (line.flag == ' ' || line.flag == '+' || line.flag == '*') return PushVerdict::landed;
  // "remote failure" is git's word for a server that did not report on the ref.
  if (line.summary.starts_with("[remote failure]")) return PushVerdict::broken;
  return PushVerdict::refused;
}

/// All landed, or some refused with a word on each, or broken.
PushVerdict judge(const std::map<std::string_view, StatusLine>& lines,
                  const std::vector<PushRef>& refs) {
  PushVerdict verdict = PushVerdict::landed;
  for (const PushRef& ref : refs) {
    const auto line = lines.find(ref.name);
    if (line == lines.end()) return PushVerdict::broken;
    const PushVerdict one = judge(line->second, ref);
    if (one == PushVerdict::broken) return one;
    if (one == PushVerdict::refused) verdict = one;
  }
  return verdict;
}

/// The reasons of refused refs stand on stdout, the server's own words on stderr.
std::string words_of(const std::map<std::string_view, StatusLine>& lines, const std::string& err) {
  std::string words = err;
  for (const auto& [to, line] : lines) {
    if (line.flag == '!') words.append("\n").append(to).append(": ").append(line.summary);
  }
  return tidy_words(words);
}

}  // namespace

PushOutcome parse_push(const process::Output& output, const std::vector<PushRef>& refs) {
  const auto lines = parse_lines(output.out);
  PushOutcome outcome;
  outcome.timed_out = output.timed_out;
  outcome.words = words_of(lines, output.err);
  outcome.verdict = judge(lines, refs);
  if (outcome.verdict == PushVerdict::landed && output.status != 0) {
    outcome.verdict = PushVerdict::broken;
  }
  if (!lines.empty()) return outcome;
  outcome.atomic_unsupported =
      output.err.find("does not support --atomic push") != std::string::npos;
  // git says so, and sends nothing, when the hook pre-push ends otherwise than with 0.
  outcome.hook_refused = output.status == 1 && !output.timed_out &&
                         output.err.find("failed to push some refs") != std::string::npos;
  if (outcome.atomic_unsupported || outcome.hook_refused) outcome.verdict = PushVerdict::refused;
  return outcome;
}

PushOutcome push(const Repository& repository, const std::string& remote,
                 const std::vector<PushRef>& refs, bool atomic, const ProgramOptions& options) {
  check_remote_name(remote);
  std::vector<std::string> arguments;
  // A mirror is pushed whole and by force, whatever refs are named.
  const std::string mirror = "remote." + remote + ".mirror";
  if (repository.config(mirror)) arguments = {"-c", mirror + "=false"};
  arguments.insert(arguments.end(), {"push", "--porcelain", "--no-follow-tags",
                                     "--recurse-submodules=no", "--no-signed"});
  if (atomic) arguments.emplace_back("--atomic");
  for (const PushRef& ref : refs) {
    arguments.push_back("--force-with-lease=" + ref.name + ":" +
                        (ref.expected ? ref.expected->hex() : ""));
  }
  arguments.insert(arguments.end(), {"--end-of-options", remote});
  for (const PushRef& ref : refs)
    arguments.push_back(ref.target.hex() + ":" + ref.name);
  return parse_push(run_git(repository, arguments, options), refs);
}

PushOutcome Sender::push_all(const std::vector<PushRef>& refs, bool atomic) const {
  return push(repository_, remote_, refs, atomic, {deadline_, true});
}

/// A tag must never name a commit that its branch does not have.
PushOutcome Sender::push_in_steps(const std::vector<PushRef>& refs,
                                  const std::function<void()>& before_tags) const {
  std::vector<PushRef> tags;
  PushOutcome outcome;
  outcome.verdict = PushVerdict::landed;
  for (const PushRef& ref : refs) {
    if (ref.is_tag()) {
      tags.push_back(ref);
      continue;
    }
    outcome = push_all({ref}, false);
    if (outcome.verdict != PushVerdict::landed) return outcome;
  }
  if (tags.empty()) return outcome;
  before_tags();
  return push_all(tags, false);
}

PushOutcome Sender::send(const std::vector<PushRef>& refs,
                         const std::function<void()>& before_tags) {
  if (atomic_) {
    // A single ref needs no atomic push, and goes to any server.
    PushOutcome outcome = push_all(refs, refs.size() > 1);
    if (!outcome.atomic_unsupported) return outcome;
    atomic_ = false;
  }
  return push_in_steps(refs, before_tags);
}

}  // namespace relctl::git
