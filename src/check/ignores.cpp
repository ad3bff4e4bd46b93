// SPDX-License-Identifier: MIT
#include "check/ignores.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "check/checks.hpp"
#include "config/glob.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::Node;

/// One ignore with what came of it.
struct UsedIgnore {
  Ignore ignore;
  bool is_over = false;
  bool is_used = false;
};

void take_annotations(const BuiltObject& object, const Node* metadata,
                      std::vector<Ignore>& ignores) {
  const Node* annotations = render::find(metadata, "annotations");
  if (annotations == nullptr || annotations->kind != render::Kind::mapping) return;
  for (std::uint32_t i = 0; i < render::size_of(*annotations); ++i) {
    const std::string_view name = render::key_at(*annotations, i)->text;
    if (!name.starts_with(ignore_prefix)) continue;
    Ignore ignore;
    ignore.check = name.substr(ignore_prefix.size());
    ignore.object = object.object->id();
    ignore.reason = render::text_of(render::value_at(*annotations, i));
    const render::Provenance place =
        nearest_place(*object.build, *object.object, annotations, {name});
    ignore.where = {place.file, place.line, place.column, ""};
    ignores.push_back(std::move(ignore));
  }
}

bool is_for(const Ignore& ignore, const Finding& finding, const std::string& environment) {
  if (finding.checks.front() != ignore.check) return false;
  if (ignore.environment && *ignore.environment != environment) return false;
  if (ignore.container && *ignore.container != finding.container) return false;
  if (ignore.object) return *ignore.object == finding.object;
  return !ignore.pattern || config::matches_branch({*ignore.pattern}, name_of(finding.object));
}

/// What is wrong with an ignore, whatever is found; empty if nothing is.
std::string fault_of(const UsedIgnore& used, bool allows_annotations) {
  const Ignore& ignore = used.ignore;
  if (ignore.object && find_check(ignore.check) == nullptr)
    return fmt::format("the annotation lets {} pass, which is no check", ignore.check);
  if (ignore.object && !allows_annotations)
    return "annotations let nothing pass here (checks.annotations is false)";
  if (ignore.reason.empty())
    return fmt::format("the annotation lets {} pass without a reason", ignore.check);
  if (used.is_over)
    return fmt::format("{} was let pass until {}: {}", ignore.check, *ignore.until, ignore.reason);
  return "";
}

Finding finding_about(const Ignore& ignore, std::string message) {
  Finding finding;
  finding.checks = {std::string(ignore_check)};
  if (ignore.object) finding.object = *ignore.object;
  finding.message = std::move(message);
  finding.hint = "mend what is found, or say why it may pass";
  finding.where = ignore.where;
  return finding;
}

/// Lets the findings of one environment pass, and tells what is wrong with the ignores.
void apply_to(EnvironmentCheck& environment, std::vector<UsedIgnore>& ignores,
              bool allows_annotations) {
  for (UsedIgnore& used : ignores) {
    if (!fault_of(used, allows_annotations).empty()) continue;
    for (Finding& finding : environment.findings) {
      if (!is_for(used.ignore, finding, environment.name)) continue;
      finding.ignored = Ignored{used.ignore.reason, used.ignore.until};
      used.is_used = true;
    }
  }
}

void tell_faults(EnvironmentCheck& environment, const std::vector<UsedIgnore>& ignores,
                 bool allows_annotations, bool complete) {
  for (const UsedIgnore& used : ignores) {
    std::string fault = fault_of(used, allows_annotations);
    if (fault.empty() && complete && !used.is_used)
      fault = fmt::format("nothing is found that {} has to let pass", used.ignore.check);
    if (!fault.empty()) environment.findings.push_back(finding_about(used.ignore, fault));
  }
}

std::vector<UsedIgnore> configured(const std::optional<config::Checks>& checks,
                                   const std::string& today) {
  std::vector<UsedIgnore> ignores;
  if (!checks) return ignores;
  for (const config::IgnoredCheck& each : checks->ignore) {
    UsedIgnore used;
    used.ignore = {each.check,       std::nullopt,
                   each.object,      each.container,
                   each.environment, each.until,
                   each.reason,      {config::file_name, each.line, each.column, ""}};
    used.is_over = each.until && *each.until < today;
    ignores.push_back(std::move(used));
  }
  return ignores;
}

/// Whether the same annotation, of a base, is used in some environment.
bool is_used_anywhere(const Ignore& ignore, const std::vector<std::vector<UsedIgnore>>& all) {
  return std::any_of(all.begin(), all.end(), [&](const auto& ignores) {
    return std::any_of(ignores.begin(), ignores.end(), [&](const UsedIgnore& each) {
      return each.is_used && each.ignore.where == ignore.where && each.ignore.check == ignore.check;
    });
  });
}

}  // namespace

std::vector<Ignore> annotated_ignores(const Manifests& manifests) {
  std::vector<Ignore> ignores;
  for (const BuiltObject& object : manifests.objects())
    take_annotations(object, render::find(object.object->root(), "metadata"), ignores);
  for (const Workload& workload : manifests.workloads()) {
    // A Pod is its own template.
    if (workload.pods == workload.object->root()) continue;
    take_annotations({workload.build, workload.object}, render::find(workload.pods, "metadata"),
                     ignores);
  }
  return ignores;
}

void apply_ignores(std::vector<EnvironmentCheck>& environments,
                   const std::optional<config::Checks>& checks, const std::string& today,
                   bool complete) {
  const bool allows_annotations = !checks || checks->annotations;
  std::vector<UsedIgnore> shared = configured(checks, today);
  std::vector<std::vector<UsedIgnore>> annotated;
  for (EnvironmentCheck& environment : environments) {
    apply_to(environment, shared, allows_annotations);
    std::vector<UsedIgnore>& own = annotated.emplace_back();
    for (const Ignore& ignore : environment.ignores)
      own.push_back({ignore});
    apply_to(environment, own, allows_annotations);
  }
  for (std::size_t i = 0; i < environments.size(); ++i) {
    for (UsedIgnore& used : annotated[i])
      used.is_used = used.is_used || is_used_anywhere(used.ignore, annotated);
    tell_faults(environments[i], annotated[i], allows_annotations, complete);
    const auto is_elsewhere = [&](const UsedIgnore& used) {
      return used.ignore.environment && *used.ignore.environment != environments[i].name;
    };
    std::vector<UsedIgnore> here;
    std::remove_copy_if(shared.begin(), shared.end(), std::back_inserter(here), is_elsewhere);
    tell_faults(environments[i], here, allows_annotations, complete);
  }
}

}  // namespace relctl::check
