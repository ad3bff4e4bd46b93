// SPDX-License-Identifier: MIT
#include "report/findings.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

std::string text_of(const judge::Finding& finding, const Style& style) {
  std::string place = visible(finding.path);
  if (finding.line > 0) place += fmt::format(":{}", finding.line);
  std::string text = style.bold(place + ":");
  if (!finding.field.empty()) text += ' ' + visible(finding.field) + ':';
  text += ' ' + (finding.overridden ? visible(finding.what) : style.red(visible(finding.what)));
  text += '\n';
  if (!finding.commit.is_zero()) {
    text += fmt::format("  in commit {} \"{}\"\n", finding.commit.short_hex(),
                        visible(finding.subject));
  }
  if (finding.overridden) {
    text += fmt::format("  overridden: {}\n", visible(*finding.overridden));
  } else if (!finding.remedy.empty()) {
    text += fmt::format("  instead: {}\n", visible(finding.remedy));
  }
  return style.ci ? without_workflow_commands(text) : text;
}

}  // namespace

std::string to_text(const std::vector<judge::Finding>& findings, const Style& style) {
  std::string text;
  for (const judge::Finding& finding : findings)
    text += text_of(finding, style);
  return text;
}

nlohmann::ordered_json to_json(const judge::Judgement& judgement) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const judge::Finding& finding : judgement.findings) {
    nlohmann::ordered_json item = {{"file", finding.path}};
    if (finding.line > 0) item["line"] = finding.line;
    if (!finding.field.empty()) item["field"] = finding.field;
    item["message"] = finding.what;
    if (!finding.commit.is_zero()) {
      item["commit"] = finding.commit.hex();
      item["subject"] = finding.subject;
    }
    item["instead"] = finding.remedy;
    if (finding.overridden) item["overridden"] = *finding.overridden;
    list.push_back(std::move(item));
  }
  return {{"good", judgement.is_good()}, {"commits", judgement.commits}, {"findings", list}};
}

}  // namespace relctl::report
