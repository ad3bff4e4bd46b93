// SPDX-License-Identifier: MIT
#include "base/redact.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <unistd.h>

#include "base/encodings.hpp"

namespace relctl {

namespace {

constexpr std::string_view mask = "***";
constexpr std::size_t shortest_secret = 4;

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool is_token_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.';
}

bool is_base64(char c) {
  return is_alphanumeric(c) || std::string_view("+/-_=").find(c) != std::string_view::npos;
}

bool starts_with_any_case(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char a, char b) { return a == ascii_lower(b); });
}

std::size_t run_of(std::string_view text, std::size_t from, bool (*belongs)(char)) {
  const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                    [&](char c) { return belongs(c); });
  return static_cast<std::size_t>(end - text.begin());
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

/// How a URL is written where it stands: as it is, or percent-encoded inside another one.
struct Writing {
  std::string_view separator;
  std::string_view at;
  std::array<std::string_view, 3> ends;
};
constexpr std::array<Writing, 2> writings{
    {{"://", "@", {"/", "?", "#"}}, {"%3a%2f%2f", "%40", {"%2f", "%3f", "%23"}}}};

std::size_t end_of_authority(std::string_view text, std::size_t from, const Writing& writing) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const bool ends = std::any_of(writing.ends.begin(), writing.ends.end(),
                                  [&](auto end) { return starts_with_any_case(rest, end); });
    if (ends || is_space(rest.front()) || rest.front() == '"' || rest.front() == '<' ||
        rest.front() == '>') {
      return at;
    }
  }
  return text.size();
}

// `ssh://git@host` names an account, which is no secret and tells the reader who was refused.
bool is_plain_account(std::string_view before, std::string_view user) {
  return before.ends_with("ssh") && user.find_first_of(":%") == std::string_view::npos;
}

std::string without_user_information(std::string_view text, const Writing& writing) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!starts_with_any_case(text.substr(at), writing.separator)) continue;
    const std::size_t begin = at + writing.separator.size();
    const std::size_t end = end_of_authority(text, begin, writing);
    const std::size_t mark = text.substr(begin, end - begin).rfind(writing.at);
    at = end - 1;
    if (mark == std::string_view::npos || mark == 0) continue;
    const std::string_view user = text.substr(begin, mark);
    if (is_plain_account(text.substr(0, begin - writing.separator.size()), user)) continue;
    result.append(text.substr(from, begin - from)).append(mask);
    from = begin + mark;
  }
  return result.append(text.substr(from));
}

constexpr std::array<std::string_view, 10> named_values{
    "authorization:",  "private-token:", "job-token:",    "deploy-token:",  "x-auth-token:",
    "x-gitlab-token:", "x-api-key:",     "access_token=", "private_token=", "client_secret="};
constexpr std::array<std::string_view, 5> schemes{"basic ", "bearer ", "token ", "negotiate ",
                                                  "digest "};
// Of GitHub, GitLab and Slack: they say themselves that they are secret.
constexpr std::array<std::string_view, 10> token_prefixes{
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "glpat-", "gldt-", "glptt-", "xoxb-", "github_pat_"};
constexpr std::size_t shortest_known_token = 16;

bool ends_value(char c) {
  return is_space(c) || c == '"' || c == '\'' || c == '&' || c == ',';
}

/// Bytes [begin, end) of a secret; empty where there is none.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Span value_after(std::string_view text, std::size_t from) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  from = run_of(text, from, blank);
  for (const std::string_view scheme : schemes) {
    if (!starts_with_any_case(text.substr(from), scheme)) continue;
    from = run_of(text, from + scheme.size(), blank);
    break;
  }
  return {from, run_of(text, from, [](char c) { return !ends_value(c); })};
}

Span named_secret_at(std::string_view text, std::size_t at) {
  for (const std::string_view name : named_values) {
    if (starts_with_any_case(text.substr(at), name)) return value_after(text, at + name.size());
  }
  for (const std::string_view prefix : token_prefixes) {
    if (!text.substr(at).starts_with(prefix)) continue;
    const std::size_t end = run_of(text, at, is_token_character);
    if (end - at >= shortest_known_token) return {at, end};
  }
  return {};
}

std::string without_named_secrets(std::string_view text) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && is_alphanumeric(text[at - 1])) continue;
    const Span secret = named_secret_at(text, at);
    if (secret.begin == secret.end) continue;
    result.append(text.substr(from, secret.begin - from)).append(mask);
    from = secret.end;
    at = secret.end - 1;
  }
  return result.append(text.substr(from));
}

bool says_secret(std::string_view name) {
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
  for (const Writing& writing : writings) {
    result = without_user_information(result, writing);
  }
  return without_named_secrets(result);
}

std::vector<std::string> secrets_of_environment() {
  std::vector<std::string> result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view value = trimmed(variable.substr(equals + 1));
    if (value.size() < shortest_secret || is_switch(value)) continue;
    if (says_secret(variable.substr(0, equals))) result.emplace_back(value);
  }
  return result;
}

}  // namespace relctl
