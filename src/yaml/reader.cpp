// SPDX-License-Identifier: MIT
#include "yaml/reader.hpp"

#include <new>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "edit/splice.hpp"
#include "edit/utf8.hpp"
#include "yaml/handle.hpp"
#include "yaml/marks.hpp"

namespace relctl::yaml {
namespace {

std::string_view view_of(const yaml_char_t* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    default:
      return Style::plain;
  }
}

}  // namespace

/// libyaml's parser, its current event, and what is known of the document so far.
class Reader::Parser {
 public:
  Parser(const Chunk& chunk, std::string_view file, const Limits& limits)
      : chunk_(chunk),
        file_(file),
        limits_(limits),
        shift_(edit::byte_order_mark_size(chunk.text)),
        text_(chunk.text.substr(shift_)),
        characters_(text_),
        handle_(text_) {}
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_event_delete(&event_); }

  std::optional<Event> next() {
    while (event_.type != YAML_STREAM_END_EVENT) {
      yaml_event_delete(&event_);
      if (yaml_parser_parse(&handle_.get(), &event_) == 0) fail_in_parser();
      if (event_.type == YAML_DOCUMENT_START_EVENT) start_document();
      if (auto event = read()) return event;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t nodes() const { return nodes_; }

 private:
  void start_document() {
    const auto& start = event_.data.document_start;
    if (has_document_) {
      fail(byte_of(event_.start_mark), "a second document begins here",
           "begin it with a line '---', without '...' before it");
    }
    has_document_ = true;
    const yaml_version_directive_t* version = start.version_directive;
    if (version != nullptr && (version->major != 1 || version->minor != 1)) {
      fail(byte_of(event_.start_mark),
           fmt::format("%YAML {}.{}: the cluster's tools read 1.1 alone", version->major,
                       version->minor),
           "remove the line");
    }
  }

  std::optional<Event> read() {
    switch (event_.type) {
      case YAML_SCALAR_EVENT:
        return read_scalar();
      case YAML_ALIAS_EVENT:
        return read_alias();
      case YAML_SEQUENCE_START_EVENT: {
        const auto& data = event_.data.sequence_start;
        return enter(node(EventKind::sequence_start, data.anchor, data.tag),
                     data.style == YAML_FLOW_SEQUENCE_STYLE);
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& data = event_.data.mapping_start;
        return enter(node(EventKind::mapping_start, data.anchor, data.tag),
                     data.style == YAML_FLOW_MAPPING_STYLE);
      }
      case YAML_SEQUENCE_END_EVENT:
        return leave(EventKind::sequence_end);
      case YAML_MAPPING_END_EVENT:
        return leave(EventKind::mapping_end);
      default:
        return std::nullopt;
    }
  }

  Event node(EventKind kind, const yaml_char_t* anchor, const yaml_char_t* tag) {
    Event event;
    event.kind = kind;
    event.anchor = view_of(anchor);
    event.tag = view_of(tag);
    event.start = mark_of(event_.start_mark);
    event.end = mark_of(event_.end_mark);
    if (++nodes_ > limits_.nodes) {
      fail(event.start.offset, fmt::format("more than {} nodes", limits_.nodes), "split the file");
    }
    if (flow_depth_ > 0 && event.start.offset > chunk_.offset &&
        chunk_.text[event.start.offset - chunk_.offset - 1] == '?') {
      fail(event.start.offset, "'?' touches a value inside of [] or {}", "put a space behind it");
    }
    if (anchor != nullptr && kind != EventKind::alias) anchors_.emplace(event.anchor);
    return event;
  }

  Event read_scalar() {
    const auto& data = event_.data.scalar;
    Event event = node(EventKind::scalar, data.anchor, data.tag);
    event.value = {reinterpret_cast<const char*>(data.value), data.length};
    event.style = style_of(data.style);
    if (event.style == Style::plain && flow_depth_ > 0 &&
        event.value.find('?') != std::string_view::npos) {
      fail(event.start.offset, "'?' in an unquoted value inside of [] or {}", "quote the value");
    }
    if (event.style == Style::double_quoted) check_escapes(event);
    return event;
  }

  /// `\/` is JSON's, and YAML 1.2's.
  void check_escapes(const Event& event) const {
    std::size_t at = chunk_.text.find('"', event.start.offset - chunk_.offset);
    const std::size_t end = event.end.offset - chunk_.offset;
    while ((at = chunk_.text.find('\\', at)) < end) {
      if (chunk_.text.substr(at + 1).starts_with('/')) {
        fail(chunk_.offset + at, "'\\/' in double quotes: the cluster's tools do not know it",
             "write '/'");
      }
      at += 2;
    }
  }

  Event read_alias() {
    Event event = node(EventKind::alias, event_.data.alias.anchor, nullptr);
    if (anchors_.count(std::string(event.anchor)) == 0) {
      fail(
          event.start.offset, fmt::format("there is no anchor &{} before this alias", event.anchor),
          fmt::format("write &{} before the value that is meant, or quote this one", event.anchor));
    }
    return event;
  }

  Event enter(Event event, bool flow) {
    event.flow = flow;
    if (flow) ++flow_depth_;
    if (++depth_ > limits_.depth) {
      fail(event.start.offset, fmt::format("nested deeper than {} levels", limits_.depth),
           "nest less deeply");
    }
    return event;
  }

  Event leave(EventKind kind) {
    Event event;
    event.kind = kind;
    event.start = mark_of(event_.start_mark);
    event.end = mark_of(event_.end_mark);
    --depth_;
    // Whatever is inside of a flow collection is one.
    if (flow_depth_ > 0) {
      --flow_depth_;
      event.flow = true;
    }
    return event;
  }

  /// The offset in the whole text of the character at `mark`.
  [[nodiscard]] std::size_t byte_of(const yaml_mark_t& mark) const {
    return chunk_.offset + shift_ + characters_.byte_of(mark.index);
  }

  [[nodiscard]] Mark mark_of(const yaml_mark_t& mark) const {
    const std::size_t byte = characters_.byte_of(mark.index);
    const std::size_t line_start = characters_.byte_of(mark.index - mark.column);
    return {chunk_.offset + shift_ + byte, chunk_.line + mark.line, byte - line_start + 1};
  }

  [[noreturn]] void fail(std::size_t offset, const std::string& fault, std::string hint) const {
    Location where = edit::locate(file_, chunk_.text, offset - chunk_.offset);
    where.line += chunk_.line - 1;
    Error error(ErrorKind::input, fault);
    error.at(std::move(where));
    if (!hint.empty()) error.hint(std::move(hint));
    throw error;
  }

  [[noreturn]] void fail_in_parser() const {
    const yaml_parser_t& parser = handle_.get();
    if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    // What is missed at the text's end is told where it began.
    const bool at_end = characters_.byte_of(parser.problem_mark.index) >= text_.size();
    const bool began = at_end && parser.context != nullptr;
    std::size_t offset = byte_of(began ? parser.context_mark : parser.problem_mark);
    if (parser.error == YAML_READER_ERROR) offset = chunk_.offset + shift_ + parser.problem_offset;
    const char* problem = parser.problem == nullptr ? "" : parser.problem;
    const char* context = parser.context == nullptr ? "" : parser.context;
    fail(offset,
         fmt::format("not valid YAML: {}{}{}", problem, *context == '\0' ? "" : " ", context), {});
  }

  Chunk chunk_;
  std::string file_;
  Limits limits_;
  std::size_t shift_;      ///< the size of the byte order mark
  std::string_view text_;  ///< without it
  CharacterIndex characters_;
  Handle handle_;
  yaml_event_t event_{};
  bool has_document_ = false;
  std::size_t nodes_ = 0;
  std::size_t depth_ = 0;
  std::size_t flow_depth_ = 0;
  std::unordered_set<std::string> anchors_;
};

Reader::Reader(const Chunk& chunk, std::string_view file, const Limits& limits)
    : parser_(std::make_unique<Parser>(chunk, file, limits)) {}
Reader::Reader(Reader&& other) noexcept = default;
Reader& Reader::operator=(Reader&& other) noexcept = default;
Reader::~Reader() = default;

std::optional<Event> Reader::next() {
  return parser_->next();
}

std::size_t Reader::nodes() const {
  return parser_->nodes();
}

}  // namespace relctl::yaml
