// SPDX-License-Identifier: MIT
// Kinds of values that several sections share.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/ref_name.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"
#include "tree/path.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 2> path_placeholders = {"service", "environment"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

void refuse_path(const Value& value, const std::string& path, const std::string& fault) {
  throw value.error(fmt::format("`{}` is not a path to use, `{}`: {}", value.name(), path, fault),
                    "write it relative to the repository's root, like `deploy/dev`");
}

}  // namespace

void check_name(const Value& place, const std::string& name, std::string_view what) {
  const bool is_good = !name.empty() && name.front() != '-' &&
                       std::all_of(name.begin(), name.end(), is_name_character);
  if (is_good) return;
  throw place.error(fmt::format("`{}` is no name for {}", name, what),
                    "use lower-case letters, digits and `-`, and do not begin with `-`");
}

std::string read_path(const Value& value) {
  std::string path = value.line();
  for (const std::string_view name : path_placeholders) {
    if (count_placeholder(path, name) == 0) continue;
    throw value.error(fmt::format("`{}` cannot hold {{{}}}", value.name(), name),
                      "write the path itself: placeholders are not replaced here");
  }
  const std::string fault = path_fault(path);
  if (!fault.empty()) refuse_path(value, path, fault);
  return path;
}

std::string read_path_template(const Value& value, bool root_allowed) {
  std::string path = template_line(value, path_placeholders);
  if (root_allowed && path == ".") return "";
  // Names are harmless in a path, so that one of them stands for all.
  const std::string fault = path_fault(expand(path, "name", "name"));
  if (!fault.empty()) refuse_path(value, path, fault);
  return path;
}

std::string read_variable_name(const Value& value) {
  std::string name = value.line();
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool begins_with_digit = name.front() >= '0' && name.front() <= '9';
  if (!begins_with_digit && std::all_of(name.begin(), name.end(), is_good)) return name;
  throw value.secret_error(
      fmt::format("`{}` is not the name of a variable", value.name()),
      "name the environment variable that holds the secret, never the secret itself");
}

std::string read_url(const Value& value) {
  std::string url = value.line();
  const std::size_t scheme = url.find("://");
  const std::string_view name = std::string_view(url).substr(0, scheme);
  const bool is_web = scheme != std::string::npos && (name == "https" || name == "http");
  const std::size_t host = is_web ? scheme + 3 : 0;
  const std::string authority = url.substr(host, url.find('/', host) - host);
  const bool is_good = is_web && !authority.empty() && authority.find('@') == std::string::npos &&
                       url.find(' ') == std::string::npos;
  if (is_good) return url;
  throw value.secret_error(
      fmt::format("`{}` is no web address", value.name()),
      "write it like `https://git.example.com/api/v1`, without user and password");
}

std::string read_branch(const Value& value) {
  std::string name = value.line();
  if (is_ref_name(name)) return name;
  throw value.error(fmt::format("`{}` is no branch name, `{}`", value.name(), name),
                    "git branch names have no spaces, no `..` and none of ~^:?*[\\");
}

}  // namespace relctl::config
