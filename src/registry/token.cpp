// SPDX-License-Identifier: MIT
#include "registry/token.hpp"

#include <fmt/format.h>

#include "base/encodings.hpp"
#include "base/error.hpp"
#include "json/document.hpp"
#include "net/base64.hpp"
#include "registry/realm.hpp"
#include "registry/refusal.hpp"

namespace relctl::registry {
namespace {

struct TokenQuestion {
  net::Url realm;
  std::string service;
  std::string scope;
};

std::string basic(const Login& login) {
  const bool is_token = login.password.empty() && !login.identity_token.empty();
  const std::string user = login.user.empty() ? "<token>" : login.user;
  return "Basic " + net::base64(user + ":" + (is_token ? login.identity_token : login.password));
}

/// `name=value&…` as queries and forms have it; empty values are left out.
std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text += (text.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  }
  return text;
}

net::Response ask_by_get(const TokenQuestion& question, const std::optional<Login>& login,
                         net::Http& http) {
  const std::string query =
      form({{"service", question.service}, {"scope", question.scope}, {"client_id", "relctl"}});
  const char joint = question.realm.rest.find('?') == std::string::npos ? '?' : '&';
  net::Request request{"GET", question.realm.site() + question.realm.rest + joint + query, {}, ""};
  if (login) request.headers.push_back({"Authorization", basic(*login)});
  return http.send(request);
}

/// OAuth 2's way, which identity tokens are for.
net::Response ask_by_post(const TokenQuestion& question, const Login& login, net::Http& http) {
  net::Request request{"POST", question.realm.site() + question.realm.rest, {}, ""};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = form({{"grant_type", "refresh_token"},
                       {"refresh_token", login.identity_token},
                       {"service", question.service},
                       {"scope", question.scope},
                       {"client_id", "relctl"}});
  return http.send(request);
}

net::Response ask_for_token(const TokenQuestion& question, const std::optional<Login>& login,
                            net::Http& http) {
  if (!login || login->identity_token.empty()) return ask_by_get(question, login, http);
  net::Response response = ask_by_post(question, *login, http);
  const bool knows_no_post =
      response.status == status::not_found || response.status == status::method_not_allowed;
  return knows_no_post ? ask_by_get(question, login, http) : response;
}

std::string token_in(const net::Response& response) {
  try {
    for (const char* name : {"token", "access_token"}) {
      const auto token = json::get(response.body, "token", name);
      if (token && !token->empty()) return *token;
    }
  } catch (const Error&) {
    return "";  // the body may hold a token: nothing of it is shown
  }
  return "";
}

}  // namespace

std::optional<std::string> authorization(const Challenge& challenge, const Place& place,
                                         const std::optional<Login>& login, net::Http& http) {
  if (challenge.scheme == "basic") {
    if (!login) return std::nullopt;
    return basic(*login);
  }
  TokenQuestion question{checked_realm(challenge.parameter("realm"), place, login.has_value()),
                         challenge.parameter("service"), challenge.parameter("scope")};
  if (question.scope.empty()) question.scope = "repository:" + place.repository + ":pull";
  const net::Response response = ask_for_token(question, login, http);
  if (!response.is_success()) throw refusal(place, response, login);
  const std::string token = token_in(response);
  if (!token.empty()) return "Bearer " + token;
  throw Error(ErrorKind::system, fmt::format("the token service {} of {} gives no token",
                                             question.realm.site(), place.host));
}

}  // namespace relctl::registry
