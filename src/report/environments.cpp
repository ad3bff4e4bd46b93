// SPDX-License-Identifier: MIT
#include "report/environments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "kustomize/image_reference.hpp"
#include "record/trailer_values.hpp"
#include "record/trailers.hpp"
#include "report/table.hpp"
#include "report/visible.hpp"

namespace relctl::report {
namespace {

/// Day and time in UTC: "2026-01-31 17:05".
std::string moment(const plan::Commit& commit) {
  return record::minute_of({commit.time, 0});
}

std::string subject(const plan::Commit& commit) {
  return commit.message.substr(0, commit.message.find_first_of("\r\n"));
}

void append(std::string& notes, const std::string& note) {
  notes += (notes.empty() ? "" : "; ") + note;
}

std::string in_brackets(std::size_t commits) {
  if (commits == 0) return {};
  return fmt::format(" ({} commit{})", commits, commits == 1 ? "" : "s");
}

std::string notes_on(const status::ServiceStatus& service) {
  std::string notes;
  if (!service.holds.empty()) append(notes, deploy::describe(service.holds));
  if (service.waiting) {
    const auto& waiting = *service.waiting;
    const std::string from = waiting.from.empty() ? "released" : "in " + waiting.from;
    append(notes,
           fmt::format("waits: {} {}{}", waiting.version, from, in_brackets(waiting.commits)));
  }
  if (service.is_untold)
    append(notes, "the clone is too shallow to tell since when: git fetch --unshallow");
  if (service.is_drift()) {
    const std::string last =
        service.recorded ? fmt::format(", which wrote {} last", *service.recorded) : "";
    append(notes, "drift: not written by relctl" + last);
  }
  return notes;
}

std::string number_of(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// `manifests wait: 4 objects, 3 commits`, with the path where there are several.
std::string waiting_text(const status::EnvironmentStatus& status,
                         const status::ManifestsStatus& manifests) {
  const auto& waiting = *manifests.waiting;
  const std::string where = status.manifests.size() > 1 ? manifests.path + ": " : "";
  const std::string commits =
      waiting.commits == 0 ? "" : ", " + number_of(waiting.commits, "commit");
  return fmt::format("{}manifests wait: {}{}", where, number_of(waiting.objects, "object"),
                     commits);
}

std::string remarks(const status::EnvironmentStatus& status, const Style& style) {
  std::string text;
  const auto add = [&](const std::string& sentence) {
    text +=
        fmt::format("{} {}: {}\n", style.yellow("note:"), visible(status.name), visible(sentence));
  };
  if (!status.is_reached) {
    add(status.unreached);
  }
  for (const deploy::Hold& hold : status.expired) {
    add(fmt::format("the hold of {} is over: {}", hold.service.value_or("all services"),
                    deploy::describe(hold)));
  }
  for (const status::ManifestsStatus& manifests : status.manifests) {
    if (!manifests.revision) add(fmt::format("{} is not rendered yet", manifests.path));
    if (manifests.waiting) add(waiting_text(status, manifests));
  }
  for (const std::string& image : status.unknown_images)
    add(fmt::format("image {} belongs to no service", image));
  for (const std::string& reason : status.built.not_built)
    add(fmt::format("not built: {}", reason));
  for (const plan::Commit& commit : status.overrides) {
    add(fmt::format("override in commit {} by {}: {}", commit.id.short_hex(), commit.author_name,
                    record::told_overrides(commit.message)));
  }
  return text;
}

}  // namespace

std::string workloads_text(const deploy::PathImages& images) {
  std::string text;
  for (const deploy::RunningImage& each : images.images) {
    const kustomize::ImageReference image{each.image.name, each.image.tag, each.image.digest};
    text += fmt::format("  {}: {}\n", visible(each.workload), visible(kustomize::to_string(image)));
  }
  for (const std::string& reason : images.not_built)
    text += fmt::format("  not built: {}\n", visible(reason));
  return text;
}

std::string to_text(const std::vector<status::EnvironmentStatus>& status, const Style& style) {
  std::vector<std::vector<std::string>> rows;
  std::string text;
  for (const status::EnvironmentStatus& environment : status) {
    for (const status::ServiceStatus& service : environment.services) {
      rows.push_back({service.name, environment.name, deploy::describe(service.running),
                      service.since ? moment(*service.since) : "-",
                      service.since ? service.since->id.short_hex() : "-",
                      service.operation.value_or("-"), notes_on(service)});
    }
    text += remarks(environment, style);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.front() < b.front(); });
  return table({"SERVICE", "ENVIRONMENT", "VERSION", "SINCE", "COMMIT", "BY", "NOTES"}, rows,
               style) +
         text;
}

std::string to_text(const std::vector<deploy::ServiceHistory>& history, const Style& style) {
  std::vector<std::vector<std::string>> rows;
  for (const deploy::ServiceHistory& service : history) {
    for (const deploy::PastVersion& past : service.versions) {
      std::string notes;
      if (past.revision) append(notes, "manifests of " + past.revision->short_hex());
      if (past.is_current) append(notes, "runs now");
      if (past.is_next_back) append(notes, "rollback goes here");
      rows.push_back({service.service, past.version.empty() ? "unknown" : past.version,
                      moment(past.commit), past.commit.id.short_hex(), past.operation.value_or("-"),
                      past.commit.author_name, notes});
    }
  }
  return table({"SERVICE", "VERSION", "SINCE", "COMMIT", "BY", "AUTHOR", "NOTES"}, rows, style);
}

std::string to_text(const std::vector<ServiceDifference>& differences, const Style& style) {
  std::string text;
  for (const ServiceDifference& each : differences) {
    text += fmt::format("{} {} -> {}\n", style.bold(visible(each.service)), visible(each.before),
                        visible(each.after));
    for (const plan::Commit& commit : each.commits) {
      text += fmt::format("  {} {}\n", commit.id.short_hex(), visible(subject(commit)));
    }
  }
  return text;
}

}  // namespace relctl::report
