// SPDX-License-Identifier: MIT
#include "operation/outside_results.hpp"

#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "json/document.hpp"
#include "operation/bare_tools.hpp"
#include "report/visible.hpp"

namespace relctl::operation {
namespace {

std::string harmless(const std::string& text) {
  return report::visible(redact(text, secrets_of_environment()));
}

/// `error` with the end of what the program said, if it said anything.
Error with_words(Error error, const process::Output& output) {
  const std::string words = harmless(last_words(output));
  if (!words.empty()) error.hint(words);
  return error;
}

std::string text_at(const json::Value& value, const char* path) {
  const json::Value* found = json::find(value, path);
  return found != nullptr && found->kind == json::Kind::string ? found->text : "";
}

/// kube-score says it in the context alone.
std::size_t line_at(const json::Value& result) {
  const json::Value* found = json::find(result, "locations[0].physicalLocation.region.startLine");
  if (found == nullptr)
    found = json::find(result, "locations[0].physicalLocation.contextRegion.startLine");
  std::size_t line = 0;
  if (found == nullptr || found->kind != json::Kind::number) return line;
  const std::string& text = found->text;
  std::from_chars(text.data(), text.data() + text.size(), line);
  return line;
}

/// Whether a result of SARIF is a finding: not one that passed, is a note, or is suppressed.
bool is_finding(const json::Value& result) {
  const std::string kind = text_at(result, "kind");
  const std::string level = text_at(result, "level");
  const json::Value* suppressions = result.find("suppressions");
  const bool is_suppressed = suppressions != nullptr && !suppressions->items.empty();
  return (kind.empty() || kind == "fail") && level != "note" && level != "none" && !is_suppressed;
}

OutsideResult sarif_result(const json::Value& result) {
  const std::string rule = text_at(result, "ruleId");
  const std::string words = text_at(result, "message.text");
  OutsideResult found;
  found.message = harmless(rule.empty() ? words : rule + ": " + words);
  found.line = line_at(result);
  // SARIF 2.1.0, 3.27.10: a result without a level is a warning.
  if (text_at(result, "level") != "error") found.level = check::Level::warning;
  return found;
}

std::vector<OutsideResult> sarif_results(const config::CheckCommand& command,
                                         const process::Output& output) {
  const auto no_log = [&](const std::string& why) {
    return with_words(
        Error(ErrorKind::input, fmt::format("{} printed no SARIF log: {}", command.name, why))
            .hint("`result: sarif` in checks.commands reads SARIF 2.1.0 from its output"),
        output);
  };
  std::vector<OutsideResult> found;
  try {
    const json::Value log = json::parse(output.out, command.name);
    const json::Value* runs = log.find("runs");
    if (runs == nullptr || runs->items.empty()) throw no_log("it has no `runs`");
    for (const json::Value& run : runs->items) {
      const json::Value* results = run.find("results");
      if (results == nullptr) throw no_log("a run has no `results`");
      for (const json::Value& result : results->items) {
        if (is_finding(result)) found.push_back(sarif_result(result));
      }
    }
  } catch (const Error& error) {
    if (!error.where()) throw;
    throw no_log(error.what());
  }
  return found;
}

std::vector<OutsideResult> line_results(const config::CheckCommand& command,
                                        const process::Output& output) {
  std::vector<OutsideResult> found;
  std::istringstream stream(output.out);
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) found.push_back({harmless(line)});
  }
  if (output.status != 0 && found.empty()) {
    throw Error(ErrorKind::input,
                fmt::format("{} ended with exit {} and told nothing", command.name, output.status))
        .hint(harmless(last_words(output)));
  }
  return found;
}

/// The last line that a program said.
std::string last_line(const process::Output& output) {
  const std::string words = last_words(output);
  return words.substr(words.rfind('\n') + 1);
}

}  // namespace

std::vector<OutsideResult> outside_results(const config::CheckCommand& command,
                                           const process::Output& output) {
  switch (command.result) {
    case config::CheckerResult::sarif:
      return sarif_results(command, output);
    case config::CheckerResult::lines:
      return line_results(command, output);
    case config::CheckerResult::exit:
      break;
  }
  if (output.status == 0) return {};
  return {{harmless(fmt::format("exit {}: {}", output.status, last_line(output)))}};
}

}  // namespace relctl::operation
