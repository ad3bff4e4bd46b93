// SPDX-License-Identifier: MIT
#include "render/base64.hpp"

#include <algorithm>
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
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c == '\n' || c == '\r'; });
  if (digits.size() % 4 != 0) return std::nullopt;
  const std::size_t end = digits.find('=');
  const std::size_t padding = end == std::string::npos ? 0 : digits.size() - end;
  if (padding > 2 || digits.find_first_not_of('=', digits.size() - padding) != std::string::npos)
    return std::nullopt;
  std::replace(digits.begin(), digits.end(), '=', alphabet.front());
  std::string out;
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t value = alphabet.find(digits[i]);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6U | static_cast<std::uint32_t>(value);
    if (i % 4 != 3) continue;
    for (const std::uint32_t shift : {16U, 8U, 0U})
      out += static_cast<char>(group >> shift & 255U);
    group = 0;
  }
  out.resize(out.size() - padding);
  return out;
}

}  // namespace relctl::render
