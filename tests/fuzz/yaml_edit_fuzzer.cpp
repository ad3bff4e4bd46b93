// SPDX-License-Identifier: MIT
// The first line is the value; the rest is YAML. Every scalar is replaced by the value: the bytes
// outside of it are equal afterwards and the value is read back, or the edit is refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "yaml/document.hpp"

namespace {

namespace yaml = relctl::yaml;

constexpr std::size_t most_edits = 8;

void expect(bool holds) {
  if (!holds) std::abort();
}

void collect(const yaml::Node& node, std::vector<const yaml::Node*>& out) {
  if (out.size() < most_edits) out.push_back(&node);
  for (const yaml::Node& item : node.items)
    collect(item, out);
  for (const yaml::Entry& entry : node.entries) {
    collect(entry.key, out);
    collect(entry.value, out);
  }
}

void edit(const yaml::Stream& stream, const yaml::Node& node, std::string_view value) {
  const std::string_view before = std::string_view(stream.text).substr(0, node.span.offset);
  const std::string_view after = std::string_view(stream.text).substr(node.span.end());
  try {
    const std::string text = yaml::replace(stream, node, value);
    expect(text.size() >= before.size() + after.size());
    expect(text.starts_with(before) && text.ends_with(after));
  } catch (const relctl::Error& error) {
    expect(error.kind() == relctl::ErrorKind::input);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view value = input.substr(0, line);
  try {
    const yaml::Stream stream = yaml::parse(input.substr(line + 1), "fuzz.yaml");
    std::vector<const yaml::Node*> nodes;
    for (const yaml::Node& document : stream.documents)
      collect(document, nodes);
    for (const yaml::Node* node : nodes)
      edit(stream, *node, value);
    const std::string quoted = "[" + yaml::quote_if_needed(value) + "]";
    expect(yaml::parse(quoted, "fuzz.yaml").documents.at(0).items.at(0).value == value);
  } catch (const relctl::Error& error) {
    expect(error.kind() == relctl::ErrorKind::input);
  }
  return 0;
}
