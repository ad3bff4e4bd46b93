// SPDX-License-Identifier: MIT
#include "git/remote/words.hpp"

#include <algorithm>

#include "base/redact.hpp"

namespace relctl::git {

std::string tidy_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t last = line.find_last_not_of(" \t\r");
    if (last == std::string_view::npos) continue;
    if (!words.empty()) words += '\n';
    words += line.substr(0, last + 1);
  }
  return redact(words, secrets_of_environment());
}

}  // namespace relctl::git
