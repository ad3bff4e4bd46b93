// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "yaml/anchor.hpp"
#include "yaml/document.hpp"
#include "yaml/quote.hpp"

namespace relctl::yaml {
namespace {

[[noreturn]] void refuse(const Stream& stream, const Node& node, const std::string& fault,
                         std::string hint) {
  throw Error(ErrorKind::input, fault)
      .at(edit::locate(stream.file, stream.text, node.start))
      .hint(std::move(hint));
}

[[noreturn]] void refuse_alias(const Stream& stream, const Node& node) {
  std::string place = "edit the anchor &" + node.value;
  for (const Node& document : stream.documents) {
    if (const Node* anchor = find_anchor(document, node)) {
      place = fmt::format("edit the anchor &{} at line {}", node.value,
                          edit::locate({}, stream.text, anchor->start).line);
    }
  }
  refuse(stream, node,
         fmt::format("editing through an alias (*{}) would change every place that uses it",
                     node.value),
         std::move(place));
}

void check_editable(const Stream& stream, const Node& node) {
  if (node.kind == Kind::alias) refuse_alias(stream, node);
  if (node.kind != Kind::scalar) {
    refuse(stream, node, "a list or mapping stands where a value is expected",
           "name a key whose value is a single scalar");
  }
  const std::string_view source =
      std::string_view(stream.text).substr(node.span.offset, node.span.size);
  if (node.style == Style::literal || node.style == Style::folded ||
      source.find('\n') != std::string_view::npos) {
    refuse(stream, node, "a value of several lines is not edited", "write it on one line");
  }
}

/// Compares the trees before and after: they may differ in the target's value and style, and in
/// positions by exactly the bytes that were added there.
class Proof {
 public:
  Proof(const Node& target, edit::Span written, std::string_view value)
      : target_(target), written_(written), value_(value) {}

  [[nodiscard]] bool same(const Node& before, const Node& after) const {
    if (before.kind != after.kind || before.tag != after.tag || before.anchor != after.anchor ||
        before.flow != after.flow) {
      return false;
    }
    if (&before == &target_) return after.value == value_ && after.span == written_;
    return before.value == after.value && before.style == after.style &&
           same_place(before, after) &&
           std::equal(before.items.begin(), before.items.end(), after.items.begin(),
                      after.items.end(),
                      [this](const Node& a, const Node& b) { return same(a, b); }) &&
           std::equal(before.entries.begin(), before.entries.end(), after.entries.begin(),
                      after.entries.end(), [this](const Entry& a, const Entry& b) {
                        return same(a.key, b.key) && same(a.value, b.value);
                      });
  }

 private:
  [[nodiscard]] std::size_t moved(std::size_t offset) const {
    return offset < target_.span.end() ? offset : offset - target_.span.end() + written_.end();
  }

  [[nodiscard]] bool same_place(const Node& before, const Node& after) const {
    return after.start == moved(before.start) && after.span.offset == moved(before.span.offset) &&
           after.span.end() == moved(before.span.end());
  }

  const Node& target_;
  edit::Span written_;
  std::string_view value_;
};

bool is_proved(const Stream& before, const Stream& after, const Proof& proof) {
  return std::equal(before.documents.begin(), before.documents.end(), after.documents.begin(),
                    after.documents.end(),
                    [&](const Node& a, const Node& b) { return proof.same(a, b); });
}

}  // namespace

std::string replace(const Stream& stream, const Node& node, std::string_view value) {
  check_editable(stream, node);
  if (node.value == value && !node.is_null() && node.style != Style::plain) return stream.text;
  const std::string scalar = write_scalar(value, node.style);
  const std::size_t gap = node.span.size == 0 ? 1 : 0;
  std::string text = edit::apply(stream.text, {{node.span, std::string(gap, ' ') + scalar}});
  const edit::Span written{node.span.offset + gap, scalar.size()};
  if (!is_proved(stream, parse(text, stream.file), Proof(node, written, value))) {
    refuse(stream, node, "this value cannot be replaced without changing what is around it",
           "edit it by hand");
  }
  return text;
}

}  // namespace relctl::yaml
