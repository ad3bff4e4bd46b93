// SPDX-License-Identifier: MIT
#include "formats/toml_file.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "formats/toml_depth.hpp"

namespace relctl::formats {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t offset_of(std::string_view text, const toml::source_position& position) {
  std::size_t offset = mark_size(text);
  for (toml::source_index line = 1; line < position.line; ++line) {
    const std::size_t end = text.find('\n', offset);
    if (end == std::string_view::npos) return text.size();
    offset = end + 1;
  }
  for (toml::source_index column = 1; column < position.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && is_continuation(text[offset]))
      ++offset;
  }
  return offset;
}

edit::Span span_of(std::string_view text, const toml::node& node) {
  const std::size_t begin = offset_of(text, node.source().begin);
  return {begin, offset_of(text, node.source().end) - begin};
}

// The values that two documents hold, side by side; notes where strings differ.
class TomlComparison {
 public:
  explicit TomlComparison(const Source& source) : source_(source) {}

  void nodes(const toml::node& before, const toml::node& after) {
    if (before.type() != after.type()) {
      same_ = false;
    } else if (const toml::table* table = before.as_table()) {
      tables(*table, *after.as_table());
    } else if (const toml::array* array = before.as_array()) {
      arrays(*array, *after.as_array());
    } else if (before.is_string()) {
      if (before.as_string()->get() != after.as_string()->get()) {
        changed_.push_back(span_of(source_.text, before));
      }
    } else {
      before.visit([&](const auto& value) {
        using Node = std::decay_t<decltype(value)>;
        if constexpr (toml::is_value<Node>)
          same_ = same_ && same_value(value, *after.as<typename Node::value_type>());
      });
    }
  }

  [[nodiscard]] bool same() const { return same_; }
  [[nodiscard]] const std::vector<edit::Span>& changed() const { return changed_; }

 private:
  // A NaN differs from itself.
  template <typename Value>
  static bool same_value(const Value& before, const Value& after) {
    if constexpr (std::is_floating_point_v<Value>) {
      if (std::isnan(before) && std::isnan(after)) return true;
    }
    return before == after;
  }

  void tables(const toml::table& before, const toml::table& after) {
    same_ = same_ && before.size() == after.size();
    for (const auto& [key, value] : before) {
      const toml::node* other = after.get(key.str());
      if (other == nullptr) {
        same_ = false;
      } else {
        nodes(value, *other);
      }
    }
  }

  void arrays(const toml::array& before, const toml::array& after) {
    same_ = same_ && before.size() == after.size();
    for (std::size_t i = 0; same_ && i < before.size(); ++i)
      nodes(before[i], after[i]);
  }

  const Source& source_;
  bool same_ = true;
  std::vector<edit::Span> changed_;
};

}  // namespace

toml::table parse_toml(const Source& source) {
  check_toml_depth(source);
  try {
    return toml::parse(std::string_view(source.text));
  } catch (const toml::parse_error& error) {
    throw fault(source, offset_of(source.text, error.source().begin),
                "not TOML: " + std::string(error.description()));
  }
}

std::size_t toml_offset(const Source& source, const toml::node& node) {
  return offset_of(source.text, node.source().begin);
}

const toml::node* toml_find(const toml::table& root, const std::vector<std::string_view>& keys) {
  const toml::node* node = &root;
  for (const std::string_view key : keys) {
    const toml::table* table = node->as_table();
    node = table == nullptr ? nullptr : table->get(key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

Spot toml_string(const Source& source, const toml::node& node, std::string name) {
  const std::size_t offset = toml_offset(source, node);
  const toml::value<std::string>* string = node.as_string();
  if (string == nullptr) {
    throw fault(source, offset, name + " is not a string").hint("put the version in quotes");
  }
  const std::string& value = string->get();
  const std::string_view rest = std::string_view(source.text).substr(offset);
  const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
  const std::string raw = quoted ? rest.front() + value + rest.front() : "";
  if (!quoted || !rest.starts_with(raw) || value.empty()) {
    throw fault(source, offset, name + " is empty, or written with escapes or over several lines")
        .hint("write it as one plain string, such as \"1.2.3\"");
  }
  return {{offset + 1, value.size()}, value, std::move(name)};
}

void prove_toml(const Found& before, const std::string& after) {
  TomlComparison comparison(before.source);
  comparison.nodes(parse_toml(before.source), parse_toml({before.source.file, after}));
  const auto holds_spot = [&](const edit::Span& span) {
    return std::any_of(before.spots.begin(), before.spots.end(), [&](const Spot& spot) {
      return span.offset < spot.span.offset && spot.span.end() < span.end();
    });
  };
  const auto& changed = comparison.changed();
  if (!comparison.same() || !std::all_of(changed.begin(), changed.end(), holds_spot)) {
    throw fault(before.source, before.spots.front().span.offset,
                "the version cannot be replaced here without changing something else");
  }
}

}  // namespace relctl::formats
