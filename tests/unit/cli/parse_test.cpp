// SPDX-License-Identifier: MIT
#include "cli/parse.hpp"

#include <iostream>
#include <memory>
#include <sstream>

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::cli::Chapter;
using relctl::cli::Command;
using relctl::cli::Context;
using relctl::cli::parse;

namespace {

struct Options {
  bool loud = false;
  std::optional<std::string> to;
  std::string greeting = "hello";
  std::vector<std::string> names;
  std::vector<std::string> tags;
  std::size_t times = 1;
};

std::string wrong_tag(const std::string& tag) {
  return tag.starts_with("v") ? "" : "a tag starts with v";
}

/// `greet` prints what it was given, in the order of Options.
void declare_greet(Command& command) {
  const auto options = std::make_shared<Options>();
  command.help = {"It is polite.", "demo greet Ada", "0  said"};
  command.argument("name", "NAME", &options->names, "Whom").required();
  command.flag("-l,--loud", &options->loud, "With force");
  command.option("--to", "PLACE", &options->to, "Where to");
  command.option("--greeting", "WORD", &options->greeting, "What").one_of({"hello", "bye"});
  command.option("--tag", "TAG", &options->tags, "Beside it").check(wrong_tag);
  command.option("--times", "N", &options->times, "How often");
  command.exclusive.push_back({"--loud", "--to"});
  command.run = [options](Context& context) {
    context.out << options->greeting << (options->loud ? "!" : "");
    if (options->to) context.out << " to " << *options->to;
    for (const std::string& name : options->names)
      context.out << " name:" << name;
    for (const std::string& tag : options->tags)
      context.out << " tag:" << tag;
    context.out << ' ' << options->times;
    return 7;
  };
  command.subcommand("again", "Once more", {}).run = [](Context& context) {
    context.out << "again";
    return 8;
  };
}

void declare_broken(Command& /*command*/) {
  throw std::logic_error("declared, although nobody named it");
}

const std::vector<Chapter> chapters = {{"First", {{"greet", "Say hello", declare_greet}}},
                                       {"Second", {{"broken", "Never asked for", declare_broken}}}};

struct Answer {
  int code = 0;
  std::string out;
};

Answer run(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Context context{std::cin, out, err};
  const auto invocation = parse(arguments, chapters);
  context.globals = invocation.globals;
  const int code = invocation.run(context);
  return {code, out.str()};
}

}  // namespace

TEST_CASE("options reach what they were declared for") {
  struct Row {
    std::vector<std::string> arguments;
    std::string out;
  };
  const std::vector<Row> rows = {
      {{"greet", "Ada"}, "hello name:Ada 1"},
      {{"greet", "Ada", "Bob", "--times", "3"}, "hello name:Ada name:Bob 3"},
      {{"greet", "Ada", "-l", "--greeting", "bye"}, "bye! name:Ada 1"},
      {{"greet", "--to=Rome", "Ada"}, "hello to Rome name:Ada 1"},
      // An option takes one word: what follows is an argument.
      {{"greet", "--tag", "v1", "Ada", "--tag", "v2"}, "hello name:Ada tag:v1 tag:v2 1"},
      {{"--quiet", "greet", "Ada"}, "hello name:Ada 1"},
      {{"greet", "--", "-l"}, "hello name:-l 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.out);
    const Answer answer = run(row.arguments);
    CHECK(answer.code == 7);
    CHECK(answer.out == row.out);
  }
}

TEST_CASE("the innermost command that was named is run") {
  const Answer answer = run({"greet", "Ada", "again"});
  CHECK(answer.code == 8);
  CHECK(answer.out == "again");
}

TEST_CASE("a command line that is not understood is told with what was meant") {
  struct Row {
    std::vector<std::string> arguments;
    std::string message;
  };
  const std::vector<Row> rows = {
      {{"greet"}, "relctl greet: name is required"},
      {{"gret", "Ada"}, "relctl knows no command or argument \"gret\""},
      {{"greet", "Ada", "--lud"}, "relctl greet knows no option \"--lud\""},
      {{"greet", "Ada", "--loud", "--to", "Rome"}, "--loud excludes --to"},
      {{"greet", "Ada", "--greeting", "yo"}, "--greeting: yo not in {hello,bye}"},
      {{"greet", "Ada", "--tag", "1"}, "--tag: a tag starts with v"},
      {{"greet", "Ada", "--times", "x"}, "Could not convert: --times = x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    CHECK_THROWS_WITH_AS(parse(row.arguments, chapters), row.message.c_str(), Error);
  }
}

TEST_CASE("a command that is not named declares nothing") {
  CHECK_THROWS_AS(parse({"broken"}, chapters), std::logic_error);
  CHECK(run({"--help"}).out.find("Never asked for") != std::string::npos);
}

TEST_CASE("--version is answered without a command, also beside --json") {
  CHECK(run({"--version"}).out.starts_with("relctl "));
  CHECK(run({"--json", "--version"}).out.starts_with("{"));
  CHECK(run({"--version", "greet"}).out.starts_with("relctl "));
}

TEST_CASE("help is a word, too") {
  CHECK(run({"help"}).out == run({"--help"}).out);
  CHECK(run({"help", "greet"}).out == run({"greet", "--help"}).out);
}
