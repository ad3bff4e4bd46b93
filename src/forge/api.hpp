// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "forge/place.hpp"
#include "net/http.hpp"

namespace relctl::forge {

using Json = nlohmann::json;

/// What the token must be allowed to do, in the forge's own words, for hints.
struct Advice {
  std::string token;                   ///< how a token is made, and with what scopes
  std::string forbidden;               ///< what else may forbid it
  std::string work = "pull requests";  ///< what the token is to work on
};

/// What a forge's client needs to speak to its server.
struct Access {
  Place place;
  Token token;
  std::vector<net::Header> headers;
  Advice advice;
};

/// An answer whose status the caller judges.
struct ApiAnswer {
  net::Response response;
  Json json;          ///< null where there is no body
  std::string words;  ///< the server's own, of a failure: one line without secrets
};

/// JSON over HTTP, with a forge's address, token and manners.
class Api {
 public:
  Api(Access access, net::Http& http) : access_(std::move(access)), http_(http) {}

  /// Sends `body` (null: none) to `path` below the API's address and gives the answer as it is.
  /// Throws Error(system) when a successful answer is not JSON.
  ApiAnswer ask(const std::string& method, const std::string& path, const Json& body = {});
  /// Sends bytes of the media type `type` to the absolute address `url`, which the caller derived
  /// from the API's own: never one that an answer names.
  ApiAnswer send(const std::string& method, const std::string& url, const std::string& type,
                 const std::string& bytes);
  /// As ask(), but throws what refusal() says unless the answer is a success.
  Json call(const std::string& method, const std::string& path, const Json& body = {});
  /// Gives `use` every item of a list in pages numbered by the query `page`.
  void each(const std::string& path, const std::function<void(const Json&)>& use);
  /// Gives `use` every item of a list whose pages name the next one's address in `next`. Throws
  /// Error(system) for an address on another server.
  void each_linked(const std::string& path, const std::function<void(const Json&)>& use);
  [[nodiscard]] const Access& access() const { return access_; }

 private:
  ApiAnswer ask_at(const std::string& method, const std::string& url, const Json& body);
  ApiAnswer answer_to(const net::Request& request);
  Json page_at(const std::string& url, bool& has_next);

  Access access_;
  net::Http& http_;
};

/// The string at `pointer` (`/head/ref`); empty where there is none.
std::string text_at(const Json& json, const std::string& pointer);
/// The whole number at `pointer`; 0 where there is none.
std::uint64_t number_at(const Json& json, const std::string& pointer);
/// Whether both places hold the same value, and not null.
bool is_same_at(const Json& json, const std::string& pointer, const std::string& other);
/// Whether `pointer` holds `true`.
bool is_true_at(const Json& json, const std::string& pointer);

}  // namespace relctl::forge
