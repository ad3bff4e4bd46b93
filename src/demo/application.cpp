// SPDX-License-Identifier: MIT
#include "demo/application.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "demo/docs.hpp"
#include "demo/openapi.hpp"
#include "demo/routes.hpp"
#include "demo/text.hpp"

namespace relctl::demo {
namespace {

bool same(std::string_view left, std::string_view right) {
  const CaseBlind before;
  return !before(left, right) && !before(right, left);
}

std::string media_type(const Request& request) {
  std::string type = request.header("Content-Type").value_or("");
  type.erase(std::min(type.find(';'), type.size()));
  type.erase(type.find_last_not_of(" \t") + 1);
  return type;
}

void check_body(const Request& request, const Framing& framing, std::size_t longest) {
  if (!same(media_type(request), "application/json")) {
    throw Problem(415, "The body must be declared as application/json.")
        .header("Accept", "application/json");
  }
  if (!same(request.header("Content-Encoding").value_or("identity"), "identity")) {
    throw Problem(415, "The body must not be compressed.").header("Accept-Encoding", "identity");
  }
  if (framing.length.value_or(0) > longest) {
    throw Problem(413, fmt::format("A body has at most {} bytes.", longest));
  }
}

/// Clients choose the method: one that nobody knows must not make a series of its own.
std::string method_label(const std::string& method) {
  constexpr std::array<std::string_view, 9> known = {
      "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"};
  return std::find(known.begin(), known.end(), method) == known.end() ? "other" : method;
}

Level level_of(const Route* route, int status) {
  if (status == 500) return Level::error;
  return route != nullptr && route->probe ? Level::debug : Level::info;
}

}  // namespace

Application::Application(const Settings& settings, const Health& health, Log& log)
    : settings_(settings),
      health_(health),
      log_(log),
      items_(settings.limits.items),
      metrics_(settings, items_),
      router_(make_routes({settings_, health_, items_, metrics_, documents_})) {
  documents_.openapi = openapi(router_.routes(), settings.version).dump(2) + '\n';
  documents_.page = docs(router_.routes(), settings.version);
}

const Route& Application::find(Request& request) const {
  Match match = router_.find(request.method, request.path);
  request.path_parameters = std::move(match.parameters);
  return *match.route;
}

void Application::check(const Route& route, const Request& request, const Framing& framing) const {
  if (!route.body.empty()) {
    check_body(request, framing, settings_.limits.body_bytes);
  } else if (framing.has_body) {
    throw Problem(400, fmt::format("{} {} takes no body.", route.method, route.pattern));
  }
}

Response Application::answer(const Route& route, const Request& request) {
  try {
    return route.handler(request);
  } catch (const Problem& problem) {
    return problem.response(request.raw_path);
  } catch (const std::exception& error) {
    // What went wrong is for the log; the client learns where to look it up.
    log_.write(Level::error, "a handler failed",
               {{"request_id", request.id}, {"route", route.pattern}, {"error", error.what()}});
    return Problem(500, fmt::format("The service failed; its log has more under {}.", request.id))
        .response(request.raw_path);
  }
}

void Application::record(const Request& request, const Route* route, int status,
                         std::chrono::duration<double> took) {
  const std::string pattern = route == nullptr ? "unmatched" : route->pattern;
  const std::string method = method_label(request.method);
  metrics_.answered(method, pattern, status, took);
  log_.write(level_of(route, status), "request",
             {{"request_id", request.id},
              {"method", method},
              {"route", pattern},
              {"path", printable(request.raw_path)},
              {"status", status},
              {"duration_ms", std::round(took.count() * 1e6) / 1e3}});
}

}  // namespace relctl::demo
