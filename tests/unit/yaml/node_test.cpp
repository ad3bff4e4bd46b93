// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

using relctl::Error;
namespace yaml = relctl::yaml;
using yaml::Kind;
using yaml::Style;

namespace {

std::string source_of(const yaml::Stream& stream, const yaml::Node& node) {
  return stream.text.substr(node.span.offset, node.span.size);
}

}  // namespace

TEST_CASE("a node tells its kind, value, tag, anchor and style") {
  const yaml::Stream stream = yaml::parse(
      "- plain\n- 'it''s'\n- \"\\u00e4\\n\"\n- |\n  a\n  b\n- >-\n  a\n  b\n- !t &x v\n- *x\n- ~\n"
      "- 'null'\n- !!str null\n-\n- [a]\n",
      "f");
  REQUIRE(stream.documents.size() == 1);
  const std::vector<yaml::Node>& items = stream.documents[0].items;
  REQUIRE(items.size() == 12);
  const std::vector<std::string> values = {"plain", "it's", "\xC3\xA4\n", "a\nb\n", "a b", "v",
                                           "x",     "~",    "null",       "null",   "",    ""};
  const std::vector<Style> styles = {Style::plain,   Style::single_quoted, Style::double_quoted,
                                     Style::literal, Style::folded,        Style::plain,
                                     Style::plain,   Style::plain,         Style::single_quoted};
  for (std::size_t i = 0; i < items.size(); ++i) {
    CAPTURE(i);
    CHECK(items[i].value == values[i]);
    if (i < styles.size()) CHECK((items[i].style == styles[i]));
    CHECK(items[i].is_null() == (i == 7 || i == 10));
  }
  CHECK(items[5].tag == "!t");
  CHECK(items[5].anchor == "x");
  CHECK((items[6].kind == Kind::alias));
  CHECK(items[9].tag == "!!str");
  CHECK((items[11].kind == Kind::sequence));
  CHECK(items[11].flow);
  CHECK_FALSE(stream.documents[0].flow);
}

TEST_CASE("a collection's span ends with its content, its items start at their dash") {
  const std::string text =
      "images: # x\n"
      "  - name: a\n"
      "    newTag: b # y\n"
      "\n"
      "  - &m\n"
      "    ? c\n"
      "    : |\n"
      "      d\n"
      "\n"
      "# z\n"
      "flow: {e: [f, g] , } # w\n"
      "null:\n"
      "  -\n"
      "last: !t &l\n"
      "  k: v\n";
  const yaml::Stream stream = yaml::parse(text, "f");
  const yaml::Node& root = stream.documents[0];
  CHECK(source_of(stream, root) == text.substr(0, text.size() - 1));
  const yaml::Node* images = root.find("images");
  REQUIRE(images != nullptr);
  CHECK(source_of(stream, *images) ==
        "- name: a\n    newTag: b # y\n\n  - &m\n    ? c\n    : |\n      d");
  CHECK(text.substr(images->items[0].start, 7) == "- name:");
  CHECK(text.substr(images->items[1].start, 4) == "- &m");
  CHECK(source_of(stream, images->items[0]) == "name: a\n    newTag: b");
  CHECK(source_of(stream, images->items[1]) == "? c\n    : |\n      d");
  CHECK(text.substr(images->items[1].entries[0].key.start, 3) == "? c");
  CHECK(source_of(stream, *root.find("flow")) == "{e: [f, g] , }");
  CHECK(source_of(stream, *yaml::find(root, "flow.e")) == "[f, g]");
  CHECK(source_of(stream, *root.find("null")) == "-");
  CHECK(root.find("null")->items[0].span.offset == text.find("  -\nlast") + 3);
  const yaml::Node* last = root.find("last");
  CHECK(text.substr(last->start, 5) == "!t &l");
  CHECK(source_of(stream, *last) == "k: v");
}

TEST_CASE("a key path finds one node or none") {
  const yaml::Stream stream = yaml::parse(
      "q: &q d\n"
      "a: {b: [x, {n: p, v: 1}, {n: 'q', v: 2}, {n: p2}, *q, {n: [q]}]}\n"
      "'1': one\n"
      "x.y: dotted\n"
      "\"\": none\n",
      "f");
  const auto value = [&](const std::string& key_path) -> std::string {
    const yaml::Node* node = yaml::find(stream.documents[0], key_path);
    return node == nullptr ? "-" : node->value;
  };
  CHECK(value("a.b[0]") == "x");
  CHECK(value("a.b[n=p].v") == "1");
  CHECK(value("a.b[n=q].v") == "2");
  CHECK(value("1") == "one");
  CHECK(value("\"x.y\"") == "dotted");
  CHECK(value("\"\"") == "none");
  CHECK(value("a.b[6]") == "-");
  CHECK(value("a.b[n=z]") == "-");
  CHECK(value("a[0]") == "-");
  CHECK(value("a.b.n") == "-");
  CHECK(value("x.y") == "-");
  CHECK_THROWS_AS(yaml::find(stream.documents[0], "a["), Error);
}

TEST_CASE("get reads through an alias of a scalar, and nothing from nulls and collections") {
  const std::string text =
      "a: &x one\nb: *x\nc: ~\nd:\ne: [1]\nf: &y [1]\ng: *y\nh: &x two\ni: *x\nj: ''\n";
  CHECK(yaml::get(text, "f", "b") == "one");
  CHECK(yaml::get(text, "f", "i") == "two");
  CHECK(yaml::get(text, "f", "j") == "");
  for (const std::string key : {"c", "d", "e", "f", "g", "z", "a.b", "e[1]"}) {
    CAPTURE(key);
    CHECK_FALSE(yaml::get(text, "f", key).has_value());
  }
  CHECK(yaml::get("", "f", "a") == std::nullopt);
  CHECK(yaml::get("a: 1\n---\nb: 2\n---\nb: 3\n", "f", "b") == "2");
}
