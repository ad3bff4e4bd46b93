// SPDX-License-Identifier: MIT
#include "kustomize/entry_change.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "kustomize/lines.hpp"
#include "kustomize/nodes.hpp"
#include "kustomize/scalar.hpp"

namespace relctl::kustomize {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

class EntryChanger {
 public:
  EntryChanger(const yaml::Stream& stream, const yaml::Node& entry, yaml::Style style)
      : stream_(stream), text_(stream.text), entry_(entry), style_(style) {
    change_.after = entry;
  }

  EntryChange run(const ImageSetting& setting) {
    Pairs missing;
    write("newTag", setting.tag, missing);
    write("digest", setting.digest, missing);
    if (!missing.empty()) add(missing, setting.tag.has_value());
    // Insertions come first: one may stand where a removal starts.
    if (!setting.tag) remove("newTag");
    if (!setting.digest) remove("digest");
    return std::move(change_);
  }

 private:
  [[nodiscard]] Member& after(std::string_view key) {
    auto& entries = change_.after.entries;
    return entries[static_cast<std::size_t>(find_member(change_.after, key) - entries.data())];
  }

  void write(std::string_view key, const std::optional<std::string>& value, Pairs& missing) {
    if (!value) return;
    const Member* member = find_member(entry_, key);
    if (member == nullptr) {
      missing.emplace_back(key, *value);
      return;
    }
    const yaml::Node& old = member->value;
    if (old.kind == yaml::Kind::alias) {
      change_.aliases.emplace_back(&old, *value);
    } else if (old.is_null() && old.span.size == 0) {
      change_.splices.push_back(fill_null(old, scalar_text(*value, style_)));
      after(key).value = scalar_node(*value, style_);
    } else if (old.is_null() || old.value != *value) {
      change_.splices.push_back(replace_scalar(stream_, old, *value));
      change_.written.emplace_back(&old, *value);
      yaml::Node& node = after(key).value;
      node.value = *value;
      node.style = scalar_node(*value, node.style).style;
    }
  }

  /// The member behind which keys are added.
  const Member& predecessor(bool behind_tag) {
    const Member* last = nullptr;
    for (const std::string_view key : {"name", "newName"}) {
      const Member* member = find_member(entry_, key);
      if (member == nullptr) continue;
      const bool is_later = last == nullptr || last->key.span.offset < member->key.span.offset;
      if (is_later) last = member;
    }
    const Member* tag = behind_tag ? find_member(entry_, "newTag") : nullptr;
    if (tag != nullptr) last = tag;
    if (last == nullptr || is_block_scalar(last->value)) throw odd_form(entry_.span.offset);
    return *last;
  }

  void add(const Pairs& pairs, bool keeps_tag) {
    const Member& last = predecessor(keeps_tag);
    const yaml::Style key_style = last.key.style;
    std::string text;
    auto place = change_.after.entries.begin() + (&last - entry_.entries.data()) + 1;
    const std::string separator = entry_.flow ? pair_separator(last) : ": ";
    for (const auto& [key, value] : pairs) {
      const std::string pair = scalar_text(key, key_style) + separator + scalar_text(value, style_);
      text += entry_.flow ? (separator == ":" ? "," : ", ") + pair : line(last, pair, text.empty());
      place = change_.after.entries.insert(
          place, {scalar_node(key, key_style), scalar_node(value, style_)});
      ++place;
    }
    const std::size_t end = content_end(last);
    change_.splices.push_back({{entry_.flow ? end : next_line(text_, end), 0}, std::move(text)});
  }

  /// What stands between a key and its value in flow style: minified JSON has no blank.
  [[nodiscard]] std::string pair_separator(const Member& member) const {
    const std::size_t key_end = member.key.span.end();
    const std::string_view between = text_.substr(key_end, member.value.span.offset - key_end);
    return between == ":" ? ":" : ": ";
  }

  /// `pair` as a line behind the line of `last`, whose line end may be missing.
  [[nodiscard]] std::string line(const Member& last, const std::string& pair, bool is_first) const {
    const std::size_t place = next_line(text_, content_end(last));
    const bool is_open = place == text_.size() && !text_.ends_with('\n') && is_first;
    const std::string end(line_break(text_, place));
    return (is_open ? end : "") + indentation() + pair + end;
  }

  [[nodiscard]] std::string indentation() const {
    for (const auto& [key, value] : entry_.entries) {
      const std::string_view prefix = line_prefix(text_, key.span.offset);
      if (is_blank(prefix)) return std::string(prefix);
    }
    return std::string(line_prefix(text_, entry_.entries.front().key.span.offset).size(), ' ');
  }

  void remove(std::string_view key) {
    const Member* member = find_member(entry_, key);
    if (member == nullptr) return;
    const auto index = static_cast<std::size_t>(member - entry_.entries.data());
    change_.removed.push_back(&member->value);
    auto& entries = change_.after.entries;
    entries.erase(entries.begin() + (&after(key) - entries.data()));
    if (entry_.flow) {
      remove_flow(index);
    } else {
      remove_lines(index);
    }
  }

  void cut(std::size_t begin, std::size_t end) {
    change_.splices.push_back({{begin, end - begin}, ""});
  }

  void remove_lines(std::size_t index) {
    const Member& member = entry_.entries[index];
    const std::size_t begin = member.key.span.offset;
    const std::size_t end = content_end(member);
    if (is_blank(line_prefix(text_, begin))) {
      const bool at_line_end =
          is_block_scalar(member.value) && text_.substr(0, end).ends_with('\n');
      cut(line_start(text_, begin), at_line_end ? end : next_line(text_, end));
      return;
    }
    // It stands behind the dash, which the next key needs.
    if (index != 0 || entry_.entries.size() < 2) throw odd_form(begin);
    cut(begin, text_.find_first_not_of(" \t\r\n", next_line(text_, end)));
  }

  void remove_flow(std::size_t index) {
    const Member& member = entry_.entries[index];
    const std::size_t begin = member.key.span.offset;
    const std::size_t end = content_end(member);
    const bool is_last = index + 1 == entry_.entries.size();
    const std::size_t next = is_last ? end : entry_.entries[index + 1].key.span.offset;
    if (!is_last && text_.substr(end, next - end).find('#') == std::string_view::npos) {
      cut(begin, next);
      return;
    }
    if (index == 0) throw odd_form(begin);
    const std::size_t previous = content_end(entry_.entries[index - 1]);
    if (text_.substr(previous, begin - previous).find('#') == std::string_view::npos) {
      cut(previous, end);
      return;
    }
    const std::size_t comma = text_.find(',', previous);
    cut(comma, comma + 1);
    cut(begin, end);
  }

  [[nodiscard]] Error odd_form(std::size_t offset) const {
    return input_error(stream_, offset,
                       "this item of `images` is written in a form that cannot be edited safely")
        .hint("write it as `- name: IMAGE` with `newTag: TAG` on a line of its own");
  }

  const yaml::Stream& stream_;
  std::string_view text_;
  const yaml::Node& entry_;
  yaml::Style style_;
  EntryChange change_;
};

}  // namespace

EntryChange change_entry(const yaml::Stream& stream, const yaml::Node& entry,
                         const ImageSetting& setting, yaml::Style style) {
  if (const Member* suffix = find_member(entry, "tagSuffix")) {
    throw input_error(stream, suffix->key.span.offset,
                      fmt::format("`tagSuffix` changes the tag of {}", setting.name))
        .hint("kustomize ignores it beside newTag or digest: remove it, or give the whole tag");
  }
  return EntryChanger(stream, entry, style).run(setting);
}

}  // namespace relctl::kustomize
