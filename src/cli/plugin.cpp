// SPDX-License-Identifier: MIT
#include "cli/plugin.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"

namespace relctl::cli {
namespace {

enum class Shape { command, argument, arguments, option, options, flag };

struct Setting {
  std::string_view name;  ///< of the variable, without PLUGIN_
  Shape shape;
  std::string_view option;
};

constexpr std::array<Setting, 25> table{{
    {"COMMAND", Shape::command, ""},
    {"LEVEL", Shape::argument, ""},
    {"VERSION", Shape::argument, ""},
    {"ENVIRONMENT", Shape::arguments, ""},
    {"SERVICE", Shape::options, "--service"},
    {"DIGEST", Shape::options, "--digest"},
    {"TO", Shape::option, "--to"},
    {"PRE", Shape::option, "--pre"},
    {"BRANCH", Shape::option, "--branch"},
    {"ONCE", Shape::option, "--once"},
    {"REASON", Shape::option, "--reason"},
    {"UNTIL", Shape::option, "--until"},
    {"RANGE", Shape::option, "--range"},
    {"DIRECTORY", Shape::option, "-C"},
    {"TIMEOUT", Shape::option, "--timeout"},
    {"PUSH", Shape::flag, "--push"},
    {"NO_DEPLOY", Shape::flag, "--no-deploy"},
    {"EVEN_IF_UNCHANGED", Shape::flag, "--even-if-unchanged"},
    {"REVIEW", Shape::flag, "--review"},
    {"ALL", Shape::flag, "--all"},
    {"CHECK", Shape::flag, "--check"},
    {"DRY_RUN", Shape::flag, "--dry-run"},
    {"EXIT_CODE", Shape::flag, "--exit-code"},
    {"JSON", Shape::flag, "--json"},
    {"VERBOSE", Shape::flag, "--verbose"},
}};

constexpr std::string_view prefix = "PLUGIN_";

std::string shown(std::string_view name) {
  std::string text(name);
  for (char& c : text)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

void check_known(const std::map<std::string, std::string>& settings) {
  std::vector<std::string> names;
  names.reserve(table.size());
  for (const Setting& setting : table)
    names.push_back(shown(setting.name));
  for (const auto& [variable, value] : settings) {
    const std::string name = shown(variable.substr(std::min(prefix.size(), variable.size())));
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    Error error(ErrorKind::usage, fmt::format("there is no setting `{}`", name));
    if (const auto meant = nearest(name, names)) {
      error.hint(fmt::format("did you mean `{}`?", *meant));
    }
    throw error;
  }
}

std::string plain(const Setting& setting, const std::string& value) {
  if (!value.starts_with('-')) return value;
  throw Error(ErrorKind::usage,
              fmt::format("setting `{}` cannot be \"{}\"", shown(setting.name), value))
      .hint("a value does not begin with `-`");
}

/// Woodpecker joins the items of a list with commas.
std::vector<std::string> items(const Setting& setting, const std::string& value) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    if (end > begin) result.push_back(plain(setting, value.substr(begin, end - begin)));
    begin = end + 1;
  }
  return result;
}

bool flag(const Setting& setting, const std::string& value) {
  if (value == "true" || value == "1") return true;
  if (value == "false" || value == "0") return false;
  throw Error(ErrorKind::usage,
              fmt::format("setting `{}` cannot be \"{}\"", shown(setting.name), value))
      .hint("write true or false");
}

void add_argument(std::vector<std::string>& line, const Setting& setting,
                  const std::string& value) {
  line.emplace_back(setting.option);
  line.push_back(plain(setting, value));
}

void add(std::vector<std::string>& line, const Setting& setting, const std::string& value) {
  switch (setting.shape) {
    case Shape::command:
      break;
    case Shape::argument:
      line.push_back(plain(setting, value));
      break;
    case Shape::arguments:
      for (const std::string& item : items(setting, value))
        line.push_back(item);
      break;
    case Shape::option:
      add_argument(line, setting, value);
      break;
    case Shape::options:
      for (const std::string& item : items(setting, value))
        add_argument(line, setting, item);
      break;
    case Shape::flag:
      if (flag(setting, value)) line.emplace_back(setting.option);
      break;
  }
}

}  // namespace

std::vector<std::string> plugin_arguments(const std::map<std::string, std::string>& settings) {
  check_known(settings);
  const auto value_of = [&](const Setting& setting) -> std::string {
    const auto found = settings.find(std::string(prefix) + std::string(setting.name));
    return found == settings.end() ? "" : found->second;
  };
  const std::string command = value_of(table.front());
  std::vector<std::string> line = {command.empty() ? "bump" : plain(table.front(), command)};
  for (const Setting& setting : table) {
    const std::string value = value_of(setting);
    if (!value.empty()) add(line, setting, value);
  }
  return line;
}

}  // namespace relctl::cli
