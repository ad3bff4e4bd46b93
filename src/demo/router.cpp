// SPDX-License-Identifier: MIT
#include "demo/router.hpp"

#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "demo/problem.hpp"
#include "demo/text.hpp"

namespace relctl::demo {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// The values of the pattern's parameters; nothing where the path does not fit.
std::optional<std::map<std::string, std::string>> fit(std::string_view pattern,
                                                      std::string_view path) {
  const auto wanted = segments(pattern);
  const auto given = segments(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> parameters;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view segment = wanted[i];
    if (segment.size() > 2 && segment.front() == '{' && !given[i].empty()) {
      parameters.emplace(segment.substr(1, segment.size() - 2), given[i]);
    } else if (segment != given[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

Match Router::find(const std::string& method, const std::string& path) const {
  std::string allowed;
  for (const Route& route : routes_) {
    auto parameters = fit(route.pattern, path);
    if (!parameters) continue;
    if (route.method == (method == "HEAD" ? "GET" : method)) {
      return {&route, std::move(*parameters)};
    }
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  if (allowed.empty()) {
    throw Problem(404, fmt::format("Nothing is at {}.", printable(path)));
  }
  throw Problem(405, fmt::format("{} allows {}.", printable(path), allowed))
      .header("Allow", allowed);
}

}  // namespace relctl::demo
