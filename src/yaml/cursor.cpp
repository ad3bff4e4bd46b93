// SPDX-License-Identifier: MIT
#include "yaml/cursor.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "edit/utf8.hpp"

namespace relctl::yaml {

Cursor::Cursor(std::string_view text, std::string_view file)
    : text_(text),
      file_(file),
      start_(edit::byte_order_mark_size(text)),
      at_(start_),
      token_end_(start_) {}

void Cursor::skip_space() {
  while (!at_end()) {
    const char c = text_[at_];
    if (c == '\n') {
      crossed_line_ = true;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#' && (at_ > token_end_ || at_ == start_)) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return;
    }
  }
}

bool Cursor::at_indicator(char indicator) const {
  return peek() == indicator && !at_end() && is_space_or_end(text_, at_ + 1);
}

bool Cursor::may_start(Context context) const {
  if (at_end() || at_marker()) return false;
  return context.flow || on_token_line() || column_of(text_, at_) > context.indent;
}

std::string_view Cursor::take(std::size_t size) {
  const std::string_view token = text_.substr(at_, size);
  at_ += token.size();
  token_end_ = at_;
  crossed_line_ = false;
  return token;
}

void Cursor::expect(char wanted) {
  if (at_end() || peek() != wanted) fail(at_, fmt::format("expected '{}'", wanted));
  take(1);
}

std::string_view Cursor::take_word(bool flow) {
  std::size_t end = at_ + 1;
  if (text_.substr(at_, 2) == "!<") end = std::min(text_.find('>', at_), text_.size());
  const std::string_view ends = flow ? " \t\r\n,[]{}" : " \t\r\n";
  return take(std::min(text_.find_first_of(ends, end), text_.size()) - at_);
}

std::string_view Cursor::take_line() {
  std::size_t end = std::min(text_.find('\n', at_), text_.size());
  if (end > at_ && text_[end - 1] == '\r') --end;
  return take(end - at_);
}

void Cursor::fail(std::size_t offset, const std::string& fault) const {
  throw Error(ErrorKind::input, fault).at(edit::locate(file_, text_, offset));
}

}  // namespace relctl::yaml
