// SPDX-License-Identifier: MIT
#include "forge/request_text.hpp"

#include <doctest/doctest.h>

#include "forge/markdown.hpp"

namespace relctl::forge {
namespace {

plan::ServiceOutcome service(const std::string& name, const std::string& from,
                             const std::string& to) {
  plan::ServiceOutcome outcome;
  outcome.name = name;
  if (!from.empty()) outcome.previous = from;
  outcome.version = to;
  return outcome;
}

RequestFacts sample() {
  RequestFacts facts;
  facts.environment = "staging";
  facts.from = "dev";
  facts.services = {service("api", "1.2.3", "1.3.0"), service("web", "", "0.1.0")};
  facts.diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-tag: 1.2.3\n+tag: 1.3.0\n";
  facts.commits = {{"abc1234567", "feat: carts", "Ann"}};
  facts.requester = "Rel Manager <rel@acme.example>";
  facts.record.operation = "promote";
  facts.record.id = "0123456789abcdef0123456789abcdef";
  facts.record.services = {{"api", "1.3.0", "1.2.3"}, {"web", "0.1.0", {}}};
  facts.record.environment = "staging";
  facts.record.tool = "0.1.0";
  return facts;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a promotion's request says what changes, why, by whom, and ends with the trailers") {
  const RequestFacts facts = sample();
  const RequestText text = request_text(facts);
  CHECK(text.title == "Promote api 1.3.0, web 0.1.0 to staging");
  CHECK(
      text.body.starts_with("Promotes to `staging` what `dev` runs.\n\n"
                            "| service | from | to |\n| --- | --- | --- |\n"
                            "| `api` | `1.2.3` | `1.3.0` |\n| `web` | none | `0.1.0` |\n"));
  CHECK(holds(text.body, "- `abc1234567` `feat: carts` by `Ann`\n"));
  CHECK(holds(text.body, "```diff\n" + facts.diff + "```\n"));
  CHECK(holds(text.body, "Asked for by `Rel Manager <rel@acme.example>`."));
  CHECK(text.body.ends_with("\n\n" + record::write_trailers(facts.record)));
}

TEST_CASE("a squash commit of title and body is read as the promotion that it is") {
  const RequestFacts facts = sample();
  const RequestText text = request_text(facts);
  std::string with_crlf;
  for (const char c : text.body) {
    if (c == '\n') with_crlf += '\r';
    with_crlf += c;
  }
  CHECK(record::read_records(text.title + "\n\n" + text.body) == std::vector{facts.record});
  CHECK(record::read_records(text.title + "\n\n" + with_crlf) == std::vector{facts.record});
}

TEST_CASE("only what is done is listed, and many services make a short title") {
  RequestFacts facts = sample();
  facts.services.push_back(service("held", "1.0.0", "2.0.0"));
  facts.services.back().status = plan::Status::held;
  CHECK_FALSE(holds(request_text(facts).body, "held"));
  for (int i = 0; i < 300; ++i)
    facts.services.push_back(service("service-" + std::to_string(i), "1.0.0", "2.0.0"));
  const RequestText text = request_text(facts);
  CHECK(text.title == "Promote 302 services to staging");
  CHECK(holds(text.body, "and 102 more services"));
}

TEST_CASE("what a commit says stays text: no mention, link, HTML, table or command") {
  RequestFacts facts = sample();
  const std::vector<std::string> subjects = {"@everyone look",
                                             "[click](https://evil.example)",
                                             "<img src=x onerror=y>",
                                             "a | b",
                                             "/merge",
                                             "``` \n/approve",
                                             "`@all`",
                                             "fixes #1",
                                             "\xe2\x80\xae reversed",
                                             "line\nend"};
  for (const std::string& subject : subjects) {
    CAPTURE(subject);
    facts.commits = {{"abc", subject, subject}};
    const std::string body = request_text(facts).body;
    const std::string line =
        "- `abc` " + inline_code(subject) + " by " + inline_code(subject) + "\n";
    CHECK(holds(body, line));
  }
}

TEST_CASE("inline code cannot be left from inside") {
  struct Case {
    std::string text;
    std::string plain;
    std::string in_table;
  };
  const std::vector<Case> cases = {
      {"a", "`a`", "`a`"},
      {"", "`  `", "`  `"},
      {"a`b", "``a`b``", "``a`b``"},
      {"`", "`` ` ``", "`` ` ``"},
      {"a``b`", "``` a``b` ```", "``` a``b` ```"},
      {"a|b", "`a|b`", "`a\\|b`"},
      {"a\nb\tc", "`a\\nb\\tc`", "`a\\nb\\tc`"},
      {"\x1b[31m", "`\\x1b[31m`", "`\\x1b[31m`"},
      {" a ", "`  a  `", "`  a  `"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(inline_code(each.text) == each.plain);
    CHECK(inline_code(each.text, true) == each.in_table);
  }
}

TEST_CASE("a fence cannot be closed from inside") {
  CHECK(fenced("a\n", "diff") == "```diff\na\n```\n");
  CHECK(fenced("a", "") == "```\na\n```\n");
  CHECK(fenced(" ```\n/merge\n", "diff") == "````diff\n ```\n/merge\n````\n");
  CHECK(fenced("`````", "diff") == "``````diff\n`````\n``````\n");
  CHECK(fenced("a\r\nb\x1b\n", "diff") == "```diff\na\nb\\x1b\n```\n");
}

TEST_CASE("a body stays within its size, whatever is in it, and keeps its trailers") {
  for (const std::string& line : {std::string("+tag: 1\n"), std::string("+\x01\x02\x03\x04\n"),
                                  std::string(1000, '`') + "\n", std::string("\xff")}) {
    RequestFacts facts = sample();
    facts.diff.clear();
    while (facts.diff.size() < 100'000)
      facts.diff += line;
    for (int i = 0; i < 100; ++i)
      facts.commits.push_back({"abc", std::string(500, 'x'), "Ann"});
    const RequestText text = request_text(facts);
    CHECK(text.body.size() <= facts.most_bytes);
    CHECK(holds(text.body, "Too long to be shown whole"));
    CHECK(holds(text.body, "and 71 more commits"));
    CHECK(record::read_records(text.title + "\n\n" + text.body) == std::vector{facts.record});
  }
}

TEST_CASE("text is cut between characters") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcdefgh", 6) == "abc…");
  CHECK(shortened("ab\xc3\xa4\xc3\xa4\xc3\xa4", 6) == "ab…");
  CHECK(first_lines("a\nb\nc\n", 4) == "a\nb\n");
  CHECK(first_lines("a\nb\n", 4) == "a\nb\n");
  CHECK(first_lines("abcdef", 4).empty());
}

}  // namespace relctl::forge
