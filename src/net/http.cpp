// SPDX-License-Identifier: MIT
#include "net/http.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "net/transfer.hpp"
#include "net/url.hpp"

namespace relctl::net {
namespace {

using std::chrono::milliseconds;

constexpr unsigned most_redirects = 5;
constexpr milliseconds first_wait{1000};

constexpr int found_elsewhere = 301;
constexpr int found = 302;
constexpr int see_other = 303;
constexpr int forbidden = 403;
constexpr int too_many_requests = 429;
constexpr int server_error = 500;
constexpr int unavailable = 503;

milliseconds time_left(Clock::time_point deadline) {
  return std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
}

bool is_worth_another_try(const Request& request, const TryOutcome& outcome) {
  const bool may_be_repeated = request.method != "POST";
  switch (outcome.failure) {
    case Failure::not_connected:
      return true;
    case Failure::timed_out:
    case Failure::broken:
      return may_be_repeated || !outcome.connected;
    case Failure::untrusted:
    case Failure::refused:
      return false;
    case Failure::none:
      break;
  }
  const int status = outcome.response.status;
  if (status == too_many_requests || status == unavailable) return true;
  if (status == forbidden) return outcome.response.retry_after.has_value();
  return status >= server_error && (may_be_repeated || outcome.response.retry_after.has_value());
}

[[noreturn]] void fail(const Request& request, const Url& url, const TryOutcome& outcome,
                       ErrorKind unreachable) {
  const std::string words = redact(outcome.words, secrets_of(request));
  const std::string text = fmt::format("{}: {}", url.site(), words);
  const bool may_be_done = request.method == "POST" && outcome.connected;
  switch (outcome.failure) {
    case Failure::broken:
    case Failure::timed_out:
      if (may_be_done) {
        throw Error(ErrorKind::unknown, text + "; whether the request was carried out is unknown")
            .hint("run the same command again: it looks first");
      }
      throw Error(outcome.failure == Failure::broken ? ErrorKind::system : ErrorKind::timeout,
                  text);
    case Failure::not_connected:
      throw Error(unreachable, text);
    case Failure::untrusted:
      throw Error(ErrorKind::system, text)
          .hint(
              "if its certificate comes from an authority of your own, name that authority's PEM "
              "file in the variable SSL_CERT_FILE");
    default:
      throw Error(ErrorKind::system, text);
  }
}

/// The address to go on with. 307 and 308 repeat the request as it is; after 301 to 303 that is
/// only sure for GET.
Url redirected(const Request& request, const Url& from, const TryOutcome& outcome) {
  const auto to = parse_url(outcome.redirect);
  const int status = outcome.response.status;
  const bool becomes_get = status == found_elsewhere || status == found || status == see_other;
  if (to && same_site(from, *to) && (request.method == "GET" || !becomes_get)) return *to;
  const std::string target =
      redact(to ? to->site() + to->rest : outcome.redirect, secrets_of(request));
  throw Error(ErrorKind::system,
              fmt::format("{} sends relctl on to {}, which is not followed", from.site(), target))
      .hint(
          "a token goes to the server that it is for and to no other: if the address is right, "
          "put it into relctl.yaml (or into the remote)");
}

Url checked_url(const Request& request) {
  auto url = parse_url(request.url);
  if (url) return *std::move(url);
  throw Error(ErrorKind::input, fmt::format("`{}` is no http or https address",
                                            redact(request.url, secrets_of(request))));
}

}  // namespace

struct Http::Engine {
  Transfer transfer;

  TryOutcome repeat(const Request& request, const Url& url, const HttpOptions& options);
};

TryOutcome Http::Engine::repeat(const Request& request, const Url& url,
                                const HttpOptions& options) {
  TryOutcome outcome;
  milliseconds wait = first_wait;
  for (unsigned attempt = 1;; ++attempt) {
    const milliseconds left = time_left(options.deadline);
    if (left.count() <= 0) {
      throw Error(ErrorKind::timeout, url.site() + " was not asked: the time is up");
    }
    outcome = transfer.perform(
        request, url.site() + url.rest,
        {std::min(left, options.connect_timeout), std::min(left, options.try_timeout),
         options.most_bytes, options.ca_file});
    const milliseconds pause = outcome.response.retry_after.value_or(
        std::chrono::duration_cast<std::chrono::seconds>(wait));
    if (attempt >= options.tries || !is_worth_another_try(request, outcome) ||
        pause >= time_left(options.deadline)) {
      return outcome;
    }
    options.sleep(pause);
    wait *= 2;
  }
}

std::optional<std::string> ca_file(
    const std::function<std::optional<std::string>(const std::string&)>& environment) {
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "GIT_SSL_CAINFO"}) {
    auto value = environment(name);
    if (value && !value->empty()) return value;
  }
  return {};
}

Http::Http(HttpOptions options) : options_(std::move(options)) {
  if (!options_.sleep) {
    options_.sleep = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
  }
}

Http::~Http() = default;

Response Http::send(const Request& request) {
  Url url = checked_url(request);
  if (!engine_) engine_ = std::make_unique<Engine>();
  for (unsigned redirects = 0; redirects <= most_redirects; ++redirects) {
    TryOutcome outcome = engine_->repeat(request, url, options_);
    if (outcome.failure != Failure::none) {
      fail(request, url, outcome, options_.unreachable);
    }
    outcome.response.location = outcome.redirect;
    if (outcome.redirect.empty() || !request.follow_redirects) return std::move(outcome.response);
    url = redirected(request, url, outcome);
  }
  throw Error(ErrorKind::system, url.site() + " sends relctl in circles");
}

}  // namespace relctl::net
