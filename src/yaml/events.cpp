// SPDX-License-Identifier: MIT
#include "yaml/events.hpp"

#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "edit/splice.hpp"
#include "edit/utf8.hpp"

namespace relctl::yaml {
namespace {

class Collector : public YAML::EventHandler {
 public:
  Collector(std::string_view text, std::string_view file)
      : text_(text), file_(file), shift_(edit::byte_order_mark_size(text)) {}

  void OnDocumentStart(const YAML::Mark& mark) override { add(RawEventKind::document_start, mark); }
  void OnDocumentEnd() override { end(RawEventKind::document_end); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(RawEventKind::null, mark).anchor = anchor;
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(RawEventKind::alias, mark).anchor = anchor;
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    add_node(RawEventKind::scalar, mark, tag, anchor).value = value;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    start(add_node(RawEventKind::sequence_start, mark, tag, anchor), style);
  }
  void OnSequenceEnd() override { leave(RawEventKind::sequence_end); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    start(add_node(RawEventKind::mapping_start, mark, tag, anchor), style);
  }
  void OnMapEnd() override { leave(RawEventKind::mapping_end); }

  /// The events so far; leaves none.
  std::vector<RawEvent> take() { return std::move(events_); }

 private:
  RawEvent& add(RawEventKind kind, const YAML::Mark& mark) {
    const std::size_t offset = (mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos)) + shift_;
    if (events_.size() > 2 * node_limit) {
      throw Error(ErrorKind::input, fmt::format("more than {} values", node_limit))
          .at(edit::locate(file_, text_, offset));
    }
    RawEvent& event = events_.emplace_back();
    event.kind = kind;
    event.offset = offset;
    return event;
  }

  RawEvent& add_node(RawEventKind kind, const YAML::Mark& mark, const std::string& tag,
                     YAML::anchor_t anchor) {
    RawEvent& event = add(kind, mark);
    event.tag = tag;
    event.anchor = anchor;
    return event;
  }

  void end(RawEventKind kind) { events_.emplace_back().kind = kind; }

  void start(RawEvent& event, YAML::EmitterStyle::value style) {
    event.flow = style == YAML::EmitterStyle::Flow;
    if (++depth_ > depth_limit) {
      throw Error(ErrorKind::input, fmt::format("nested deeper than {} levels", depth_limit))
          .at(edit::locate(file_, text_, event.offset));
    }
  }

  void leave(RawEventKind kind) {
    end(kind);
    --depth_;
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t shift_;  ///< the parser does not count the byte order mark
  std::size_t depth_ = 0;
  std::vector<RawEvent> events_;
};

}  // namespace

std::vector<RawEvent> read_events(std::string_view text, std::string_view file) {
  const std::size_t shift = edit::byte_order_mark_size(text);
  Collector collector(text, file);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(collector)) {
    }
  } catch (const YAML::Exception& fault) {
    const std::size_t at = fault.mark.pos < 0 ? 0 : static_cast<std::size_t>(fault.mark.pos);
    throw Error(ErrorKind::input, fmt::format("not valid YAML: {}", fault.msg))
        .at(edit::locate(file, text, at + shift));
  }
  return collector.take();
}

}  // namespace relctl::yaml
