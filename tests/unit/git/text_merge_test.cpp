// SPDX-License-Identifier: MIT
#include "git/text_merge.hpp"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "git/handles.hpp"
#include "git/repository.hpp"
#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

using Lines = std::vector<std::string>;

std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + '\n';
  return text;
}

/// A few lines changed, added and taken away.
Lines edited(Lines lines, std::mt19937& random) {
  const std::size_t edits = random() % 4;
  for (std::size_t i = 0; i < edits; ++i) {
    const std::size_t place = random() % lines.size();
    const auto at = lines.begin() + static_cast<std::ptrdiff_t>(place);
    const std::string text = "edit " + std::to_string(random() % 5);
    const auto kind = random() % 3;
    if (kind == 0) *at = text;
    if (kind == 1) lines.insert(at, text);
    if (kind == 2 && lines.size() > 1) lines.erase(at);
  }
  return lines;
}

bool any_resolves(const std::vector<plan::TextMerge>& merges, const std::string& text) {
  return std::any_of(merges.begin(), merges.end(),
                     [&](const auto& merge) { return plan::is_resolution(merge, text); });
}

TEST_CASE("whatever git makes of two sides by itself, or by one side, is a resolution") {
  const Library library;
  const TemporaryRepository repository;
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    Lines base;
    for (int i = 0; i < 8; ++i)
      base.push_back("line " + std::to_string(random() % 6));
    const std::string from = text_of(base);
    const std::string ours = text_of(edited(base, random));
    const std::string theirs = text_of(edited(base, random));
    repository.write("base", from);
    repository.write("ours", ours);
    repository.write("theirs", theirs);
    const auto merges = merge_texts(from, ours, theirs);
    for (const std::string favor : {"--ours", "--theirs", "--union"}) {
      const std::string made =
          repository.git({"merge-file", "-p", favor, "ours", "base", "theirs"}) + '\n';
      CAPTURE(from);
      CAPTURE(ours);
      CAPTURE(theirs);
      CAPTURE(made);
      CHECK(any_resolves(merges, made));
      CHECK_FALSE(any_resolves(merges, made + "invented\n"));
    }
  }
}

TEST_CASE("lines that look like markers are text") {
  const Library library;
  const std::string markers = "<<<<<<< a\n=======\n>>>>>>> b\n";
  const std::string from = markers + "x\n" + markers;
  const auto merges = merge_texts(from, markers + "y\n" + markers, markers + "z\n" + markers);
  CHECK(any_resolves(merges, markers + "y\n" + markers));
  CHECK(any_resolves(merges, markers + "z\n" + markers));
  CHECK_FALSE(any_resolves(merges, from));
}

TEST_CASE("texts without a last line end, with carriage returns, and empty ones are merged") {
  const Library library;
  CHECK(any_resolves(merge_texts("a", "b", "c"), "b"));
  CHECK(any_resolves(merge_texts("a\r\n", "b\r\n", "c\r\n"), "b\r\nc\r\n"));
  CHECK(any_resolves(merge_texts("", "", "c\n"), "c\n"));
  CHECK(any_resolves(merge_texts("", "", ""), ""));
  CHECK_FALSE(any_resolves(merge_texts("", "", ""), "a"));
}

TEST_CASE("merge bases are the best common ancestors, and none where histories share nothing") {
  const TemporaryRepository work;
  const ObjectId base = work.commit({{"a", "1"}});
  work.git({"checkout", "-q", "-b", "side"});
  const ObjectId side = work.commit({{"a", "2"}});
  work.git({"checkout", "-q", "main"});
  const ObjectId main = work.commit({{"b", "1"}});
  work.git({"checkout", "-q", "--orphan", "alone"});
  const ObjectId alone = work.commit({{"c", "1"}});
  const Repository repository = Repository::open(work.path());
  const auto history = repository.history();
  CHECK(history->merge_bases(main, side) == std::vector{base});
  CHECK(history->merge_bases(main, base) == std::vector{base});
  CHECK(history->merge_bases(main, alone).empty());
}

}  // namespace
}  // namespace relctl::git
