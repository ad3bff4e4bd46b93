// SPDX-License-Identifier: MIT
#include "render/base64.hpp"

#include <cstdint>

namespace relctl::render {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t line_length = 70;

std::string base64_text(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      out += i + j > bytes.size() ? '=' : alphabet[group >> (18 - 6 * j) & 63U];
  }
  return out;
}

}  // namespace

std::string base64_lines(std::string_view bytes) {
  const std::string text = base64_text(bytes);
  if (text.size() < line_length) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += line_length)
    out += text.substr(i, line_length) + "\n";
  return out;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    const std::size_t value = alphabet.find(c);
    if (c == '=' ? ++padding > 2 : padding > 0 || value == std::string_view::npos) return {};
    group = group << 6U | static_cast<std::uint32_t>(c == '=' ? 0 : value);
    if (++digits % 4 != 0) continue;
    for (std::size_t j = 0; j + padding < 3; ++j)
      out += static_cast<char>(group >> (16 - 8 * j) & 255U);
    group = 0;
  }
  if (digits % 4 != 0) return std::nullopt;
  return out;
}

}  // namespace relctl::render
