// SPDX-License-Identifier: MIT
#include "demo/server.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "base/error.hpp"
#include "demo/head.hpp"

namespace relctl::demo {
namespace {

using httplib::Request;
using httplib::Response;
using HandlerResponse = httplib::Server::HandlerResponse;

/// The request id that a client or proxy sent, where it is harmless to repeat; else a random one.
std::string request_id(const std::string& given) {
  constexpr std::size_t longest = 64;
  constexpr auto harmless = "-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  if (!given.empty() && given.size() <= longest &&
      given.find_first_not_of(harmless) == std::string::npos)
    return given;
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

std::string path_of(const Request& request) {
  return request.target.substr(0, request.target.find_first_of("?#"));
}

/// The library ends a connection for one reason alone: an answer that breaks off. This one does so
/// after its last byte.
void close_after(Response& to, const std::string& body, const std::string& type) {
  to.set_header("Connection", "close");
  to.set_content_provider(
      body.size(), type, [body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        sink.write(body.data() + std::min(offset, body.size()),
                   std::min(length, body.size() - std::min(offset, body.size())));
        return false;
      });
}

}  // namespace

Server::Server(const Settings& settings, const std::atomic<Phase>& phase, Log& log)
    : settings_(settings),
      phase_(phase),
      log_(log),
      items_(settings.items),
      metrics_(settings.version, settings.revision),
      routes_(make_routes({settings, phase, items_, metrics_})) {
  server_.new_task_queue = [this] { return new httplib::ThreadPool(settings_.workers); };
  server_.set_tcp_nodelay(true)
      .set_keep_alive_max_count(1'000'000)
      .set_keep_alive_timeout(settings.idle_time.count())
      .set_read_timeout(settings.request_time)
      .set_write_timeout(settings.request_time)
      .set_payload_max_length(settings.body_bytes)
      .set_pre_routing_handler(
          [this](const Request& request, Response& to) { return begin(request, to); })
      .Post("/items", [this](const Request& request, Response& to) { run(request, to); })
      .set_error_handler(httplib::Server::HandlerWithResponse(
          [this](const Request& request, Response& to) { return refused(request, to); }))
      .set_post_routing_handler([this](const Request& request, Response& to) {
        if (to.has_header("Connection")) to.headers.erase("Keep-Alive");
        if (to.status == 204) to.headers.erase("Content-Length");
        record(request, to);
      });
  bind();
}

HandlerResponse Server::refused(const Request& request, Response& to) const {
  if (!to.body.empty() || to.has_header("Connection")) return HandlerResponse::Unhandled;
  refuse(request, to, Problem(to.status, "The request cannot be read, or is too long."));
  return HandlerResponse::Handled;
}

void Server::bind() {
  // The library would share the port with whoever has it.
  server_.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  port_ = settings_.port;
  const bool bound = port_ == 0 ? (port_ = server_.bind_to_any_port(settings_.host)) > 0
                                : server_.bind_to_port(settings_.host, port_);
  if (!bound) {
    throw Error(ErrorKind::system,
                fmt::format("cannot listen on {} port {}: somebody else has it, or it is not ours",
                            settings_.host, settings_.port));
  }
}

void Server::start() {
  thread_ = std::thread([this] { server_.listen_after_bind(); });
  while (!server_.is_running())
    std::this_thread::yield();
}

void Server::stop() {
  if (!thread_.joinable()) return;
  server_.stop();
  thread_.join();
}

Server::Exchange& Server::exchange(const Request& request) {
  const std::lock_guard lock(mutex_);
  auto [place, is_new] = exchanges_.try_emplace(&request);
  if (is_new) {
    place->second.id = request_id(request.get_header_value("X-Request-Id"));
    metrics_.in_flight().Increment();
  }
  return place->second;
}

HandlerResponse Server::begin(const Request& request, Response& to) {
  Exchange& known = exchange(request);
  try {
    check_head(request, settings_);
    known.route = &find(request);
    const bool has_body = known.route->method == "POST";
    check_body(request, settings_, has_body);
    // The library reads the body first, and then calls the handler.
    if (has_body) return HandlerResponse::Unhandled;
    run(request, to);
  } catch (const Problem& problem) {
    refuse(request, to, problem);
  }
  return HandlerResponse::Handled;
}

const Route& Server::find(const Request& request) const {
  std::string allowed;
  for (const Route& route : routes_) {
    if (!route.fits(request.path)) continue;
    if (route.method == (request.method == "HEAD" ? "GET" : request.method)) return route;
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  if (allowed.empty()) throw Problem(404, "Nothing is there.");
  Problem problem(405, fmt::format("The path allows {}.", allowed));
  problem.headers["Allow"] = allowed;
  throw problem;
}

void Server::run(const Request& request, Response& to) {
  const Exchange& known = exchange(request);
  to.set_header("X-Request-Id", known.id);
  if (phase_ == Phase::draining) to.set_header("Connection", "close");
  const auto say = [&](const Problem& problem) {
    to.status = problem.status;
    to.set_content(to_text(problem, path_of(request)), "application/problem+json");
  };
  try {
    known.route->handler(request, to);
  } catch (const Problem& problem) {
    say(problem);
  } catch (const std::exception& error) {
    // What went wrong is for the log; the client learns where to look it up.
    log_.write(Level::error, "a handler failed",
               {{"request_id", known.id}, {"error", error.what()}});
    say({500, "The service failed; its log has more under " + known.id + "."});
  }
}

void Server::refuse(const Request& request, Response& to, const Problem& problem) const {
  to.status = problem.status;
  to.set_header("X-Request-Id", request_id(request.get_header_value("X-Request-Id")));
  for (const auto& [name, value] : problem.headers)
    to.set_header(name, value);
  close_after(to, to_text(problem, path_of(request)), "application/problem+json");
}

void Server::record(const Request& request, const Response& response) {
  const Exchange known = exchange(request);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - known.start;
  const std::string pattern = known.route == nullptr ? "unmatched" : known.route->pattern;
  const bool probe = known.route != nullptr && known.route->probe;
  // The library knows the methods there are: what it refuses has no name to count under.
  const std::string method = request.target.empty() ? "other" : request.method;
  metrics_.answered(method, pattern, response.status, took);
  log_.write(response.status == 500 ? Level::error
             : probe                ? Level::debug
                                    : Level::info,
             "request",
             {{"request_id", response.get_header_value("X-Request-Id")},
              {"method", method},
              {"route", pattern},
              {"path", path_of(request)},
              {"status", response.status},
              {"duration_ms", std::round(took.count() * 1e6) / 1e3}});
  metrics_.in_flight().Decrement();
  const std::lock_guard lock(mutex_);
  exchanges_.erase(&request);
}

}  // namespace relctl::demo
