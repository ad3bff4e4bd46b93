// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

using relctl::Error;
using relctl::ErrorKind;
using relctl::yaml::Kind;
using relctl::yaml::Node;
using relctl::yaml::parse;
using relctl::yaml::Stream;

namespace {

struct Case {
  std::string text;
  std::string expected;
};

std::string text_of_node(const Stream& stream, const Node& node) {
  return stream.text.substr(node.span.offset, node.span.size);
}

/// Every scalar and alias in the file's order as it stands in the source, between `|`.
void list_sources(const Stream& stream, const Node& node, std::string& out) {
  if (node.kind == Kind::scalar || node.kind == Kind::alias)
    out += text_of_node(stream, node) + "|";
  for (const Node& item : node.items)
    list_sources(stream, item, out);
  for (const auto& [key, value] : node.entries) {
    list_sources(stream, key, out);
    list_sources(stream, value, out);
  }
}

std::string sources(const std::string& text) {
  const Stream stream = parse(text, "f.yaml");
  std::string out;
  for (const Node& document : stream.documents)
    list_sources(stream, document, out);
  return out;
}

/// The message of the error that parsing gives, with its place: "2:3 message"; "" without one.
std::string parse_fault(const std::string& text) {
  try {
    parse(text, "f.yaml");
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::input);
    REQUIRE(error.where().has_value());
    CHECK(error.where()->file == "f.yaml");
    return std::to_string(error.where()->line) + ":" + std::to_string(error.where()->column) + " " +
           error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every scalar's span is its own bytes") {
  const std::vector<Case> cases = {
      {"", ""},
      {"# nothing\n", ""},
      {"a: b\n", "a|b|"},
      {"a: b", "a|b|"},
      {"a: b # c\n", "a|b|"},
      {"a:\tb\t\n", "a|b|"},
      {"a: b\r\nc: 'd'\r\n", "a|b|c|'d'|"},
      {"a: b\r\nc: d\ne: f", "a|b|c|d|e|f|"},
      {"\xEF\xBB\xBF"
       "a: b\nc: d\n",
       "a|b|c|d|"},
      {"\xEF\xBB\xBF# x\na: b\n", "a|b|"},
      {"\xEF\xBB\xBF---\na: b\n", "a|b|"},
      {"a: \"b\\\"c\" # d\n", "a|\"b\\\"c\"|"},
      {"a: 'b''c'\n", "a|'b''c'|"},
      {"'a b': \"\"\n", "'a b'|\"\"|"},
      {"a: b c:d#e  # f\n", "a|b c:d#e|"},
      {"a: http://x/y?z=1\n", "a|http://x/y?z=1|"},
      {"a: !!str b\n", "a|b|"},
      {"a: &x b\nc: *x\n", "a|b|c|*x|"},
      {"a: !t &x 'b'\n", "a|'b'|"},
      {"a: &x !t\n  b\n", "a|b|"},
      {"&k a: &v b\n", "a|b|"},
      {"&m\na: b\n", "a|b|"},
      {"a: &m\n  b: c\n", "a|b|c|"},
      {"a:\nb: c\n", "a||b|c|"},
      {"a: # x\nb: ~\nc: null\n", "a||b|~|c|null|"},
      {"a:\n~: b\n", "a||~|b|"},
      {"a: &x\nb: !!str\n", "a||b||"},
      {"a:\n  ~\n", "a|~|"},
      {"- a\n- b\n", "a|b|"},
      {"-\n- \n-  a\n", "||a|"},
      {"- - a\n  - b\n- c: d\n  e: f\n", "a|b|c|d|e|f|"},
      {"a:\n- b\n- c\nd: e\n", "a|b|c|d|e|"},
      {"a:\n  - b: c # x\n    d: e\n\n# y\n  - b: f\n", "a|b|c|d|e|b|f|"},
      {"{a: b, \"c\":d, 'e' : [f, g],}\n", "a|b|\"c\"|d|'e'|f|g|"},
      {"{a, b: , c: }", "a||b||c||"},
      {"[a: b, ? c : d, {e: f}, [], {}]", "a|b|c|d|e|f|"},
      {"{\n  a: b, # x\n  c: d\n}\n", "a|b|c|d|"},
      {"[&x a, *x, !!str b]", "a|*x|b|"},
      {"? a\n: b\n? c\n", "a|b|c||"},
      {"? |\n  a\n: b\n", "|\n  a|b|"},
      {"a: b\n  c\nd: e\n", "a|b\n  c|d|e|"},
      {"a: 'b\n\n  c'\nd: e\n", "a|'b\n\n  c'|d|e|"},
      {"a: \"b\\\n  c\"\n", "a|\"b\\\n  c\"|"},
      {"a: |\n  b\n   c\n\n  d\n\n\ne: f\n", "a||\n  b\n   c\n\n  d|e|f|"},
      {"a: >-\n    b: c\n\n    - d\n# x\ne: f\n", "a|>-\n    b: c\n\n    - d|e|f|"},
      {"a: |2+ # x\n   b\n\ne: f\n", "a||2+ # x\n   b|e|f|"},
      {"a: |\nb: c\n", "a|||b|c|"},
      {"---\na: b\n---\nc: d\n...\n---\ne: f\n...\n", "a|b|c|d|e|f|"},
      {"%YAML 1.1\n---\na: b\n", "a|b|"},
      {"%TAG !e! tag:e,2020:\n---\na: !e!x b\n", "a|b|"},
      {"\xC3\xA4: \xF0\x9F\x98\x80\nb: c\n", "\xC3\xA4|\xF0\x9F\x98\x80|b|c|"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    CHECK(sources(row.text) == row.expected);
  }
}

TEST_CASE("text that readers would not agree on is refused with its place") {
  const std::vector<Case> cases = {
      {"a: 'b\n", "1:4 "},
      {"a: \"b\nc: d\n", "1:4 "},
      {"a: \"b\n", "1:4 "},
      {"a: b\n'c", ""},
      {"a: b\n- c\n", "2:1 "},
      {"- a\nb: c\n", "2:1 "},
      {"[a] b\n", "1:5 "},
      {"{a: b} c: d\n", ""},
      {"'a' 'b'\n", "1:5 "},
      {"a: 'b' c\n", ""},
      {"a: b\n%FOO x\nc: d\n", "2:5 "},
      {"%FOO x\n---\na: b\n", "1:5 not valid YAML: found unknown directive name"},
      {"%YAML 2.0\n---\na: b\n", ""},
      {"%YAML 1.2\na: b\n", ""},
      {"%YAML 1.1\n", "2:1 "},
      {"a: b\n... c\n", "2:5 not valid YAML: "},
      {"a: b\n  c: d\n", ""},
      {"a: b: c\n", ""},
      {"a:\n    b: c\n  d: e\n", ""},
      {"a: [b\n", ""},
      {"a: b]\nc: [d]]\n", ""},
      {"[a, , b]\n", "1:5 not valid YAML: did not find expected node content"},
      {"[, a]\n", "1:2 not valid YAML: did not find expected node content"},
      {"{a: b, , c: d}\n", "1:8 not valid YAML: did not find expected node content"},
      {"a: *x\n", "1:4 "},
      {"- &a:\n  b: c\n", "1:3 "},
      {"- &a b\n- [*a:c]\n", ""},
      {"a: @b\n", "1:4 "},
      {"a: `b\n", "1:4 "},
      {"a:\n\t- b\n", "2:1 "},
      {"a: \"\\q\"\n", ""},
      {"a: \"\\ud800\"\n", ""},
      {"a: |x\n  b\n", ""},
      {"a: b\rc: d\n", "1:5 a carriage return without a line feed"},
      {"a: \x01\n", "1:4 the control character 0x01"},
      {"a: \x04\nb: c\n", "1:4 the control character 0x04"},
      {std::string("a: \0b\n", 7), "1:4 the control character 0x00"},
      {"a: \xFF\n", "1:4 not UTF-8"},
      {"a: \xC0\x80\n", "1:4 not UTF-8"},
      {"a: \xED\xA0\x80\n", "1:4 not UTF-8"},
      {"a: b\n\xEF\xBB\xBF"
       "c: d\n",
       "2:1 a byte order mark inside the text"},
      {"a: b\nc: d\na: e\n", "3:1 duplicate key 'a', first on line 1"},
      {"{a: b, \"a\": c}\n", "1:8 duplicate key 'a', first on line 1"},
      {"x:\n  - a: 1\n    'a': 2\n", "3:5 duplicate key 'a', first on line 2"},
      {"~: a\nnull: b\n", "2:1 duplicate key 'null', first on line 1"},
      {"&k a: b\n*k : c\n", "2:1 duplicate key '*k', first on line 1"},
      {"&x [*x]\n", "1:5 the alias *x is inside of what it stands for"},
      {"a: &x {b: [c, *x]}\n", "1:15 the alias *x is inside of what it stands for"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const std::string message = parse_fault(row.text);
    CAPTURE(message);
    CHECK(!message.empty());
    CHECK(message.substr(0, row.expected.size()) == row.expected);
  }
}

TEST_CASE("a text is read as go-yaml reads it, also where YAML 1.2 says otherwise") {
  struct Row {
    std::string text;
    std::string sources;  ///< "!": refused
    std::string why;
  };
  const std::vector<Row> rows = {
      {"a: b # c\xC2\x85"
       "d: e\n",
       "a|b|d|e|", "U+0085 ends a line, so a comment"},
      {"a: b # c\xE2\x80\xA8"
       "d: e\n",
       "a|b|d|e|", "U+2028 ends a line, so a comment"},
      {"a: b # c\xE2\x80\xA9"
       "d: e\n",
       "a|b|d|e|", "U+2029 ends a line, so a comment"},
      {"\"a\"#b: c\n", "\"a\"|", "a comment may touch what is before it"},
      {"[a,#b\nc]\n", "a|c|", "a comment may touch what is before it"},
      {"{a:, b: c}\n", "!", "a colon that touches a comma ends no key"},
      {"%YAML 1.2\n---\na: b\n", "!", "1.1 is the one version known"},
      {"--- a\n--- 'b'\n---\n", "!", "kyaml wants a separator's line for itself"},
      {"a: b\n...\n# x\nc: d\n", "!", "kustomize drops a second document without ---"},
      {"[a?]\n", "!", "'?' is an indicator in flow"},
      {"a: \"\\/\"\n", "!", "an escape of 1.2"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.why);
    if (row.sources == "!") {
      CHECK(!parse_fault(row.text).empty());
    } else {
      CHECK(sources(row.text) == row.sources);
    }
  }
}
