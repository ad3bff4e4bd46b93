// SPDX-License-Identifier: MIT
#include <array>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

using relctl::Error;
using relctl::ErrorKind;
namespace yaml = relctl::yaml;

namespace {

const std::array<std::string, 6> samples = {
    "# x\nimages:\n  - name: a/b # y\n    newTag: 1.2.3\n  - {name: 'c', newTag: \"2\"}\n",
    "a: &x !!str b\r\nc: *x\r\nd:\r\n- e: |\r\n    f\r\n\r\n  g: h\r\n",
    "\xEF\xBB\xBF%YAML 1.1\n---\n{a: [b, c: d, 'e'], \"f\":g}\n...\n---\n- - h\n  -\n- ~\n",
    "? a\n: >-\n  b\n   c\n? [d, e]\n: 'it''s'\nf: \"\\u00e4\\\"\"\ng:",
    "a:\tb\t# c\n\xC3\xA4: \xE2\x98\x83 d\n\"e f\": g:h#i\n",
    "[\n  a, # b\n  {c: d, e: },\n  &f \"g\",\n  *f ]"};
constexpr std::string_view letters = " \t\n\r-:?,[]{}#&*!|>'\"%\\ab0~.\xC3";

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }

 private:
  std::mt19937 engine_;
};

std::string mutate(std::string text, Random& random) {
  for (std::size_t count = random.below(4); count > 0 && !text.empty(); --count) {
    const std::size_t at = random.below(text.size());
    const std::string letter(1, letters[random.below(letters.size())]);
    text.replace(at, random.below(3), random.below(3) == 0 ? "" : letter);
  }
  return text;
}

void collect_scalars(const yaml::Node& node, std::vector<const yaml::Node*>& out) {
  if (node.kind == yaml::Kind::scalar || node.kind == yaml::Kind::alias) out.push_back(&node);
  for (const yaml::Node& item : node.items)
    collect_scalars(item, out);
  for (const yaml::Entry& entry : node.entries) {
    collect_scalars(entry.key, out);
    collect_scalars(entry.value, out);
  }
}

/// Replaces `node`; false where that is refused.
bool edit(const yaml::Stream& stream, const yaml::Node& node, const std::string& value) {
  try {
    const std::string text = yaml::replace(stream, node, value);
    const std::string before = stream.text.substr(0, node.span.offset);
    const std::string after = stream.text.substr(node.span.end());
    CHECK(text.size() >= before.size() + after.size());
    CHECK(text.starts_with(before));
    CHECK(text.ends_with(after));
    return true;
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return false;
  }
}

}  // namespace

TEST_CASE("random edits of random text change their own bytes or are refused") {
  const std::vector<std::string> values = {"1.2.4", "1.10", "", "x: y", "it's \"", "\n", "null"};
  Random random(20240101);
  std::size_t parsed = 0;
  std::size_t edited = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = mutate(samples[random.below(samples.size())], random);
    CAPTURE(text);
    std::vector<const yaml::Node*> scalars;
    yaml::Stream stream;
    try {
      stream = yaml::parse(text, "f");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::input);
      continue;
    }
    ++parsed;
    for (const yaml::Node& document : stream.documents)
      collect_scalars(document, scalars);
    if (scalars.empty()) continue;
    const yaml::Node& target = *scalars[random.below(scalars.size())];
    if (edit(stream, target, values[random.below(values.size())])) ++edited;
  }
  CHECK(parsed > 1000);
  CHECK(edited > 500);
}
