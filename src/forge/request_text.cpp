// SPDX-License-Identifier: MIT
#include "forge/request_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "forge/markdown.hpp"

namespace relctl::forge {
namespace {

constexpr std::size_t longest_title = 120;
constexpr std::size_t most_commits = 30;
constexpr std::size_t longest_subject = 120;
constexpr std::size_t most_rows = 200;

using Services = std::vector<plan::ServiceOutcome>;

Services done_services(const RequestFacts& facts) {
  Services done;
  std::copy_if(facts.services.begin(), facts.services.end(), std::back_inserter(done),
               [](const auto& service) { return service.status == plan::Status::done; });
  return done;
}

/// A title is no place for code, in which names do not call people.
std::string without_mentions(std::string text) {
  std::replace(text.begin(), text.end(), '@', '-');
  return text;
}

std::string title_of(const RequestFacts& facts, const Services& services) {
  std::string what;
  for (const plan::ServiceOutcome& service : services) {
    what += fmt::format("{}{} {}", what.empty() ? "" : ", ", service.name,
                        service.version.value_or("?"));
  }
  const std::string title = fmt::format("Promote {} to {}", what, facts.environment);
  if (title.size() <= longest_title) return without_mentions(shortened(title, longest_title));
  return fmt::format("Promote {} services to {}", services.size(),
                     shortened(facts.environment, longest_title));
}

std::string cell(const std::optional<std::string>& version) {
  return version ? inline_code(*version, true) : "none";
}

std::string table_of(const Services& services) {
  std::string table = "| service | from | to |\n| --- | --- | --- |\n";
  for (std::size_t i = 0; i < services.size() && i < most_rows; ++i) {
    table += fmt::format("| {} | {} | {} |\n", inline_code(services[i].name, true),
                         cell(services[i].previous), cell(services[i].version));
  }
  if (services.size() > most_rows) {
    table += fmt::format("\nand {} more services\n", services.size() - most_rows);
  }
  return table;
}

std::string commits_of(const std::vector<ComingCommit>& commits) {
  if (commits.empty()) return "";
  std::string text = "### Commits\n\n";
  for (std::size_t i = 0; i < commits.size() && i < most_commits; ++i) {
    const ComingCommit& commit = commits[i];
    text += fmt::format("- {} {} by {}\n", inline_code(commit.id),
                        inline_code(shortened(commit.subject, longest_subject)),
                        inline_code(shortened(commit.author, longest_subject)));
  }
  if (commits.size() > most_commits) {
    text += fmt::format("\nand {} more commits\n", commits.size() - most_commits);
  }
  return text + "\n";
}

std::string objects_of(const std::string& rendered) {
  return rendered.empty() ? "" : "### Objects\n\n" + fenced(rendered, "text") + "\n";
}

std::string diff_of(const std::string& diff, std::size_t room) {
  constexpr std::size_t around = 200;  // heading, note and fences
  if (diff.empty() || room < around) return "";
  std::string text = "### Diff\n\n";
  std::string shown = fenced(diff, "diff");
  if (shown.size() + around > room) {
    // A line may get longer when it is made visible: half the room holds what is left.
    shown = fenced(first_lines(diff, (room - around) / 2), "diff");
    text += "Too long to be shown whole: the changes of this request's commit are the rest.\n\n";
    if (shown.size() + around > room) return text;
  }
  return text + shown + "\n";
}

}  // namespace

RequestText request_text(const RequestFacts& facts) {
  const Services services = done_services(facts);
  std::string head = fmt::format("Promotes to {}", inline_code(facts.environment));
  if (facts.from) head += fmt::format(" what {} runs", inline_code(*facts.from));
  head +=
      ".\n\n" + objects_of(facts.rendered) + table_of(services) + "\n" + commits_of(facts.commits);
  const std::string foot = fmt::format(
      "Asked for by {}. Made by relctl, which brings it up to date "
      "until somebody approves it.\n\n{}",
      inline_code(shortened(facts.requester, longest_subject)),
      record::write_trailers(facts.record));
  const std::size_t taken = head.size() + foot.size();
  const std::size_t room = taken < facts.most_bytes ? facts.most_bytes - taken : 0;
  return {title_of(facts, services), head + diff_of(facts.diff, room) + foot};
}

}  // namespace relctl::forge
