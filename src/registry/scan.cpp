// SPDX-License-Identifier: MIT
#include "registry/scan.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "registry/manifest.hpp"
#include "registry/time.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

constexpr std::chrono::minutes clocks_differ{10};

/// From harmless to severe, as scanners and relctl.yaml name them.
constexpr std::array<std::string_view, 5> severities = {"UNKNOWN", "LOW", "MEDIUM", "HIGH",
                                                        "CRITICAL"};

/// How severe a word is; one that nobody knows is as bad as the worst.
std::size_t severity(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto at = std::find(severities.begin(), severities.end(), word);
  return at == severities.end() ? severities.size()
                                : static_cast<std::size_t>(at - severities.begin());
}

void count(Scan& scan, const json::Value& finding, const config::Attested& policy) {
  const std::string word = text_of(finding, "Severity");
  if (severity(word) < severity(*policy.fail_on)) return;
  const std::string fix = text_of(finding, "FixedVersion");
  if (fix.empty() && policy.fixable_only) {
    ++scan.without_fix;
    return;
  }
  ++scan.failing;
  if (!scan.example.empty()) return;
  scan.example = report::visible(fmt::format("{} ({}{})", text_of(finding, "VulnerabilityID"), word,
                                             fix.empty() ? "" : ", fixed in " + fix));
}

/// Trivy's own JSON; it leaves `Results` out where it looked and found nothing to look at.
void read_result(Scan& scan, const json::Value& result, const config::Attested& policy) {
  const json::Value* results = result.find("Results");
  const bool has_list = results != nullptr && results->kind == json::Kind::array;
  scan.is_readable = has_list || (results == nullptr && result.find("SchemaVersion") != nullptr);
  if (!has_list || !policy.fail_on) return;
  for (const json::Value& target : results->items) {
    const json::Value* findings = target.find("Vulnerabilities");
    if (findings == nullptr) continue;
    for (const json::Value& finding : findings->items)
      count(scan, finding, policy);
  }
}

}  // namespace

Scan read_scan(const json::Value& predicate, const config::Attested& policy) {
  Scan scan;
  if (const json::Value* metadata = predicate.find("metadata")) {
    scan.finished = parse_time(text_of(*metadata, "scanFinishedOn"));
  }
  const json::Value* scanner = predicate.find("scanner");
  const json::Value* result = scanner == nullptr ? nullptr : scanner->find("result");
  if (result != nullptr) read_result(scan, *result, policy);
  return scan;
}

std::string scan_fault(const Scan& scan, const config::Attested& policy,
                       std::chrono::sys_seconds now) {
  if (policy.max_age) {
    if (!scan.finished) return "the scan does not say when it was made";
    const auto age = now - *scan.finished;
    if (age < -clocks_differ) return "the scan says that it was made in the future";
    if (age > *policy.max_age) {
      return fmt::format("the scan is {} days old, and may be {}",
                         std::chrono::floor<std::chrono::days>(age).count(),
                         age_text(*policy.max_age));
    }
  }
  if (!policy.fail_on) return "";
  if (!scan.is_readable) return "the scan's result has a form that is not known";
  if (scan.failing == 0) return "";
  return fmt::format("the scan found {} of severity {} or worse, such as {}", scan.failing,
                     *policy.fail_on, scan.example);
}

}  // namespace relctl::registry
