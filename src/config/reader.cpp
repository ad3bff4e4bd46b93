// SPDX-License-Identifier: MIT
#include "config/reader.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.hpp"
#include "config/scalar_type.hpp"
#include "edit/splice.hpp"

namespace relctl::config {
namespace {

std::string child_name(const std::string& parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

// The top of the file has no name of its own.
std::string quoted_name(const std::string& name) {
  return name.empty() ? "the file" : fmt::format("`{}`", name);
}

std::vector<std::string> as_strings(Keys keys) {
  return {keys.begin(), keys.end()};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == 127; });
}

}  // namespace

Source::Source(const yaml::Stream& stream) : stream_(stream) {
  for (const yaml::Node& document : stream.documents)
    collect_anchors(document);
}

void Source::collect_anchors(const yaml::Node& node) {
  if (!node.anchor.empty()) anchors_.emplace(node.anchor, &node);
  for (const yaml::Node& item : node.items)
    collect_anchors(item);
  for (const auto& [key, value] : node.entries) {
    collect_anchors(key);
    collect_anchors(value);
  }
}

Location Source::locate(std::size_t offset) const {
  return edit::locate(stream_.file, stream_.text, offset);
}

const yaml::Node& Source::resolve(const yaml::Node& node) const {
  if (node.kind != yaml::Kind::alias) return node;
  // An anchor may be given again: an alias means the last one before it.
  const yaml::Node* target = nullptr;
  const auto [first, last] = anchors_.equal_range(node.value);
  for (auto it = first; it != last; ++it) {
    if (it->second->span.offset < node.span.offset) target = it->second;
  }
  if (target == nullptr) {
    throw Error(ErrorKind::input, fmt::format("`*{}` refers to no anchor", node.value))
        .at(locate(node.span.offset))
        .hint(fmt::format("mark the value that is meant with `&{}`", node.value));
  }
  return *target;
}

Value::Value(const Source& source, const yaml::Node& node, std::string name)
    : source_(&source), node_(&source.resolve(node)), name_(std::move(name)) {}

Location Value::where() const {
  return source_->locate(node_->span.offset);
}

Error Value::error(const std::string& message, std::string hint) const {
  Error result(ErrorKind::input, message);
  result.at(source_->locate(node_->span.offset)).hint(std::move(hint));
  return result;
}

Error Value::secret_error(const std::string& message, std::string hint) const {
  Location place = source_->locate(node_->span.offset);
  place.excerpt.clear();
  Error result(ErrorKind::input, message);
  result.at(std::move(place)).hint(std::move(hint));
  return result;
}

Error Value::wrong_type(std::string_view wanted) const {
  const std::string_view found = describe_type(*node_);
  std::string hint = fmt::format("give it {}", wanted);
  if (node_->is_null()) hint = fmt::format("give it {}, or remove the key", wanted);
  const bool is_text_wanted = wanted == "a text";
  if (is_text_wanted && is_scalar() && !node_->is_null()) {
    hint = fmt::format("put it in quotes: \"{}\"", node_->value);
  }
  if (wanted == "a list" && is_scalar() && !node_->is_null()) {
    hint = fmt::format("write it as a list: [{}]", yaml::quote_if_needed(node_->value));
  }
  return error(fmt::format("{} must be {}, not {}", quoted_name(name_), wanted, found), hint);
}

bool Value::is_text() const {
  return scalar_type(*node_) == ScalarType::text;
}

std::string Value::text() const {
  if (!is_text()) throw wrong_type("a text");
  return node_->value;
}

std::string Value::line() const {
  std::string value = text();
  if (value.empty()) {
    throw error(fmt::format("{} is empty", quoted_name(name_)), "give it a value");
  }
  if (has_control_character(value)) {
    throw error(fmt::format("{} holds a control character", quoted_name(name_)),
                "write it in one line without tabs");
  }
  return value;
}

bool Value::boolean() const {
  if (scalar_type(*node_) == ScalarType::boolean)
    return node_->value[0] == 't' || node_->value[0] == 'T';
  throw wrong_type("true or false");
}

std::optional<long> Value::number() const {
  constexpr std::size_t most_digits = 9;
  const std::string& digits = node_->value;
  if (scalar_type(*node_) != ScalarType::integer || digits.size() > most_digits)
    return std::nullopt;
  long result = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return result;
}

std::string Value::one_of(Keys choices) const {
  std::string value = text();
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  const auto meant = nearest(value, as_strings(choices));
  throw error(fmt::format("{} is `{}`, which is none of {}", quoted_name(name_), value,
                          fmt::join(choices, ", ")),
              meant ? fmt::format("did you mean `{}`?", *meant)
                    : fmt::format("write one of {}", fmt::join(choices, ", ")));
}

std::vector<Value> Value::items() const {
  if (node_->kind != yaml::Kind::sequence) throw wrong_type("a list");
  std::vector<Value> result;
  result.reserve(node_->items.size());
  for (const yaml::Node& item : node_->items) {
    result.emplace_back(*source_, item, fmt::format("{}[{}]", name_, result.size()));
  }
  return result;
}

std::vector<std::string> Value::lines() const {
  std::vector<std::string> result;
  for (const Value& item : items())
    result.push_back(item.line());
  return result;
}

std::vector<Member> Value::members() const {
  if (!is_mapping()) throw wrong_type("a mapping");
  std::vector<Member> result;
  result.reserve(node_->entries.size());
  for (const auto& [key, value] : node_->entries) {
    const Value at(*source_, key, name_);
    if (key.kind == yaml::Kind::scalar && key.style == yaml::Style::plain && key.value == "<<") {
      throw at.error("merge keys (`<<`) are not supported",
                     "write the keys out; a whole value may be repeated with an alias");
    }
    if (!at.is_scalar()) throw at.error("a key must be a text", "write the key as one word");
    // A key that looks like a number or a boolean is taken as written: it is only a name.
    const std::string name = at.node_->value;
    result.push_back({name, at, Value(*source_, value, child_name(name_, name))});
  }
  return result;
}

void Value::check_keys(Keys known, bool free_keys) const {
  std::optional<Error> fault;
  for (const Member& member : members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    if (free_keys && member.key.starts_with("x-")) continue;
    const auto meant = nearest(member.key, as_strings(known));
    const std::string where = name_.empty() ? "" : fmt::format(" in `{}`", name_);
    const Error unknown =
        member.at.error(fmt::format("unknown key `{}`{}", member.key, where),
                        meant ? fmt::format("did you mean `{}`?", *meant)
                              : fmt::format("known keys: {}", fmt::join(known, ", ")));
    if (fault) {
      fault->also(unknown);
    } else {
      fault = unknown;
    }
  }
  if (fault) throw *fault;
}

std::optional<Value> Value::find(std::string_view key) const {
  for (const auto& [name, value] : node_->entries) {
    if (source_->resolve(name).value == key) return Value(*source_, value, child_name(name_, key));
  }
  return std::nullopt;
}

Value Value::need(std::string_view key, const std::string& hint) const {
  if (auto value = find(key)) return *value;
  throw error(name_.empty() ? fmt::format("`{}` is missing", key)
                            : fmt::format("`{}` has no `{}`", name_, key),
              hint);
}

}  // namespace relctl::config
