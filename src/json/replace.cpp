// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "edit/utf8.hpp"
#include "json/document.hpp"

namespace relctl::json {
namespace {

std::string escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  }
}

std::string write_string(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    const bool plain = c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
    plain ? out += c : out += escape(c);
  }
  return out + '"';
}

/// Compares the values before and after: they may differ in the target's text, and in positions by
/// exactly the bytes that were added there.
class Proof {
 public:
  Proof(edit::Span target, edit::Span written, std::string_view text)
      : target_(target), written_(written), text_(text) {}

  [[nodiscard]] bool same(const Value& before, const Value& after) const {
    if (before.kind != after.kind) return false;
    if (before.span == target_) return after.text == text_ && after.span == written_;
    return before.text == after.text && after.span.offset == moved(before.span.offset) &&
           after.span.end() == moved(before.span.end()) &&
           std::equal(before.items.begin(), before.items.end(), after.items.begin(),
                      after.items.end(),
                      [this](const Value& a, const Value& b) { return same(a, b); }) &&
           std::equal(before.members.begin(), before.members.end(), after.members.begin(),
                      after.members.end(), [this](const Member& a, const Member& b) {
                        return a.name == b.name && same(a.value, b.value);
                      });
  }

 private:
  [[nodiscard]] std::size_t moved(std::size_t offset) const {
    return offset < target_.end() ? offset : offset - target_.end() + written_.end();
  }

  edit::Span target_;
  edit::Span written_;
  std::string_view text_;
};

}  // namespace

std::string replace(std::string_view text, std::string_view file, const Value& value,
                    std::string_view replacement) {
  const auto refuse = [&](const std::string& fault) {
    return Error(ErrorKind::input, fault).at(edit::locate(file, text, value.span.offset));
  };
  if (value.kind != Kind::string) throw refuse("only a string can be replaced");
  if (edit::find_invalid_utf8(replacement)) {
    throw refuse("a value that is not UTF-8 cannot be written to JSON");
  }
  if (value.text == replacement) return std::string(text);
  const std::string written = write_string(replacement);
  std::string result = edit::apply(text, {{value.span, written}});
  const Proof proof(value.span, {value.span.offset, written.size()}, replacement);
  if (!proof.same(parse(text, file), parse(result, file))) {
    throw Error(ErrorKind::bug, "the edit of a JSON string would change more than that string")
        .at(edit::locate(file, text, value.span.offset));
  }
  return result;
}

}  // namespace relctl::json
