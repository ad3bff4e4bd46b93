// SPDX-License-Identifier: MIT
#include "base/encodings.hpp"

#include <cctype>
#include <cstdint>

namespace relctl {

namespace {

std::string base64(std::string_view bytes, std::string_view alphabet) {
  std::string result;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    held += 8;
    for (; held >= 6; held -= 6) {
      result += alphabet[(bits >> (held - 6)) & 63U];
    }
  }
  return result;  // without the last, partly filled character and the padding
}

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view digits) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return result;
}

std::vector<std::string> percent_encodings(std::string_view text) {
  std::vector<std::string> result;
  for (const std::string_view digits : {"0123456789ABCDEF", "0123456789abcdef"}) {
    std::string written = percent_encoded(text, digits);
    if (written != text && (result.empty() || result.back() != written)) {
      result.push_back(std::move(written));
    }
  }
  return result;
}

std::vector<std::string> base64_cores(std::string_view text) {
  const std::string common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::vector<std::string> result;
  for (const std::size_t bytes_before : {0U, 1U, 2U}) {
    // Eight bits before spoil two characters, sixteen spoil three.
    const std::size_t spoilt = bytes_before == 0 ? 0 : bytes_before + 1;
    for (const std::string_view last : {"+/", "-_"}) {
      std::string alphabet = common;
      alphabet += last;
      std::string core =
          base64(std::string(bytes_before, '\0') + std::string(text), alphabet).substr(spoilt);
      if (result.empty() || result.back() != core) result.push_back(std::move(core));
    }
  }
  return result;
}

}  // namespace relctl
