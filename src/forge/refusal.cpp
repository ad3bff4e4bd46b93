// SPDX-License-Identifier: MIT
#include "forge/refusal.hpp"

#include <charconv>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/redact.hpp"
#include "report/visible.hpp"

namespace relctl::forge {
namespace {

constexpr std::size_t longest_words = 300;

void add(std::string& words, const std::string& more) {
  if (more.empty() || words.find(more) != std::string::npos) return;
  words += (words.empty() ? "" : ": ") + more;
}

/// Messages are strings, lists of strings (GitLab), or objects whose members are one of these.
void collect(std::string& words, const Json& json, int depth) {
  if (json.is_string()) add(words, json.get<std::string>());
  if (depth == 0 || !json.is_structured()) return;
  for (const Json& each : json)
    collect(words, each, depth - 1);
}

/// An entry of GitHub's `errors`: a message, or the name of a field and what is wrong with it.
void collect_field(std::string& words, const Json& entry) {
  const std::string message = text_at(entry, "/message");
  if (!message.empty()) return add(words, message);
  const std::string field = text_at(entry, "/field");
  if (!field.empty()) add(words, field + " " + text_at(entry, "/code"));
}

std::string quoted(const std::string& words) {
  return words.empty() ? "" : fmt::format(" (\"{}\")", words);
}

bool is_rate_limit(const ApiAnswer& answer) {
  const int status = answer.response.status;
  if (status == 429) return true;
  return status == 403 && (answer.response.header("X-RateLimit-Remaining") == "0" ||
                           answer.words.find("rate limit") != std::string::npos);
}

/// When a used-up limit is renewed, as GitHub and GitLab say it: seconds since 1970.
std::string renewal(const net::Response& response) {
  auto value = response.header("X-RateLimit-Reset");
  if (!value) value = response.header("RateLimit-Reset");
  std::int64_t seconds = 0;
  const std::string text = value.value_or("");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_sound = error == std::errc() && end == text.data() + text.size() && seconds > 0 &&
                        seconds < 253'402'300'800;  // the year 10000
  if (!is_sound) return "";
  return fmt::format(" until {:%H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

Error refused_token(const Access& access, const ApiAnswer& answer) {
  return Error(ErrorKind::system, fmt::format("{} at {} does not accept the token of {}{}",
                                              to_string(access.place.kind), access.place.host,
                                              access.token.variable, quoted(answer.words)))
      .hint("it may be expired, revoked, or a token of another server")
      .hint(access.advice.token);
}

Error forbidden(const Access& access, const ApiAnswer& answer) {
  Error error(ErrorKind::system,
              fmt::format("{} does not let the token of {} work on {} of {}{}",
                          to_string(access.place.kind), access.token.variable, access.advice.work,
                          access.place.repository, quoted(answer.words)));
  error.hint(access.advice.token);
  if (!access.advice.forbidden.empty()) error.hint(access.advice.forbidden);
  return error;
}

Error not_found(const Access& access, const ApiAnswer& answer) {
  return Error(ErrorKind::system,
               fmt::format("{} knows no repository {} at {}, or hides it from the token of {}{}",
                           to_string(access.place.kind), access.place.repository, access.place.api,
                           access.token.variable, quoted(answer.words)))
      .hint(access.advice.token)
      .hint("if the address is wrong, set forge.kind and forge.api in relctl.yaml");
}

}  // namespace

std::string server_words(const Json& json, const std::string& token) {
  std::string words;
  if (json.is_object()) {
    for (const char* key : {"message", "error_description", "error"}) {
      if (json.contains(key)) collect(words, json.at(key), 2);
    }
    const auto errors = json.find("errors");
    if (errors != json.end() && errors->is_array()) {
      for (const Json& entry : *errors)
        collect_field(words, entry);
    }
  }
  words = report::visible(redact(words, {token}));
  if (words.size() > longest_words) words = report::visible(words.substr(0, longest_words)) + " …";
  return words;
}

Error refusal(const Access& access, const ApiAnswer& answer) {
  const int status = answer.response.status;
  const std::string forge = to_string(access.place.kind);
  if (is_rate_limit(answer)) {
    return Error(ErrorKind::timeout,
                 fmt::format("{} takes no more requests of the token of {}{}{}", forge,
                             access.token.variable, renewal(answer.response), quoted(answer.words)))
        .hint("nothing is lost: run the same command again then");
  }
  if (status == 401) return refused_token(access, answer);
  if (status == 403) return forbidden(access, answer);
  if (status == 404) return not_found(access, answer);
  if (status >= 500) {
    return Error(ErrorKind::system, fmt::format("{} at {} is out of order: HTTP {}{}", forge,
                                                access.place.host, status, quoted(answer.words)))
        .hint("run the same command again later");
  }
  return {ErrorKind::system, fmt::format("{} does not take the request: HTTP {}{}", forge, status,
                                         quoted(answer.words))};
}

}  // namespace relctl::forge
