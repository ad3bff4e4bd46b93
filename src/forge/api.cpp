// SPDX-License-Identifier: MIT
#include "forge/api.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "forge/refusal.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

constexpr int most_pages = 200;

const Json* find_at(const Json& json, const std::string& pointer) {
  const Json::json_pointer at(pointer);
  return json.contains(at) ? &json.at(at) : nullptr;
}

Error odd_answer(const Access& access, std::string_view what) {
  return Error(ErrorKind::system, fmt::format("{} at {} answers what is not understood: {}",
                                              to_string(access.place.kind), access.place.api, what))
      .hint(
          "is forge.api in relctl.yaml (or the remote) the address of its API, and no login page "
          "in between?");
}

}  // namespace

ApiAnswer Api::ask_at(const std::string& method, const std::string& url, const Json& body) {
  net::Request request{method, url, access_.headers, ""};
  if (!body.is_null()) {
    request.headers.push_back({"Content-Type", "application/json"});
    // Subjects of commits need not be UTF-8, which JSON must be.
    request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return answer_to(request);
}

ApiAnswer Api::send(const std::string& method, const std::string& url, const std::string& type,
                    const std::string& bytes) {
  net::Request request{method, url, access_.headers, bytes};
  request.headers.push_back({"Content-Type", type});
  return answer_to(request);
}

ApiAnswer Api::answer_to(const net::Request& request) {
  ApiAnswer answer{http_.send(request), {}, ""};
  if (!answer.response.body.empty()) {
    answer.json = Json::parse(answer.response.body, nullptr, false);
  }
  if (answer.json.is_discarded()) {
    answer.json = {};
    if (answer.response.is_success()) throw odd_answer(access_, "no JSON");
  }
  if (!answer.response.is_success()) {
    answer.words = server_words(answer.json, access_.token.value);
  }
  return answer;
}

ApiAnswer Api::ask(const std::string& method, const std::string& path, const Json& body) {
  return ask_at(method, access_.place.api + path, body);
}

Json Api::call(const std::string& method, const std::string& path, const Json& body) {
  ApiAnswer answer = ask(method, path, body);
  if (!answer.response.is_success()) throw refusal(access_, answer);
  return std::move(answer.json);
}

Json Api::page_at(const std::string& url, bool& has_next) {
  ApiAnswer answer = ask_at("GET", url, {});
  if (!answer.response.is_success()) throw refusal(access_, answer);
  // RFC 8288. Only whether there is a next page is taken from it: behind a proxy, servers name
  // themselves by addresses that lead nowhere.
  has_next = answer.response.header("Link").value_or("").find("rel=\"next\"") != std::string::npos;
  return std::move(answer.json);
}

void Api::each(const std::string& path, const std::function<void(const Json&)>& use) {
  const char joint = path.find('?') == std::string::npos ? '?' : '&';
  bool has_next = true;
  for (int page = 1; has_next && page <= most_pages; ++page) {
    const std::string url = fmt::format("{}{}{}page={}", access_.place.api, path, joint, page);
    const Json items = page_at(url, has_next);
    if (!items.is_array()) throw odd_answer(access_, "no list");
    for (const Json& item : items)
      use(item);
  }
}

void Api::each_linked(const std::string& path, const std::function<void(const Json&)>& use) {
  const auto home = net::parse_url(access_.place.api);
  std::string url = access_.place.api + path;
  bool unused = false;
  for (int page = 1; !url.empty() && page <= most_pages; ++page) {
    const Json answer = page_at(url, unused);
    if (!answer.contains("values") || !answer.at("values").is_array()) {
      throw odd_answer(access_, "no list");
    }
    for (const Json& item : answer.at("values"))
      use(item);
    url = text_at(answer, "/next");
    const auto next = net::parse_url(url);
    if (!url.empty() && !(home && next && net::same_site(*home, *next))) {
      throw odd_answer(access_, "the next page is on another server");
    }
  }
}

std::string text_at(const Json& json, const std::string& pointer) {
  const Json* value = find_at(json, pointer);
  return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

std::uint64_t number_at(const Json& json, const std::string& pointer) {
  const Json* value = find_at(json, pointer);
  return value != nullptr && value->is_number_unsigned() ? value->get<std::uint64_t>() : 0;
}

bool is_same_at(const Json& json, const std::string& pointer, const std::string& other) {
  const Json* one = find_at(json, pointer);
  const Json* two = find_at(json, other);
  return one != nullptr && two != nullptr && !one->is_null() && *one == *two;
}

bool is_true_at(const Json& json, const std::string& pointer) {
  const Json* value = find_at(json, pointer);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

}  // namespace relctl::forge
