// SPDX-License-Identifier: MIT
#include "report/ci_values.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "report/shell.hpp"
#include "report/visible.hpp"

namespace relctl::report {
namespace {

constexpr std::size_t most_bytes = 65536;
/// Service and environment names have `-`, which shells take in no name.
std::string underscored(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string variable(const std::string& name) {
  std::string text = "RELCTL_" + underscored(name);
  for (char& c : text)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

void add_service(Values& values, const std::string& prefix, const plan::ServiceOutcome& service,
                 const Done& done) {
  const bool released = service.status == plan::Status::done && !done.dry_run;
  // Where nothing was released a version would make a later step build it.
  const bool counts = service.status == plan::Status::done || done.at.contains(service.name);
  const auto value = [counts](const std::optional<std::string>& text) {
    return counts ? text.value_or("") : "";
  };
  values.emplace_back(prefix + "version", value(service.version));
  values.emplace_back(prefix + "tag", value(service.tag));
  values.emplace_back(prefix + "previous", service.previous.value_or(""));
  values.emplace_back(prefix + "released", released ? "true" : "false");
}

std::string prefix_of(const plan::ServiceOutcome& service, bool several_environments) {
  std::string prefix;
  if (several_environments) prefix += service.environment.value_or("") + '_';
  return underscored(prefix + service.name + '_');
}

std::string escaped_markdown(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    constexpr std::string_view marks = "\\`*_{}[]<>()#+-.!|~&@:";
    if (marks.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// A line of a job's log ends a command: what would end it, and the mark itself, are encoded.
std::string escaped_data(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n') {
      result += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string escaped_property(std::string_view text) {
  std::string result;
  for (const char c : escaped_data(text)) {
    if (c == ':' || c == ',') {
      result += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string row(const plan::ServiceOutcome& service, const Done& done) {
  const bool is_done = service.status == plan::Status::done;
  const std::string what = is_done ? (done.dry_run ? "would be released" : "released")
                                   : (service.reason.empty() ? "unchanged" : service.reason);
  return fmt::format("| {} | {} | {} | {} | {} |\n", escaped_markdown(service.name),
                     escaped_markdown(service.environment.value_or("")),
                     escaped_markdown(service.previous.value_or("")),
                     escaped_markdown(service.version.value_or("")),
                     escaped_markdown(is_done && service.environment ? "written" : what));
}

}  // namespace

Values ci_values(const Done& done) {
  Values values;
  std::set<std::string> environments;
  bool released = false;
  for (const plan::ServiceOutcome& service : done.result.services) {
    environments.insert(service.environment.value_or(""));
    released = released || (service.status == plan::Status::done && !done.dry_run);
  }
  const bool is_one = done.result.services.size() == 1;
  for (const plan::ServiceOutcome& service : done.result.services) {
    if (is_one) add_service(values, "", service, done);
    add_service(values, prefix_of(service, environments.size() > 1), service, done);
  }
  if (!is_one) values.emplace_back("released", released ? "true" : "false");
  values.emplace_back("commit", done.commit.value_or(""));
  return values;
}

std::string github_output(const Values& values, std::string_view delimiter) {
  std::string text;
  for (const auto& [name, value] : values) {
    if (value.find(delimiter) != std::string::npos) {
      throw Error(ErrorKind::bug, "an output holds its own delimiter");
    }
    text += fmt::format("{}<<{}\n{}\n{}\n", name, delimiter, value, delimiter);
  }
  return text;
}

std::string shell_values(const Values& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    text += fmt::format("{}={}\n", variable(name), value.empty() ? "" : shell_word(value));
  }
  return text;
}

std::string dotenv_values(const Values& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    if (value.find_first_of("\r\n") != std::string::npos) continue;
    text += fmt::format("{}={}\n", variable(name), value);
  }
  return text;
}

std::string step_summary(const Done& done) {
  std::string text =
      "| service | environment | before | now | |\n| --- | --- | --- | --- | --- |\n";
  for (const plan::ServiceOutcome& service : done.result.services) {
    const std::string line = row(service, done);
    if (text.size() + line.size() > most_bytes) {
      text += "| … | | | | |\n";
      break;
    }
    text += line;
  }
  if (done.commit) {
    text += fmt::format("\nCommit {}{}\n", done.commit->substr(0, short_id),
                        done.pushed ? ", pushed" : ", not pushed");
  }
  return text + '\n';
}

std::string github_annotation(const Error& error) {
  std::string properties = "title=relctl";
  if (const auto& where = error.where()) {
    properties += ",file=" + escaped_property(where->file);
    if (where->line > 0) properties += fmt::format(",line={}", where->line);
    if (where->column > 0) properties += fmt::format(",col={}", where->column);
  }
  std::string message = error.what();
  for (const std::string& hint : error.hints())
    message += "\nhint: " + hint;
  return fmt::format("::error {}::{}\n", properties, escaped_data(visible_lines(message)));
}

}  // namespace relctl::report
