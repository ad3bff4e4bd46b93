// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/json_file.hpp"
#include "tree/digest.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

// The next character of `text`, which is UTF-8, as a code point.
char32_t take_code_point(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t code = size == 1 ? first : first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size && i < text.size(); ++i)
    code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
  text.remove_prefix(std::min(size, text.size()));
  return code;
}

// A string as PHP's json_encode writes it: ASCII alone, slashes escaped.
std::string php_string(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    constexpr std::string_view escaped = "\"\\/\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\/bfnrt";
    const std::size_t at = code < 0x80 ? escaped.find(static_cast<char>(code)) : escaped.npos;
    if (at != escaped.npos) {
      result += {'\\', letters[at]};
    } else if (code >= 0x10000) {
      result += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + ((code - 0x10000) >> 10U),
                            0xdc00 + ((code - 0x10000) & 0x3ffU));
    } else if (code < 0x20 || code >= 0x80) {
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    } else {
      result += static_cast<char>(code);
    }
  }
  return result + '"';
}

// PHP makes one kind of array of lists and objects: an empty one, and one with the keys 0, 1, …,
// is written as a list.
bool is_php_list(const json::Value& value) {
  if (value.kind == json::Kind::array) return true;
  for (std::size_t i = 0; i < value.members.size(); ++i) {
    if (value.members[i].name != std::to_string(i)) return false;
  }
  return true;
}

std::string php_json(const json::Value& value) {
  if (value.kind == json::Kind::string) return php_string(value.text);
  const bool is_list = is_php_list(value);
  std::string text;
  const auto add = [&](const std::string& item) { text += (text.empty() ? "" : ",") + item; };
  switch (value.kind) {
    case json::Kind::array:
      for (const json::Value& item : value.items)
        add(php_json(item));
      break;
    case json::Kind::object:
      for (const json::Member& member : value.members)
        add((is_list ? "" : php_string(member.name) + ':') + php_json(member.value));
      break;
    default:
      return value.text;
  }
  return is_list ? '[' + text + ']' : '{' + text + '}';
}

// Composer's content-hash: over what decides which packages are installed, by name of key.
std::string content_hash(const json::Value& root) {
  constexpr std::array<std::string_view, 11> relevant = {
      "conflict", "extra",        "minimum-stability", "name",        "prefer-stable", "provide",
      "replace",  "repositories", "require",           "require-dev", "version"};
  std::string text;
  const auto add = [&](std::string_view key, const std::string& value) {
    text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", key, value);
  };
  const json::Value* config = root.find("config");
  const json::Value* platform = config == nullptr ? nullptr : config->find("platform");
  if (platform != nullptr && platform->kind != json::Kind::null) {
    add("config", "{\"platform\":" + php_json(*platform) + '}');
  }
  for (const std::string_view key : relevant) {
    if (const json::Value* value = root.find(key)) add(key, php_json(*value));
  }
  return hexadecimal(digest_of(Hash::md5, '{' + text + '}'));
}

}  // namespace

void follow_composer_json(const Move& move, Rewrite& rewrite) {
  const std::string path = join_path(directory_of(move.path), "composer.lock");
  if (!is_file(move.tree, path)) return;
  Found found{load(move.tree, path), Syntax::json, {}};
  const json::Value lock = json::parse(found.source.text, path);
  const json::Value* hash = lock.find("content-hash");
  if (hash == nullptr) return;
  json::Value root = json::parse(load(move.tree, move.path).text, move.path);
  Spot spot = json_string(found.source, *hash, "content-hash");
  if (!move.erases && spot.value != content_hash(root)) {
    throw fault(
        found.source, hash->span.offset,
        "the content-hash is not that of composer.json, so that a new one cannot be written")
        .hint("run composer update --lock, and commit composer.lock");
  }
  for (json::Member& member : root.members) {
    if (member.name == "version") member.value.text = move.to;
  }
  spot.instead = content_hash(root);
  add_spot(found, std::move(spot));
  rewrite.add(std::move(found));
}

}  // namespace relctl::formats
