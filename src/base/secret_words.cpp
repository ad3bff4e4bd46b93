// SPDX-License-Identifier: MIT
// Secrets that words announce: names of headers, settings and parameters, schemes, prefixes.
#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/encodings.hpp"
#include "base/secret_forms.hpp"

namespace relctl {

namespace {

constexpr std::array<std::string_view, 17> secret_parts{
    "token",  "key",  "secret",  "password",    "passwd",      "pwd",
    "pass",   "auth", "sig",     "signature",   "credential",  "credentials",
    "apikey", "jwt",  "session", "accesstoken", "privatetoken"};
constexpr std::array<std::string_view, 4> secret_headers{"authorization", "proxy-authorization",
                                                         "cookie", "set-cookie"};
constexpr std::array<std::string_view, 5> schemes{"basic ", "bearer ", "token ", "negotiate ",
                                                  "digest "};
// Of GitHub, GitLab, Slack, npm, PyPI and Docker Hub: they say themselves that they are secret.
constexpr std::array<std::string_view, 18> token_prefixes{
    "ghp_",  "gho_",   "ghu_",   "ghs_",  "ghr_",  "github_pat_", "glpat-", "gldt-", "glptt-",
    "glrt-", "glcbt-", "gloas-", "xoxb-", "xoxp-", "xapp-",       "npm_",   "pypi-", "dckr_pat_"};
constexpr std::size_t shortest_known_token = 16;
constexpr std::size_t shortest_credential = 6;
constexpr std::size_t longest_ordinary_word = 15;  // "authentication," is one
constexpr std::size_t longest_name = 64;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_name_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-';
}

bool is_token_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.';
}

bool is_credential_character(char c) {
  return is_token_character(c) || c == '+' || c == '/' || c == '=' || c == '~' || c == ':';
}

bool ends_value(char c) {
  return is_space(c) || c == '"' || c == '\'' || c == '&' || c == ',';
}

bool starts_word(std::string_view text, std::size_t at) {
  return is_alphanumeric(text[at]) && (at == 0 || !is_name_character(text[at - 1]));
}

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// One of the name's parts is a word for secrets, or its end is: `client_secret`, `X-Api-Key`,
/// `authtoken`. Names of what others may see are not.
bool says_secret(std::string_view name) {
  const std::string words = ascii_lower(name);
  for (const std::string_view harmless : {"public", "host", "known", "relctl-"}) {
    if (words.starts_with(harmless)) return false;
  }
  for (const std::string_view ending : {"token", "secret", "password"}) {
    if (words.ends_with(ending)) return true;
  }
  std::size_t begin = 0;
  std::string_view last;
  bool is_secret = false;
  while (begin <= words.size()) {
    const std::size_t end = std::min(words.find_first_of("-_", begin), words.size());
    last = std::string_view(words).substr(begin, end - begin);
    is_secret = is_secret || is_one_of(last, secret_parts);
    begin = end + 1;
  }
  // `token_env` and `key_file` say where a secret is.
  return is_secret && last != "env" && last != "file" && last != "path" && last != "url";
}

/// Letters of both cases or letters with digits: no word of a sentence.
bool looks_random(std::string_view word) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool has_lower = std::any_of(word.begin(), word.end(), is_lower);
  const bool has_upper_inside = std::any_of(word.begin() + 1, word.end(), is_upper);
  const bool has_digit = std::any_of(word.begin(), word.end(), is_digit);
  const bool has_letter = has_lower || std::any_of(word.begin(), word.end(), is_upper);
  return (has_lower && has_upper_inside) || (has_letter && has_digit);
}

/// The value of a header: a scheme stays, and the rest of the line goes if none is known.
Span header_value(std::string_view text, std::size_t from) {
  from = run_of(text, from, is_blank);
  for (const std::string_view scheme : schemes) {
    if (!starts_with_any_case(text.substr(from), scheme)) continue;
    from = run_of(text, from + scheme.size(), is_blank);
    return {from, run_of(text, from, [](char c) { return !ends_value(c); })};
  }
  return {from, run_of(text, from,
                       [](char c) { return c != '\r' && c != '\n' && c != '"' && c != '\''; })};
}

bool is_quote_at(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '"' || text[at] == '\'');
}

Span plain_value(std::string_view text, std::size_t from) {
  return {from, run_of(text, from, [](char c) { return !ends_value(c); })};
}

}  // namespace

Span named_value_at(std::string_view text, std::size_t at) {
  if (!starts_word(text, at)) return {};
  std::size_t end = run_of(text, at, is_name_character);
  const std::string_view name = text.substr(at, end - at);
  const bool is_quoted = is_quote_at(text, end);
  if (is_quoted) ++end;
  if (end >= text.size() || name.size() > longest_name) return {};
  if (text[end] == '=' && says_secret(name)) return plain_value(text, end + 1);
  if (text[end] != ':') return {};
  if (is_one_of(ascii_lower(name), secret_headers)) return header_value(text, end + 1);
  const bool is_header = name.find('-') != std::string_view::npos;
  if ((!is_header && !is_quoted) || !says_secret(name)) return {};
  const std::size_t value = run_of(text, end + 1, is_blank);
  const bool opens = is_quoted && is_quote_at(text, value);
  return opens ? plain_value(text, value + 1) : header_value(text, end + 1);
}

Span credentials_at(std::string_view text, std::size_t at) {
  if (!starts_word(text, at)) return {};
  for (const std::string_view scheme : schemes) {
    if (!starts_with_any_case(text.substr(at), scheme)) continue;
    const std::size_t begin = run_of(text, at + scheme.size(), is_blank);
    const std::size_t end = run_of(text, begin, is_credential_character);
    const std::string_view word = text.substr(begin, end - begin);
    if (word.size() > longest_ordinary_word) return {begin, end};
    if (word.size() >= shortest_credential && looks_random(word)) return {begin, end};
  }
  return {};
}

Span parameter_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const bool is_coded = starts_with_any_case(rest, "%3f") || starts_with_any_case(rest, "%26");
  if (!is_coded && text[at] != '?' && text[at] != '&') return {};
  const std::size_t begin = at + (is_coded ? 3 : 1);
  const std::size_t end = run_of(text, begin, is_name_character);
  const std::string_view after = text.substr(end);
  const bool has_value = after.starts_with('=') || starts_with_any_case(after, "%3d");
  if (!has_value || !says_secret(text.substr(begin, end - begin))) return {};
  return plain_value(text, end + (after.starts_with('=') ? 1 : 3));
}

Span known_token_at(std::string_view text, std::size_t at) {
  if (at > 0 && is_alphanumeric(text[at - 1])) return {};
  for (const std::string_view prefix : token_prefixes) {
    if (!text.substr(at).starts_with(prefix)) continue;
    const std::size_t end = run_of(text, at, is_token_character);
    if (end - at >= shortest_known_token) return {at, end};
  }
  return {};
}

}  // namespace relctl
