// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/ref_names.hpp"
#include "report/done.hpp"
#include "report/shell.hpp"
#include "report/visible.hpp"

namespace relctl::report {
namespace {

constexpr std::size_t most_listed = 10;
std::string list(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), most_listed);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i)
    text += (i > 0 ? ", " : "") + visible(names[i]);
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string done_line(const plan::ServiceOutcome& service, bool dry_run, const Style& style) {
  const std::string version = style.green(visible(service.version.value_or("(no version)")));
  const std::string previous =
      service.previous ? fmt::format(" (was {})", visible(*service.previous)) : "";
  if (service.environment) {
    return fmt::format("{}{}: {} {}{}\n", dry_run ? "would write " : "",
                       visible(*service.environment), visible(service.name), version, previous);
  }
  const std::string tag = service.tag ? fmt::format(", tag {}", visible(*service.tag)) : "";
  return fmt::format("{} {} {}{}{}\n", dry_run ? "would release" : "released",
                     visible(service.name), version, previous, tag);
}

std::string service_lines(const plan::ServiceOutcome& service, bool dry_run, const Style& style) {
  if (service.status != plan::Status::done) {
    const std::string where =
        service.environment ? fmt::format("{}: ", visible(*service.environment)) : "";
    const std::string reason = service.reason.empty() ? "" : ": " + visible(service.reason);
    return fmt::format("{}{} {}{}\n", where, visible(service.name),
                       style.yellow(plan::to_string(service.status)), reason);
  }
  std::string text = done_line(service, dry_run, style);
  for (const plan::ImageOutcome& image : service.images) {
    const std::string digest = image.digest ? "@" + visible(*image.digest) : "";
    text += fmt::format("  image {}:{}{}\n", visible(image.name), visible(image.tag), digest);
  }
  return text;
}

std::vector<std::string> tags(const Done& done) {
  std::vector<std::string> names;
  for (const plan::Plan& plan : done.result.plans) {
    for (const plan::NewTag& tag : plan.tags)
      names.push_back(tag.name);
  }
  return names;
}

std::string push_lines(const Done& done, const Style& style) {
  if (done.pushed) {
    const std::string tries =
        done.attempts > 1 ? fmt::format(" (attempt {})", done.attempts) : std::string();
    return fmt::format("pushed to {}{}\n", visible(done.remote), tries);
  }
  if (done.remote.empty()) return "not pushed: the repository has no remote\n";
  std::vector<std::string> refs;
  if (!done.branch.empty()) refs.push_back(shell_word(plan::branch_ref(done.branch)));
  std::vector<std::string> names = done.waiting_tags;
  for (std::string& tag : tags(done))
    names.push_back(std::move(tag));
  for (const std::string& tag : names)
    refs.push_back(shell_word(plan::tag_ref(tag)));
  if (refs.empty()) return "not pushed\n";
  return fmt::format("not pushed\n{} git push --atomic {} {}\n", style.cyan("next:"),
                     shell_word(done.remote), fmt::join(refs, " "));
}

std::string carried_out_lines(const Done& done, const Style& style) {
  const std::vector<std::string> files = changed_files(done.result);
  std::string text;
  if (!files.empty()) {
    text += fmt::format("{} {}: {}\n", done.dry_run ? "would write" : "wrote",
                        counted(files.size(), "file"), list(files));
  }
  if (done.dry_run) return text;
  if (done.commit) {
    const std::string branch =
        done.branch.empty() ? "" : fmt::format(" on {}", visible(done.branch));
    text += fmt::format("commit {}{}\n", visible(done.commit->substr(0, short_id)), branch);
  }
  if (done.commit || !tags(done).empty()) text += push_lines(done, style);
  return text;
}

}  // namespace

std::string summary(const Done& done, const Style& style) {
  std::string text;
  for (const plan::ServiceOutcome& service : done.result.services) {
    text += service_lines(service, done.dry_run, style);
  }
  if (!done.result.plans.empty()) text += carried_out_lines(done, style);
  if (!done.result.includes.empty()) {
    text += fmt::format("includes {}: {}\n", counted(done.result.includes.size(), "further commit"),
                        list(done.result.includes));
  }
  for (const std::string& note : done.result.notes) {
    text += fmt::format("{} {}\n", style.yellow("note:"), visible_message(note));
  }
  return style.ci ? without_workflow_commands(text) : text;
}

}  // namespace relctl::report
