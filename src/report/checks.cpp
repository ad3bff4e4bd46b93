// SPDX-License-Identifier: MIT
#include "report/checks.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "report/error.hpp"
#include "report/visible.hpp"

namespace relctl::report {
namespace {

using check::EnvironmentCheck;
using Json = nlohmann::ordered_json;

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

Json finding_json(const check::Finding& finding) {
  Json json = {{"checks", finding.checks},
               {"level", finding.level == check::Level::error ? "error" : "warning"},
               {"file", nullptr},
               {"line", nullptr},
               {"column", nullptr}};
  if (!finding.where.file.empty()) json["file"] = finding.where.file;
  if (finding.where.line > 0) json["line"] = finding.where.line;
  if (finding.where.column > 0) json["column"] = finding.where.column;
  json["object"] = {{"group", finding.object.gvk.group},
                    {"kind", finding.object.gvk.kind},
                    {"namespace", finding.object.ns},
                    {"name", finding.object.name}};
  json["container"] = nullptr;
  if (!finding.container.empty()) json["container"] = finding.container;
  json["message"] = sentence_of(finding);
  json["hint"] = finding.hint;
  json["environments"] = finding.environments;
  json["new"] = !finding.known;
  json["ignored"] = nullptr;
  if (finding.ignored) {
    json["ignored"] = {{"reason", finding.ignored->reason}, {"until", nullptr}};
    if (finding.ignored->until) json["ignored"]["until"] = *finding.ignored->until;
  }
  return json;
}

Json environment_json(const EnvironmentCheck& environment) {
  Json not_built = Json::array();
  for (const check::NotBuilt& each : environment.not_built)
    not_built.push_back({{"path", each.folder}, {"reason", each.reason}});
  return {{"name", environment.name},
          {"objects", environment.objects},
          {"built", environment.not_built.empty()},
          {"not_built", not_built}};
}

}  // namespace

bool counts(const check::Finding& finding) {
  return finding.level == check::Level::error && !finding.known && !finding.ignored;
}

bool Checked::is_good() const {
  return std::none_of(findings.begin(), findings.end(), counts);
}

std::string finding_words(const check::Finding& finding) {
  const std::string object = check::name_of(finding.object);
  return fmt::format("{} ({}{}{})", sentence_of(finding), object, object.empty() ? "" : "; ",
                     fmt::join(finding.environments, ", "));
}

Error finding_error(const check::Finding& finding) {
  Error error(ErrorKind::conflict,
              fmt::format("{}: {}", fmt::join(finding.checks, ", "), finding_words(finding)));
  if (!finding.where.file.empty()) error.at(finding.where);
  if (!finding.setter.empty()) error.hint("set by " + finding.setter);
  if (!finding.hint.empty()) error.hint(finding.hint);
  return error;
}

std::string to_text(const std::vector<check::Finding>& findings, const Style& style) {
  std::string text;
  for (const check::Finding& finding : findings) {
    if (!finding.known && !finding.ignored) text += to_text(finding_error(finding), style);
  }
  return text;
}

std::string check_summary(const Checked& checked, const Style& style) {
  std::string text;
  std::size_t objects = 0;
  std::size_t environments = 0;
  for (const EnvironmentCheck& environment : checked.environments) {
    objects += environment.objects;
    environments += environment.objects > 0 ? 1 : 0;
    for (const check::NotBuilt& each : environment.not_built) {
      Error error(ErrorKind::input,
                  fmt::format("not built for {}: {}", environment.name, each.reason));
      text += to_text(error.at(each.where), style);
    }
  }
  if (!checked.not_run.empty()) {
    text += fmt::format("not run: {}; --run runs what relctl.yaml names here\n",
                        fmt::join(checked.not_run, ", "));
  }
  std::size_t known = 0;
  std::size_t ignored = 0;
  for (const check::Finding& finding : checked.findings) {
    ignored += finding.ignored ? 1 : 0;
    known += finding.known && !finding.ignored ? 1 : 0;
  }
  text += plural(checked.findings.size() - known - ignored, "finding");
  if (known > 0) text += fmt::format(", {} known", known);
  if (ignored > 0) text += fmt::format(", {} let pass", ignored);
  text +=
      fmt::format(" in {} of {}\n", plural(objects, "object"), plural(environments, "environment"));
  return text;
}

nlohmann::ordered_json to_json(const Checked& checked) {
  Json environments = Json::array();
  for (const EnvironmentCheck& each : checked.environments)
    environments.push_back(environment_json(each));
  Json findings = Json::array();
  for (const check::Finding& each : checked.findings)
    findings.push_back(finding_json(each));
  return {{"good", checked.is_good()},
          {"environments", environments},
          {"findings", findings},
          {"not_run", checked.not_run}};
}

}  // namespace relctl::report
