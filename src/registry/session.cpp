// SPDX-License-Identifier: MIT
#include "registry/session.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "net/url.hpp"
#include "registry/refusal.hpp"
#include "registry/token.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

constexpr int most_redirects = 5;
constexpr int most_logins = 2;  // a token may turn out to be for another scope

bool is_refused(const net::Response& response) {
  return response.status == status::unauthorized || response.status == status::forbidden;
}

bool may_be_followed(const net::Url& registry, const net::Url& to, const Reading& reading) {
  if (net::same_site(registry, to)) return true;
  if (!reading.proved_by_digest) return false;
  const bool both_here = is_loopback(registry.host) && is_loopback(to.host);
  return both_here || (to.scheme == "https" && !is_loopback(to.host));
}

}  // namespace

Session::Session(Place place, Credentials& credentials, net::Http& http)
    : place_(std::move(place)), credentials_(credentials), http_(http) {}

net::Response Session::follow(const Reading& reading) {
  net::Request request{reading.method,
                       fmt::format("{}/v2/{}{}", place_.api, place_.repository, reading.path),
                       {},
                       ""};
  request.follow_redirects = false;
  const auto registry = net::parse_url(request.url);
  for (int hops = 0; hops <= most_redirects; ++hops) {
    const auto url = net::parse_url(request.url);
    request.headers.clear();
    if (!reading.accept.empty()) request.headers.push_back({"Accept", reading.accept});
    if (!authorization_.empty() && net::same_site(*registry, *url)) {
      request.headers.push_back({"Authorization", authorization_});
    }
    net::Response response = http_.send(request);
    if (response.location.empty()) return response;
    const auto to = net::parse_url(response.location);
    if (!to || !may_be_followed(*registry, *to, reading)) {
      throw Error(ErrorKind::system,
                  fmt::format("{} sends relctl on to {}, which is not followed", place_.host,
                              report::visible(to ? to->site() : redact(response.location))));
    }
    request.url = to->site() + to->rest;
  }
  throw Error(ErrorKind::system, place_.host + " sends relctl in circles");
}

bool Session::log_in(const net::Response& response) {
  const auto challenge = challenge_of(response);
  if (!challenge) return false;
  if (!is_anonymous_) login_ = credentials_.find(place_);
  auto value = authorization(*challenge, place_, login_, http_);
  if (!value || *value == authorization_) return false;
  authorization_ = *std::move(value);
  return true;
}

net::Response Session::read_logging_in(const Reading& reading) {
  net::Response response = follow(reading);
  for (int logins = 0; response.status == status::unauthorized && logins < most_logins; ++logins) {
    if (!log_in(response)) break;
    response = follow(reading);
  }
  if (is_refused(response)) throw refusal(place_, response, login_);
  return response;
}

/// A login that is no longer good makes public images unreadable: they are tried without it.
net::Response Session::read_as_anybody_allowed(const Reading& reading) {
  try {
    return read_logging_in(reading);
  } catch (const Error& error) {
    if (!login_ || error.kind() != ErrorKind::system) throw;
    const std::exception_ptr refused = std::current_exception();
    is_anonymous_ = true;
    login_.reset();
    authorization_.clear();
    try {
      net::Response response = read_logging_in(reading);
      login_was_refused_ = true;
      return response;
    } catch (const Error&) {
      std::rethrow_exception(refused);
    }
  }
}

net::Response Session::read(const Reading& reading) {
  net::Response response = read_as_anybody_allowed(reading);
  if (response.is_success() || response.status == status::not_found) return response;
  throw refusal(place_, response, login_);
}

}  // namespace relctl::registry
