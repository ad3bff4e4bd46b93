// SPDX-License-Identifier: MIT
#include "registry/challenge.hpp"

#include <algorithm>
#include <cctype>

#include <strings.h>

namespace relctl::registry {
namespace {

constexpr std::string_view blanks = " \t";

bool is_token_character(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~/";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         marks.find(c) != std::string_view::npos;
}

/// Takes a header apart from its front.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void skip(std::string_view characters) {
    text_.remove_prefix(std::min(text_.find_first_not_of(characters), text_.size()));
  }
  bool take(char wanted) {
    if (!text_.starts_with(wanted)) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string take_token() {
    const auto end = std::find_if_not(text_.begin(), text_.end(), is_token_character);
    return taken(static_cast<std::size_t>(end - text_.begin()));
  }
  /// A token, or the text of a quoted string whose `\` takes the next character literally.
  std::string take_value() {
    if (!take('"')) return take_token();
    std::string value;
    while (!text_.empty() && !take('"')) {
      if (text_.front() == '\\' && text_.size() > 1) text_.remove_prefix(1);
      value += taken(1);
    }
    return value;
  }

 private:
  std::string taken(std::size_t size) {
    std::string result(text_.substr(0, size));
    text_.remove_prefix(size);
    return result;
  }

  std::string_view text_;
};

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

std::string Challenge::parameter(const std::string& name) const {
  const auto at = parameters.find(name);
  return at == parameters.end() ? "" : at->second;
}

std::vector<Challenge> parse_challenges(std::string_view header) {
  std::vector<Challenge> challenges;
  Scanner scanner(header);
  for (;;) {
    scanner.skip(" \t,");
    const std::string word = small_letters(scanner.take_token());
    if (word.empty()) return challenges;
    scanner.skip(blanks);
    // A word that "=" follows is a parameter of the last scheme, any other one a scheme.
    if (!scanner.take('=')) {
      challenges.push_back({word, {}});
      continue;
    }
    scanner.skip(blanks);
    std::string value = scanner.take_value();
    if (!challenges.empty()) challenges.back().parameters.emplace(word, std::move(value));
  }
}

std::optional<Challenge> challenge_of(const net::Response& response) {
  for (const net::Header& header : response.headers) {
    if (::strcasecmp(header.name.c_str(), "WWW-Authenticate") != 0) continue;
    for (Challenge& challenge : parse_challenges(header.value)) {
      if (challenge.scheme == "bearer" || challenge.scheme == "basic") return std::move(challenge);
    }
  }
  return std::nullopt;
}

}  // namespace relctl::registry
