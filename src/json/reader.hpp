// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/document.hpp"

namespace relctl::json {

/// Reads one document by RFC 8259's grammar, strictly: no comments, no trailing commas.
class Reader {
 public:
  Reader(std::string_view text, std::string_view file);

  /// The whole document; nothing but space may follow it.
  Value read_document();

 private:
  [[noreturn]] void fail(std::size_t offset, const std::string& fault) const;
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space();
  bool take(char wanted);
  void expect(char wanted);

  Value read_value();
  void read_object(Value& value);
  void read_array(Value& value);
  void read_member(Value& object);
  std::string read_string();
  void read_escape(std::string& out);
  char32_t read_code_unit();
  void read_number(Value& value);
  bool take_digits();
  void read_literal(Value& value, std::string_view word, Kind kind);

  std::string_view text_;
  std::string_view file_;
  std::size_t at_;
  std::size_t depth_ = 0;
};

}  // namespace relctl::json
