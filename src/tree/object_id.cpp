// SPDX-License-Identifier: MIT
#include "tree/object_id.hpp"

#include <cstring>

namespace relctl {
namespace {

std::optional<std::uint8_t> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::optional<ObjectId> ObjectId::parse(std::string_view hex) {
  std::array<std::uint8_t, 20> bytes{};
  if (hex.size() != 2 * bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto high = digit(hex[2 * i]);
    const auto low = digit(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return ObjectId(bytes);
}

std::string ObjectId::hex() const {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  result.reserve(2 * bytes_.size());
  for (const std::uint8_t byte : bytes_) {
    result.push_back(digits[byte >> 4]);
    result.push_back(digits[byte & 0xf]);
  }
  return result;
}

std::size_t ObjectIdHash::operator()(const ObjectId& id) const {
  std::size_t hash = 0;
  std::memcpy(&hash, id.bytes().data(), sizeof hash);
  return hash;
}

}  // namespace relctl
