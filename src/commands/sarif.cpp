// SPDX-License-Identifier: MIT
#include "commands/sarif.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/build_info.hpp"
#include "check/checks.hpp"
#include "check/ignores.hpp"
#include "check/known.hpp"
#include "tree/digest.hpp"

namespace relctl::commands {
namespace {

using Json = nlohmann::ordered_json;

std::string level_word(check::Level level) {
  return level == check::Level::error ? "error" : "warning";
}

Json rule_json(std::string_view id, std::string_view sentence, std::string_view remedy,
               check::Level level) {
  return {{"id", id},
          {"shortDescription", {{"text", sentence}}},
          // GitHub's code scanning asks for both.
          {"fullDescription", {{"text", fmt::format("{}: {}", sentence, remedy)}}},
          {"help", {{"text", remedy}}},
          {"defaultConfiguration", {{"level", level_word(level)}}}};
}

Json rules_json() {
  Json rules = Json::array();
  for (const check::Check& each : check::all_checks())
    rules.push_back(rule_json(each.id, each.sentence, each.remedy, each.level));
  rules.push_back(rule_json(check::ignore_check, "what is let pass is found, and has a reason",
                            "mend what is found, or say why it may pass", check::Level::error));
  return rules;
}

/// A path as the path of an address.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string uri;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json location_json(const Location& where) {
  // Who shows SARIF wants a line, where only the file is known too.
  Json region = {{"startLine", std::max<std::size_t>(where.line, 1)}};
  if (where.column > 0) region["startColumn"] = where.column;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri_of(where.file)}, {"uriBaseId", "SRCROOT"}}},
            {"region", region}}}};
}

std::string fingerprint_of(const check::Finding& finding) {
  return sha256(finding.where.file + "\n" + check::finding_key(finding));
}

Json result_json(const check::Finding& finding, bool compared) {
  Json result = {{"ruleId", finding.checks.front()},
                 {"level", level_word(finding.level)},
                 {"message", {{"text", report::finding_words(finding)}}},
                 {"locations", Json::array()},
                 {"partialFingerprints", {{"relctl/v1", fingerprint_of(finding)}}}};
  if (!finding.where.file.empty()) result["locations"].push_back(location_json(finding.where));
  if (compared) result["baselineState"] = finding.known ? "unchanged" : "new";
  if (finding.ignored) {
    result["suppressions"] = Json::array({{{"kind", "external"},
                                           {"status", "accepted"},
                                           {"justification", finding.ignored->reason}}});
  }
  return result;
}

}  // namespace

Json sarif_of(const report::Checked& checked, bool compared) {
  Json results = Json::array();
  for (const check::Finding& each : checked.findings)
    results.push_back(result_json(each, compared));
  const Json driver = {{"name", "relctl"}, {"version", own_version()}, {"rules", rules_json()}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"originalUriBaseIds",
                     {{"SRCROOT", {{"description", {{"text", "the root of the repository"}}}}}}},
                    {"results", results}};
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", Json::array({run})}};
}

Json code_quality_of(const report::Checked& checked) {
  Json issues = Json::array();
  for (const check::Finding& each : checked.findings) {
    if (each.ignored) continue;
    issues.push_back({{"description", report::finding_words(each)},
                      {"check_name", each.checks.front()},
                      {"fingerprint", fingerprint_of(each)},
                      {"severity", each.level == check::Level::error ? "major" : "minor"},
                      {"location",
                       {{"path", each.where.file},
                        {"lines", {{"begin", std::max<std::size_t>(each.where.line, 1)}}}}}});
  }
  return issues;
}

}  // namespace relctl::commands
