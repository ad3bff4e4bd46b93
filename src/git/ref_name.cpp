// SPDX-License-Identifier: MIT
#include "git/ref_name.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"

namespace relctl::git {
namespace {

constexpr std::size_t longest = 255;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

std::string part_fault(std::string_view part) {
  if (part.empty()) return "it has an empty part";
  if (part.front() == '.') return "a part of it starts with a dot";
  if (part.ends_with(".lock")) return "a part of it ends in \".lock\"";
  return {};
}

/// `text` fit for a message: control characters, which a terminal would obey, become "?".
std::string shown(std::string_view text) {
  std::string result = redact(text.substr(0, longest));
  std::replace_if(result.begin(), result.end(), is_control, '?');
  return result;
}

}  // namespace

std::string ref_name_fault(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> sequences{{
      {"..", "it has two dots in a row"},
      {"@{", "it has \"@{\""},
      {"//", "it has an empty part"},
  }};
  if (name.empty()) return "it is empty";
  if (name == "@") return "\"@\" alone means HEAD";
  if (name.size() > longest) return "it is longer than 255 bytes";
  if (name.front() == '-') return "it starts with a dash";
  if (name.back() == '.') return "it ends in a dot";
  if (std::any_of(name.begin(), name.end(), is_control)) return "it holds a control character";
  if (name.find_first_of(" ~^:?*[\\") != std::string_view::npos) {
    return "it holds a blank or one of ~ ^ : ? * [ \\";
  }
  for (const auto& [sequence, fault] : sequences) {
    if (name.find(sequence) != std::string_view::npos) return std::string(fault);
  }
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('/', start), name.size());
    if (std::string fault = part_fault(name.substr(start, end - start)); !fault.empty()) {
      return fault;
    }
    start = end + 1;
  }
  return {};
}

void check_branch_name(std::string_view name) {
  if (const std::string fault = ref_name_fault(name); !fault.empty()) {
    throw Error(ErrorKind::usage, "\"" + shown(name) + "\" is no branch name: " + fault);
  }
}

void check_remote_name(std::string_view remote) {
  const bool bad = remote.empty() || remote.front() == '-' ||
                   std::any_of(remote.begin(), remote.end(), is_control);
  if (bad) {
    throw Error(ErrorKind::usage, "\"" + shown(remote) + "\" is neither a remote's name nor a URL");
  }
}

}  // namespace relctl::git
