// SPDX-License-Identifier: MIT
#include "yaml/reader.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::ErrorKind;
namespace yaml = relctl::yaml;

namespace {

/// One event in the notation of the YAML test suite, without marks.
std::string notation(const yaml::Event& event) {
  std::string text;
  if (!event.anchor.empty() && event.kind != yaml::EventKind::alias)
    text += fmt::format(" &{}", event.anchor);
  if (!event.tag.empty()) text += fmt::format(" <{}>", event.tag);
  switch (event.kind) {
    case yaml::EventKind::scalar:
      return fmt::format("=VAL{} {}{}", text, ":'\"|>"[static_cast<int>(event.style)], event.value);
    case yaml::EventKind::alias:
      return fmt::format("=ALI *{}", event.anchor);
    case yaml::EventKind::sequence_start:
      return fmt::format("+SEQ{}{}", event.flow ? " []" : "", text);
    case yaml::EventKind::sequence_end:
      return "-SEQ";
    case yaml::EventKind::mapping_start:
      return fmt::format("+MAP{}{}", event.flow ? " {}" : "", text);
    case yaml::EventKind::mapping_end:
      return "-MAP";
  }
  return text;
}

/// The events of all chunks; chunks are parted by `---`.
std::string events_of(const std::string& text, const yaml::Limits& limits = yaml::edit_limits) {
  std::string events;
  for (const yaml::Chunk& chunk : yaml::split_chunks(text, "f.yaml", limits)) {
    if (chunk.offset > 0) events += "--- ";
    yaml::Reader reader(chunk, "f.yaml", limits);
    while (const auto event = reader.next())
      events += notation(*event) + ' ';
  }
  return events;
}

/// "line:column message" of the error that reading gives.
std::string reading_fault(const std::string& text, const yaml::Limits& limits = yaml::edit_limits) {
  try {
    return "read: " + events_of(text, limits);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    REQUIRE(error.where().has_value());
    return fmt::format("{}:{} {}", error.where()->line, error.where()->column, error.what());
  }
}

std::string times(const std::string& piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += piece;
  return text;
}

}  // namespace

TEST_CASE("a chunk's events carry values, tags, anchors and styles") {
  CHECK(events_of("a: &x !!str b\nc: [*x, 'd', \"\\u00e4\"]\ne: |\n  f\n") ==
        "+MAP =VAL :a =VAL &x <tag:yaml.org,2002:str> :b =VAL :c +SEQ [] =ALI *x =VAL 'd =VAL "
        "\"\xC3\xA4 -SEQ =VAL :e =VAL |f\n -MAP ");
  CHECK(events_of("- a: {b: }\n-\n") ==
        "+SEQ +MAP =VAL :a +MAP {} =VAL :b =VAL : -MAP -MAP =VAL : -SEQ ");
  CHECK(events_of("") == "");
  CHECK(events_of("# nothing\n") == "");
  CHECK(events_of("---\n") == "=VAL : ");
}

TEST_CASE("a text is split into chunks as kyaml splits it") {
  struct Case {
    std::string text;
    std::vector<std::string> chunks;
  };
  const std::vector<Case> cases = {
      {"", {""}},
      {"a: b\n", {"a: b\n"}},
      {"---\na: b\n", {"---\na: b\n"}},
      {"a\n---\nb\n", {"a\n", "b\n"}},
      {"a\r\n--- # x\r\nb\r\n", {"a\r\n", "b\r\n"}},
      {"a\n--- \t\nb\n--- # c\n", {"a\n", "b\n", ""}},
      {"a\n---", {"a\n---"}},
      {"a\n---\n---\nb\n", {"a\n", "---\nb\n"}},
      {"a\n ---\nb\n", {"a\n ---\nb\n"}},
      {"a: |\n  x\n---\nb\n", {"a: |\n  x\n", "b\n"}},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const auto chunks = yaml::split_chunks(row.text, "f", yaml::edit_limits);
    REQUIRE(chunks.size() == row.chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      CHECK(chunks[i].text == row.chunks[i]);
      CHECK(row.text.substr(chunks[i].offset, chunks[i].text.size()) == row.chunks[i]);
    }
  }
  CHECK(yaml::split_chunks("a\n\n---\n---\nb\n", "f", yaml::edit_limits)[1].line == 4);
}

TEST_CASE("marks are bytes, lines and byte columns of the whole text") {
  const std::string text = "\xEF\xBB\xBF\xC3\xA4: \xF0\x9F\x98\x80 b\r\n---\n" +
                           times("# \xC3\xA4\n", 100) + "c:  \xC3\xBC: d\n";
  const std::string last = "\"\xC3\xBC\": 'd'";
  const std::string whole = text.substr(0, text.rfind("c:")) + "c: {" + last + "}\n";
  std::vector<yaml::Event> scalars;
  std::vector<std::string> sources;
  for (const yaml::Chunk& chunk : yaml::split_chunks(whole, "f", yaml::edit_limits)) {
    yaml::Reader reader(chunk, "f", yaml::edit_limits);
    while (const auto event = reader.next()) {
      if (event->kind != yaml::EventKind::scalar) continue;
      scalars.push_back(*event);
      sources.push_back(whole.substr(event->start.offset, event->end.offset - event->start.offset));
    }
  }
  CHECK(sources ==
        std::vector<std::string>{"\xC3\xA4", "\xF0\x9F\x98\x80 b", "c", "\"\xC3\xBC\"", "'d'"});
  REQUIRE(scalars.size() == 5);
  CHECK(scalars[0].start.column == 1);
  CHECK(scalars[1].start.column == 5);
  CHECK(scalars[2].start.line == 103);
  CHECK(scalars[4].start.column == 11);
}

TEST_CASE("what go-yaml refuses beyond libyaml is refused with its place") {
  CHECK(reading_fault("%YAML 1.1\n--- # x\n") ==
        "2:1 not valid YAML: did not find expected <document start>");
  CHECK(reading_fault("%YAML 1.1\n---") == "read: =VAL : ");
  CHECK(reading_fault("%YAML 1.2\n---") == "1:1 %YAML 1.2: the cluster's tools read 1.1 alone");
  CHECK(reading_fault("a: \"b\\/c\"\n") ==
        "1:6 '\\/' in double quotes: the cluster's tools do not know it");
  CHECK(reading_fault("a: &x !t \"b\\\\/c\"\n") == "read: +MAP =VAL :a =VAL &x <!t> \"b\\/c -MAP ");
  for (const std::string text : {"[?x]", "{a?}", "[a? b]", "[{a: b?c}]"}) {
    CAPTURE(text);
    CHECK(reading_fault(text).find("'?' ") != std::string::npos);
  }
  CHECK(reading_fault("a: b?c\n[x]: ?d\n").starts_with("read: "));
  CHECK(reading_fault("[a]: b?\n").starts_with("read: "));
  CHECK(reading_fault("x\n---\na: *b\n") == "3:4 there is no anchor &b before this alias");
  CHECK(reading_fault("a: &b c\n---\nd: *b\n") == "3:4 there is no anchor &b before this alias");
  CHECK(reading_fault("a: b\n...\n---\nc: d\n").starts_with("read: "));
  CHECK(reading_fault("a: b\n...\n---") == "3:1 a second document begins here");
  CHECK(reading_fault("a: b\n...\nc: d\n") ==
        "3:1 not valid YAML: did not find expected <document start>");
  CHECK(reading_fault("--- a\n--- 'b'\n") ==
        "2:5 text behind '---': kustomize refuses it between documents");
  CHECK(reading_fault("a: b\n\xEF\xBB\xBF"
                      "c: d\n") == "2:1 a byte order mark inside the text");
  CHECK(reading_fault("\xFF\xFE"
                      "a\0") == "1:1 not UTF-8");
  CHECK(reading_fault("a: b\rc: d\n") == "1:5 a carriage return without a line feed");
  CHECK(reading_fault("a:\n  \xC3\xA4\xC2\x80\n") ==
        "2:5 not valid YAML: control characters are not allowed");
}

TEST_CASE("a file's faults are placed in the whole text") {
  CHECK(reading_fault("a: b\n---\nc: 'd\n").starts_with("3:4 not valid YAML: "));
  CHECK(reading_fault("\xEF\xBB\xBF\xC3\xA4: b\n\xC3\xA4 c: d: e\n")
            .starts_with("2:8 not valid YAML: "));
}

TEST_CASE("depth, nodes and size are judged before the next event is asked for") {
  const yaml::Limits few{1000, 3, 5};
  CHECK(reading_fault("[[[a]]]", few).starts_with("read: "));
  CHECK(reading_fault("[[[[a]]]]", few) == "1:4 nested deeper than 3 levels");
  CHECK(reading_fault("[a, b, c, d]", few).starts_with("read: "));
  CHECK(reading_fault("[a, b, c, d, e]", few) == "1:14 more than 5 nodes");
  CHECK(reading_fault(std::string(1001, '#'), few).find("1001 bytes") != std::string::npos);
  const auto start = std::chrono::steady_clock::now();
  CHECK(reading_fault(times("[", 9'999) + times("a,", 1'000'000)) ==
        "1:101 nested deeper than 100 levels");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}
