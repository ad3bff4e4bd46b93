// SPDX-License-Identifier: MIT
#include "base/redact.hpp"

#include <algorithm>

#include <unistd.h>

#include "base/encodings.hpp"
#include "base/secret_forms.hpp"

namespace relctl {

namespace {

constexpr std::string_view mask = "***";
constexpr std::size_t shortest_secret = 4;

bool is_base64(char c) {
  return is_alphanumeric(c) || std::string_view("+/-_=").find(c) != std::string_view::npos;
}

/// `text` with a mask where `finder` finds a secret.
std::string without(std::string_view text, Finder finder) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Span secret = finder(text, at);
    if (secret.begin >= secret.end) continue;
    result.append(text.substr(from, secret.begin - from)).append(mask);
    from = secret.end;
    at = secret.end - 1;
  }
  return result.append(text.substr(from));
}

std::string without(std::string_view text, std::string_view secret) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(secret); at != std::string_view::npos;
       at = text.find(secret, from)) {
    result.append(text.substr(from, at - from)).append(mask);
    from = at + secret.size();
  }
  return result.append(text.substr(from));
}

// The characters of Base64 at both ends hold bits of the secret's neighbours too: the whole word
// goes, so that none of its bits stay.
std::string without_words_around(std::string_view text, std::string_view secret) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(secret); at != std::string_view::npos;
       at = text.find(secret, from)) {
    std::size_t begin = at;
    while (begin > from && is_base64(text[begin - 1])) {
      --begin;
    }
    result.append(text.substr(from, begin - from)).append(mask);
    from = run_of(text, at + secret.size(), is_base64);
  }
  return result.append(text.substr(from));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

std::string without_secret(std::string text, std::string_view secret) {
  if (secret.size() < shortest_secret) return text;
  text = without(text, secret);
  for (const std::string& written : percent_encodings(secret)) {
    text = without(text, written);
  }
  for (const std::string& written : base64_cores(secret)) {
    text = without_words_around(text, written);
  }
  return text;
}

bool names_secret(std::string_view name) {
  for (const std::string_view ending : {"_FILE", "_PATH", "_URL", "_ID"}) {
    if (name.ends_with(ending)) return false;
  }
  const auto marks = {"TOKEN",  "SECRET",  "PASSWORD",    "PASSWD",    "CREDENTIAL",
                      "APIKEY", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return name.find(mark) != std::string_view::npos;
  });
}

// A switch such as USE_TOKEN=true must not hide every "true".
bool is_switch(std::string_view value) {
  return value == "true" || value == "false" || value == "none" || value == "null";
}

}  // namespace

std::string redact(std::string_view text, const std::vector<std::string>& secrets) {
  std::vector<std::string_view> longest_first;
  longest_first.reserve(secrets.size());
  for (const std::string& secret : secrets) {
    longest_first.push_back(trimmed(secret));
  }
  std::sort(longest_first.begin(), longest_first.end(),
            [](auto a, auto b) { return a.size() > b.size(); });
  std::string result(text);
  for (const std::string_view secret : longest_first) {
    result = without_secret(std::move(result), secret);
  }
  for (const Finder finder : {user_information_at, bare_account_at, named_value_at, credentials_at,
                              parameter_at, known_token_at}) {
    result = without(result, finder);
  }
  return result;
}

std::vector<std::string> secrets_of_environment() {
  std::vector<std::string> result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view value = trimmed(variable.substr(equals + 1));
    if (value.size() < shortest_secret || is_switch(value)) continue;
    if (names_secret(variable.substr(0, equals))) result.emplace_back(value);
  }
  return result;
}

}  // namespace relctl
