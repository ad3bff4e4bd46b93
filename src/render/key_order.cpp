// SPDX-License-Identifier: MIT
#include "render/key_order.hpp"

#include <algorithm>
#include <numeric>

#include "render/characters.hpp"
#include "render/letters.hpp"

namespace relctl::render {
namespace {

/// The digits of `text` from `at` on.
struct Digits {
  std::int64_t value = 0;
  std::size_t end = 0;
};

Digits digits_from(std::string_view text, std::size_t at, bool after_number) {
  // Go adds up in 64 bits and lets them overflow.
  std::uint64_t value = after_number ? 1 : 0;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_character(text, next);
    if (!is_decimal(c)) break;
    value = value * 10 + (c - U'0');
    at = next;
  }
  return {static_cast<std::int64_t>(value), at};
}

/// True when the digits before byte `at` hold another than 0: then a 0 at `at` counts.
bool follows_number(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == '0')
    --at;
  return at > 0 && text[at - 1] >= '1' && text[at - 1] <= '9';
}

bool differing_precedes(std::string_view left, std::string_view right, std::size_t at) {
  std::size_t left_next = at;
  std::size_t right_next = at;
  const char32_t a = next_character(left, left_next);
  const char32_t b = next_character(right, right_next);
  const bool a_letter = is_letter(a);
  const bool b_letter = is_letter(b);
  if (a_letter && b_letter) return a < b;
  if (a_letter || b_letter) return b_letter;
  const bool counts = (a == '0' || b == '0') && follows_number(left, at);
  const Digits a_digits = digits_from(left, at, counts);
  const Digits b_digits = digits_from(right, at, counts);
  if (a_digits.value != b_digits.value) return a_digits.value < b_digits.value;
  if (a_digits.end != b_digits.end) return a_digits.end < b_digits.end;
  return a < b;
}

// Go sorts short lists by insertion; on them a cycle of the order has one outcome.
constexpr std::size_t insertion_limit = 12;

}  // namespace

bool key_precedes(std::string_view left, std::string_view right) {
  std::size_t at = 0;
  while (at < left.size() && at < right.size() && left[at] == right[at])
    ++at;
  // Back to the start of a character that differs in a later byte.
  while (at > 0 && at < left.size() && at < right.size() &&
         ((static_cast<unsigned char>(left[at]) & 0xC0U) == 0x80U ||
          (static_cast<unsigned char>(right[at]) & 0xC0U) == 0x80U)) {
    --at;
  }
  if (at == left.size() || at == right.size()) return left.size() < right.size();
  return differing_precedes(left, right, at);
}

std::vector<std::uint32_t> key_order(const Node& mapping) {
  std::vector<std::uint32_t> order(size_of(mapping));
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) { return key_at(mapping, i)->text; };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  const auto precedes = [&](std::uint32_t a, std::uint32_t b) {
    return key_precedes(key(a), key(b));
  };
  if (order.size() > insertion_limit) {
    std::stable_sort(order.begin(), order.end(), precedes);
    return order;
  }
  for (std::size_t i = 1; i < order.size(); ++i) {
    for (std::size_t j = i; j > 0 && precedes(order[j], order[j - 1]); --j)
      std::swap(order[j], order[j - 1]);
  }
  return order;
}

}  // namespace relctl::render
