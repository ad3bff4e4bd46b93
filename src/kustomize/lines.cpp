// SPDX-License-Identifier: MIT
#include "kustomize/lines.hpp"

namespace relctl::kustomize {

std::size_t line_start(std::string_view text, std::size_t offset) {
  const std::size_t end = text.substr(0, offset).rfind('\n');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::size_t next_line(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view line_prefix(std::string_view text, std::size_t offset) {
  const std::size_t start = line_start(text, offset);
  return text.substr(start, offset - start);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view line_break(std::string_view text, std::size_t offset) {
  std::size_t end = text.substr(0, offset).rfind('\n');
  if (end == std::string_view::npos) end = text.find('\n', offset);
  const bool carriage_return = end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
  return carriage_return ? "\r\n" : "\n";
}

}  // namespace relctl::kustomize
