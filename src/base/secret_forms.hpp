// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace relctl {

/// Bytes [begin, end) of a secret; empty where there is none.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Finds the secret of one form that is announced at `at`: each form is one layer of redaction.
using Finder = Span (*)(std::string_view text, std::size_t at);

/// The user information of the URL whose `://` (or `%3A%2F%2F`) is at `at`, also of one that is
/// malformed: a password with a slash or a blank in it. An account of ssh is no secret.
Span user_information_at(std::string_view text, std::size_t at);

/// The user of `user@host:path` and `user:password@host` without a scheme, if the word that starts
/// at `at` is one and its user is no plain account.
Span bare_account_at(std::string_view text, std::size_t at);

/// The value behind the name at `at`: `Authorization: …`, `X-Api-Key: …`, `password=…`,
/// `"token": "…"`.
Span named_value_at(std::string_view text, std::size_t at);

/// What follows `Basic` or `Bearer` or `token` at `at`, unless it is an ordinary word.
Span credentials_at(std::string_view text, std::size_t at);

/// The value of the query parameter whose `?` or `&` is at `at`, if its name says that it is
/// secret.
Span parameter_at(std::string_view text, std::size_t at);

/// The token at `at` whose first characters say themselves that it is one: `ghp_…`, `glpat-…`.
Span known_token_at(std::string_view text, std::size_t at);

/// True for a user name that tells who and proves nothing: `git`, `deploy-bot`, `ada.l`. Lower
/// case, at most 32 characters, and no mixture of letters and digits such as tokens are.
bool is_plain_account(std::string_view user);

/// True where `text` starts with `lower_prefix`, in whatever case.
bool starts_with_any_case(std::string_view text, std::string_view lower_prefix);

/// The end of the characters from `from` on that `belongs` holds for.
std::size_t run_of(std::string_view text, std::size_t from, bool (*belongs)(char));

/// True for ASCII letters and digits.
bool is_alphanumeric(char c);

/// True for blanks and line ends.
bool is_space(char c);

}  // namespace relctl
