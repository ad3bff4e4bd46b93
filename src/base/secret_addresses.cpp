// SPDX-License-Identifier: MIT
// Secrets in addresses: `https://user:password@host`, `token@host:path`.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/encodings.hpp"
#include "base/secret_forms.hpp"

namespace relctl {

namespace {

constexpr std::size_t longest_account = 32;
constexpr std::size_t shortest_odd_account = 12;

/// How a URL is written where it stands: as it is, or percent-encoded inside another one.
struct Writing {
  std::string_view separator;
  std::string_view at;
  std::array<std::string_view, 3> ends;
};
constexpr std::array<Writing, 2> writings{
    {{"://", "@", {"/", "?", "#"}}, {"%3a%2f%2f", "%40", {"%2f", "%3f", "%23"}}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_account_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '~';
}

bool is_host_character(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.';
}

bool ends_address(char c) {
  return is_space(c) || c == '"' || c == '<' || c == '>';
}

bool ends_word(char c) {
  return ends_address(c) || c == '\'' || c == '`';
}

std::size_t end_of_authority(std::string_view text, std::size_t from, const Writing& writing) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const bool ends = std::any_of(writing.ends.begin(), writing.ends.end(),
                                  [&](auto end) { return starts_with_any_case(rest, end); });
    if (ends || ends_address(rest.front())) return at;
  }
  return text.size();
}

/// `host`, `host:443`, `[::1]:443`, with the punctuation of a sentence behind it.
bool is_sound(std::string_view authority) {
  if (authority.starts_with('[')) return true;
  const std::size_t colon = authority.find(':');
  if (colon == std::string_view::npos) return true;
  return run_of(authority, run_of(authority, colon + 1, is_digit),
                [](char c) { return !is_alphanumeric(c); }) == authority.size();
}

/// A password with a blank or a slash in it ends what looks like the authority: the `@` is later in
/// the line, before the next address.
Span malformed_user(std::string_view text, std::size_t begin, std::size_t end) {
  if (is_sound(text.substr(begin, end - begin))) return {};
  const std::size_t line = text.find_first_of("\r\n", begin);
  std::string_view rest = text.substr(0, line);
  rest = rest.substr(0, rest.find("://", begin));
  const std::size_t mark = rest.rfind('@');
  return {begin, mark == std::string_view::npos || mark < end ? end : mark};
}

Span user_in(std::string_view text, std::size_t at, const Writing& writing) {
  const std::size_t begin = at + writing.separator.size();
  const std::size_t end = end_of_authority(text, begin, writing);
  const std::size_t mark = text.substr(begin, end - begin).rfind(writing.at);
  if (mark == std::string_view::npos) return malformed_user(text, begin, end);
  const bool is_ssh = text.substr(0, at).ends_with("ssh");
  if (is_ssh && is_plain_account(text.substr(begin, mark))) return {};
  return {begin, begin + mark};
}

/// `1.2.3`, `v1.2.3` and `sha256:…` follow an `@` in the names of packages and images.
bool is_host(std::string_view text) {
  if (text.empty() || text.starts_with("sha256:") || text.starts_with("sha512:")) return false;
  const bool has_mark = text.front() == 'v' && text.size() > 1 && is_digit(text[1]);
  if (!is_digit(text.front())) return !has_mark && (is_alphanumeric(text[0]) || text[0] == '[');
  const std::string_view name = text.substr(0, run_of(text, 0, is_host_character));
  return std::count(name.begin(), name.end(), '.') == 3;
}

/// `user:password@host`: up to the word's last `@`.
Span pair_in(std::string_view word, std::size_t at, std::size_t colon) {
  const std::size_t mark = word.rfind('@');
  const bool is_pair = mark != std::string_view::npos && mark > colon + 1 &&
                       word.substr(colon, 3) != "://" && is_host(word.substr(mark + 1));
  return is_pair ? Span{at, at + mark} : Span{};
}

/// `user@host:path`, and `user@host` where the user looks like no name at all.
Span user_of_short_form(std::string_view word, std::size_t at, std::size_t mark) {
  const std::string_view user = word.substr(0, mark);
  if (is_plain_account(user) || !is_host(word.substr(mark + 1))) return {};
  const std::size_t host = run_of(word, mark + 1, is_host_character);
  const bool has_path = word.substr(host).starts_with(':') && word.size() > host + 1;
  const bool is_odd =
      user.size() >= shortest_odd_account && std::any_of(user.begin(), user.end(), is_digit);
  return has_path || is_odd ? Span{at, at + mark} : Span{};
}

}  // namespace

bool starts_with_any_case(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char a, char b) { return a == ascii_lower(b); });
}

std::size_t run_of(std::string_view text, std::size_t from, bool (*belongs)(char)) {
  while (from < text.size() && belongs(text[from]))
    ++from;
  return from;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_plain_account(std::string_view user) {
  if (user.empty() || user.size() > longest_account || is_digit(user.front())) return false;
  const bool is_lower = std::all_of(user.begin(), user.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '-' || c == '.';
  });
  if (!is_lower || known_token_at(user, 0).end != 0) return false;
  int letters_after_digits = 0;
  for (std::size_t i = 1; i < user.size(); ++i) {
    if (is_digit(user[i - 1]) && user[i] >= 'a') ++letters_after_digits;
  }
  return letters_after_digits <= 1;  // k8s-deploy, but not 7f3e9a1c
}

Span user_information_at(std::string_view text, std::size_t at) {
  for (const Writing& writing : writings) {
    if (starts_with_any_case(text.substr(at), writing.separator)) return user_in(text, at, writing);
  }
  return {};
}

Span bare_account_at(std::string_view text, std::size_t at) {
  if (!is_account_character(text[at]) || (at > 0 && is_account_character(text[at - 1]))) return {};
  const std::size_t end = run_of(text, at, [](char c) { return !ends_word(c); });
  const std::string_view word = text.substr(at, end - at);
  const std::size_t user = run_of(word, 0, is_account_character);
  if (user == word.size()) return {};
  if (word[user] == ':') return pair_in(word, at, user);
  return word[user] == '@' ? user_of_short_form(word, at, user) : Span{};
}

}  // namespace relctl
