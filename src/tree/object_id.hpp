// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relctl {

/// The SHA-1 name of a git object: 20 bytes. The default value is git's "no object" (all zero).
class ObjectId {
 public:
  ObjectId() = default;
  explicit ObjectId(const std::array<std::uint8_t, 20>& bytes) : bytes_(bytes) {}

  /// Reads exactly 40 hexadecimal digits; anything else is no id.
  static std::optional<ObjectId> parse(std::string_view hex);

  /// 40 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  /// The first 10 digits, for people.
  [[nodiscard]] std::string short_hex() const { return hex().substr(0, 10); }
  [[nodiscard]] bool is_zero() const { return *this == ObjectId{}; }
  [[nodiscard]] const std::array<std::uint8_t, 20>& bytes() const { return bytes_; }

  auto operator<=>(const ObjectId&) const = default;

 private:
  std::array<std::uint8_t, 20> bytes_{};
};

/// Hashes an id by its first bytes, which are uniformly distributed already.
struct ObjectIdHash {
  std::size_t operator()(const ObjectId& id) const;
};

}  // namespace relctl
