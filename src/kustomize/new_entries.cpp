// SPDX-License-Identifier: MIT
#include "kustomize/new_entries.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "kustomize/block_layout.hpp"
#include "kustomize/entry_style.hpp"
#include "kustomize/lines.hpp"
#include "kustomize/nodes.hpp"
#include "kustomize/scalar.hpp"

namespace relctl::kustomize {

namespace {

yaml::Node empty_list(bool flow) {
  yaml::Node list;
  list.kind = yaml::Kind::sequence;
  list.flow = flow;
  return list;
}

/// Adds entries to one kustomization.
class EntryWriter {
 public:
  EntryWriter(const yaml::Stream& stream, const yaml::Node& root,
              const std::vector<ImageSetting>& settings)
      : stream_(stream), text_(stream.text), root_(root), style_(entry_style(stream, root)) {
    for (const ImageSetting& setting : settings)
      entries_.push_back(entry_node(setting, style_));
  }

  edit::Splice run(yaml::Node& expected) {
    const Member* member = find_member(root_, "images");
    if (member == nullptr) {
      expected.entries.push_back({scalar_node("images", style_.key), empty_list(root_.flow)});
      yaml::Node& list = expected.entries.back().value;
      return root_.flow ? into_flow_root(list) : section(list);
    }
    const auto index = static_cast<std::size_t>(member - root_.entries.data());
    yaml::Node& list = expected.entries[index].value;
    const yaml::Node& images = member->value;
    if (images.kind == yaml::Kind::alias) {
      throw input_error(stream_, images.span.offset,
                        fmt::format("`images` is an alias of the anchor &{}", images.value))
          .hint("write the list here");
    }
    if (images.is_null()) return into_null(*member, list);
    return images.flow ? into_flow_list(images, list) : into_block_list(images, list);
  }

 private:
  /// All entries in braces; `list` gets them.
  std::string flow_items(yaml::Node& list) {
    std::string text;
    for (yaml::Node& entry : entries_) {
      entry.flow = true;
      if (!text.empty()) text += style_.is_tight ? "," : ", ";
      text += flow_text(entry, style_.is_tight);
      list.items.push_back(entry);
    }
    return text;
  }

  /// All entries as lines at `place`, each behind `open` (with the dash); `list` gets them.
  edit::Splice lines(std::size_t place, std::string_view open, bool in_braces, yaml::Node& list) {
    const std::string_view end = line_break(text_, place);
    const std::string rest(open.size(), ' ');
    std::string text;
    for (yaml::Node& entry : entries_) {
      entry.flow = in_braces;
      text += in_braces ? fmt::format("{}{}{}", open, flow_text(entry, style_.is_tight), end)
                        : block_text(entry, open, rest, end);
      list.items.push_back(entry);
    }
    const bool is_open = place == text_.size() && !text_.ends_with('\n');
    return {{place, 0}, fmt::format("{}{}", is_open ? end : "", text)};
  }

  edit::Splice into_flow_root(yaml::Node& list) {
    const std::size_t end = content_end(root_.entries.back());
    return {{end, 0},
            fmt::format(", {}: [{}]", scalar_text("images", style_.key), flow_items(list))};
  }

  edit::Splice into_null(const Member& member, yaml::Node& list) {
    const yaml::Node& null = member.value;
    const bool is_bare = null.span.size == 0 && null.anchor.empty() && null.tag.empty();
    list = empty_list(root_.flow || !is_bare);
    if (!list.flow) {
      return lines(next_line(text_, member.key.span.end()), list_open(text_, root_), false, list);
    }
    const std::string value = fmt::format("[{}]", flow_items(list));
    return is_bare ? fill_null(null, value) : edit::Splice{null.span, value};
  }

  edit::Splice into_flow_list(const yaml::Node& images, yaml::Node& list) {
    if (images.items.empty()) return {images.span, fmt::format("[{}]", flow_items(list))};
    const yaml::Node& last = images.items.back();
    const std::string_view prefix = line_prefix(text_, last.span.offset);
    std::string glue = style_.is_tight ? "," : ", ";
    if (is_blank(prefix)) glue = fmt::format(",{}{}", line_break(text_, last.span.offset), prefix);
    return {{content_end(last), 0}, glue + flow_items(list)};
  }

  edit::Splice into_block_list(const yaml::Node& images, yaml::Node& list) {
    const yaml::Node& last = images.items.back();
    const std::string open = item_open(text_, last);
    return lines(behind_item(text_, last, open.find('-')), open, last.flow, list);
  }

  edit::Splice section(yaml::Node& list) {
    const std::size_t place = document_end(text_, root_);
    const std::string_view end = line_break(text_, place);
    const std::string key_indentation = member_indentation(text_, root_);
    edit::Splice splice = lines(place, list_open(text_, root_), false, list);
    const bool is_open = splice.text.starts_with(end);
    if (is_open) splice.text.erase(0, end.size());
    splice.text =
        fmt::format("{}{}{}{}:{}{}", is_open ? end : "", has_blank_lines(text_, root_) ? end : "",
                    key_indentation, scalar_text("images", style_.key), end, splice.text);
    return splice;
  }

  const yaml::Stream& stream_;
  std::string_view text_;
  const yaml::Node& root_;
  EntryStyle style_;
  std::vector<yaml::Node> entries_;
};

}  // namespace

edit::Splice add_entries(const yaml::Stream& stream, const yaml::Node& root,
                         const std::vector<ImageSetting>& settings, yaml::Node& expected) {
  return EntryWriter(stream, root, settings).run(expected);
}

}  // namespace relctl::kustomize
