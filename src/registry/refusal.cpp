// SPDX-License-Identifier: MIT
#include "registry/refusal.hpp"

#include <fmt/format.h>

#include "base/redact.hpp"
#include "json/document.hpp"
#include "registry/manifest.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

constexpr std::size_t longest_words = 300;

/// `{"errors": [{"code", "message", "detail"}]}` of the distribution specification; token services
/// have `details` or `message` at the top.
std::string words_in(const json::Value& root) {
  std::string words;
  const json::Value* errors = root.find("errors");
  for (const json::Value& each : errors == nullptr ? std::vector<json::Value>() : errors->items) {
    const std::string code = text_of(each, "code");
    const std::string message = text_of(each, "message");
    words += (words.empty() ? "" : "; ") + code;
    if (!message.empty()) words += (code.empty() ? "" : ": ") + message;
  }
  for (const char* name : {"details", "message"}) {
    if (words.empty()) words = text_of(root, name);
  }
  return words;
}

}  // namespace

std::string server_words(const net::Response& response) {
  std::string words;
  try {
    words = words_in(json::parse(response.body, "answer"));
  } catch (const Error&) {
    const std::string type = response.header("Content-Type").value_or("");
    if (type.starts_with("text/plain")) words = response.body.substr(0, response.body.find('\n'));
  }
  return report::visible(redact(words, secrets_of_environment()).substr(0, longest_words));
}

Error refusal(const Place& place, const net::Response& response,
              const std::optional<Login>& login) {
  const std::string words = server_words(response);
  const std::string said =
      fmt::format("{}{}", response.status, words.empty() ? "" : fmt::format(", \"{}\"", words));
  if (response.status == status::too_many_requests) {
    return Error(ErrorKind::timeout,
                 fmt::format("{} has had too many requests: {}", place.host, said))
        .hint("wait and run the same command again; who is logged in may ask more often");
  }
  if (response.status != status::unauthorized && response.status != status::forbidden) {
    return Error(ErrorKind::system,
                 fmt::format("{} does not answer for {}: {}", place.host, place.repository, said));
  }
  Error error(ErrorKind::system, fmt::format("{} does not let relctl read {}: {}", place.host,
                                             place.repository, said));
  if (login) {
    return error.hint(
        fmt::format("the login from {} may not read it, or is no longer good", login->origin));
  }
  return error.hint(fmt::format("there is no login for it: docker login {}", place.host));
}

}  // namespace relctl::registry
