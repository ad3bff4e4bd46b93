// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "yaml/check_text.hpp"
#include "yaml/cursor.hpp"
#include "yaml/document.hpp"
#include "yaml/events.hpp"
#include "yaml/tree_builder.hpp"

namespace relctl::yaml {
namespace {

/// Takes one `%` line. Only `%YAML 1.x` and `%TAG` say something that all readers understand alike.
void take_directive(Cursor& cursor) {
  const std::size_t offset = cursor.at();
  const std::string_view line = cursor.take_line();
  if (!line.starts_with("%YAML 1.") && !line.starts_with("%TAG ")) {
    cursor.fail(offset, fmt::format("unknown directive '{}'", line));
  }
}

/// Takes directives and `---`; the first document, and one after `...`, may go without.
void take_document_start(Cursor& cursor, bool may_be_bare) {
  bool directives = false;
  cursor.skip_space();
  while (may_be_bare && cursor.peek() == '%' && column_of(cursor.text(), cursor.at()) == 0) {
    take_directive(cursor);
    directives = true;
    cursor.skip_space();
  }
  if (cursor.at_marker() && cursor.peek() == '-') {
    cursor.take(3);
  } else if (directives || !may_be_bare) {
    cursor.fail(cursor.at(), "not valid YAML: expected '---' before this text");
  }
}

/// Takes every `...` that ends a document; false when there is none.
bool take_document_end(Cursor& cursor) {
  bool taken = false;
  cursor.skip_space();
  while (cursor.at_marker() && cursor.peek() == '.') {
    cursor.take(3);
    cursor.skip_space();
    if (cursor.on_token_line() && !cursor.at_end()) {
      cursor.fail(cursor.at(), "not valid YAML: text behind '...'");
    }
    taken = true;
  }
  return taken;
}

}  // namespace

Stream parse(std::string_view text, std::string_view file) {
  check_text(text, file, edit_limits);
  Stream stream;
  stream.file = file;
  stream.text = text;
  Cursor cursor(text, file);
  TreeBuilder builder(cursor, read_events(text, file));
  bool may_be_bare = true;
  while (builder.has_document()) {
    take_document_start(cursor, may_be_bare);
    stream.documents.push_back(builder.read_document());
    may_be_bare = take_document_end(cursor);
  }
  cursor.skip_space();
  if (!cursor.at_end())
    cursor.fail(cursor.at(), "not valid YAML: text that belongs to no document");
  return stream;
}

}  // namespace relctl::yaml
