// SPDX-License-Identifier: MIT
#include "formats/changelog.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::formats::changelog_section;
using relctl::formats::ChangelogRelease;
using relctl::formats::ChangelogSection;
using relctl::formats::release_changelog;

namespace {

const ChangelogRelease release{"1.3.0", "v1.3.0", "2024-05-31"};

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text)
    result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

const std::string whole =
    "# Changelog\n"
    "\n"
    "## [Unreleased]\n"
    "\n"
    "### Added\n"
    "- A thing\n"
    "\n"
    "## [1.2.3] - 2024-01-02\n"
    "- Older\n"
    "\n"
    "[unreleased]: https://example.org/x/compare/v1.2.3...HEAD\n"
    "[1.2.3]: https://example.org/x/compare/v1.2.2...v1.2.3\n";

const std::string whole_after =
    "# Changelog\n"
    "\n"
    "## [Unreleased]\n"
    "\n"
    "## [1.3.0] - 2024-05-31\n"
    "\n"
    "### Added\n"
    "- A thing\n"
    "\n"
    "## [1.2.3] - 2024-01-02\n"
    "- Older\n"
    "\n"
    "[unreleased]: https://example.org/x/compare/v1.3.0...HEAD\n"
    "[1.3.0]: https://example.org/x/compare/v1.2.3...v1.3.0\n"
    "[1.2.3]: https://example.org/x/compare/v1.2.2...v1.2.3\n";

}  // namespace

TEST_CASE("what is unreleased becomes the version's, and the links at the foot follow") {
  const auto result = release_changelog(whole, "CHANGELOG.md", release);
  CHECK(result.text == whole_after);
  CHECK_FALSE(result.was_empty);
  CHECK_FALSE(result.links_unclear);
}

TEST_CASE("entries come below people's words, under their headings where there are such") {
  const std::vector<ChangelogSection> sections = {{"Added", {"- b\n", "- c\n  - more\n"}},
                                                  {"Fixes", {"- d\n"}}};
  const struct {
    std::string before;
    std::string after;
  } cases[] = {
      {"## [Unreleased]\n\n### Added\n\n- a\n\n### Removed\n\n- z\n\n## [1.2.3] - 2024-01-02\n",
       "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n\n### Added\n\n- a\n- b\n- c\n  - more\n\n"
       "### Removed\n\n- z\n\n### Fixes\n\n- d\n\n## [1.2.3] - 2024-01-02\n"},
      {"## [Unreleased]\n\n## [1.2.3] - 2024-01-02\n",
       "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n\n### Added\n\n- b\n- c\n  - more\n\n### "
       "Fixes\n\n- d\n\n## [1.2.3] - 2024-01-02\n"},
      {"## Unreleased\nWords.",
       "## Unreleased\n\n## 1.3.0 - 2024-05-31\nWords.\n\n### Added\n\n- b\n- c\n  - more\n\n### "
       "Fixes\n\n- d"},
      {"## [Unreleased]\n\n### added\n\n[unreleased]: /compare/a...HEAD\n",
       "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n\n### added\n\n- b\n- c\n  - more\n\n### "
       "Fixes\n\n- d\n\n[unreleased]: /compare/v1.3.0...HEAD\n[1.3.0]: /compare/a...v1.3.0\n"},
  };
  ChangelogRelease told = release;
  told.sections = sections;
  for (const auto& [before, after] : cases) {
    CHECK(release_changelog(before, "f", told).text == after);
    CHECK(release_changelog(with_crlf(before), "f", told).text == with_crlf(after));
  }
  ChangelogRelease empty = release;
  empty.otherwise = "Nothing.";
  CHECK(release_changelog("## Unreleased\n", "f", empty).text ==
        "## Unreleased\n\n## 1.3.0 - 2024-05-31\n\nNothing.\n");
  CHECK(release_changelog("## Unreleased\n- a\n", "f", empty).text ==
        "## Unreleased\n\n## 1.3.0 - 2024-05-31\n- a\n");
}

TEST_CASE("line ends, a byte order mark and a missing last newline stay in a changelog") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(release_changelog(mark + with_crlf(whole), "f", release).text ==
        mark + with_crlf(whole_after));
  CHECK(release_changelog("\xEF\xBB\xBF## Unreleased", "f", release).text ==
        mark + "## Unreleased\n\n## 1.3.0 - 2024-05-31");
  CHECK(release_changelog("# C\r\n## Unreleased", "f", release).text ==
        "# C\r\n## Unreleased\r\n\r\n## 1.3.0 - 2024-05-31");
  CHECK(release_changelog("## [Unreleased]\n[unreleased]: /compare/a..HEAD", "f", release).text ==
        "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n[unreleased]: /compare/v1.3.0..HEAD\n"
        "[1.3.0]: /compare/a..v1.3.0");
}

TEST_CASE("the new heading has the style of the newest version's") {
  struct Row {
    std::string before;
    std::string heading;
  };
  const std::vector<Row> rows = {
      {"## [Unreleased]\n", "## [1.3.0] - 2024-05-31"},
      {"## unreleased\n", "## 1.3.0 - 2024-05-31"},
      {"##  [UNRELEASED] - soon ##\n", "## [1.3.0] - 2024-05-31"},
      {"## [Unreleased]\n## 1.2.3 (2024-01-02)\n", "## 1.3.0 (2024-05-31)"},
      {"## Unreleased\n## [v1.2.3] \xE2\x80\x93 2024-01-02 [YANKED]\n",
       "## [v1.3.0] \xE2\x80\x93 2024-05-31"},
      {"## [Unreleased]\n## [1.2.3](/compare/1..2) (2024-01-02)\n", "## [1.3.0] - 2024-05-31"},
      {"## [Unreleased]\n## Older versions\n", "## [1.3.0] - 2024-05-31"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const std::size_t end = row.before.find('\n');
    CHECK(release_changelog(row.before, "f", release).text ==
          row.before.substr(0, end) + "\n\n" + row.heading + row.before.substr(end));
  }
}

TEST_CASE("versions may be headings of the first level, and underlined") {
  struct HeadingRow {
    std::string text;
    std::string after;
  };
  const std::vector<HeadingRow> rows = {
      {"# Changelog\n\n# Unreleased\n\n## Added\n- x\n\n# 1.2.3 - 2024-01-02\n",
       "# Changelog\n\n# Unreleased\n\n# 1.3.0 - 2024-05-31\n\n## Added\n- x\n\n# 1.2.3 - "
       "2024-01-02\n"},
      {"Changelog\n=========\n\nUnreleased\n----------\n\n- x\n\n1.2.3 "
       "(2024-01-02)\n------------------\n\n- y\n",
       "Changelog\n=========\n\nUnreleased\n----------\n\n1.3.0 "
       "(2024-05-31)\n------------------\n\n- x\n\n"
       "1.2.3 (2024-01-02)\n------------------\n\n- y\n"},
      {"[Unreleased]\n===\n- x\n", "[Unreleased]\n===\n\n[1.3.0] - 2024-05-31\n===\n- x\n"},
      {"## Unreleased\n- x\n  y\n---\n\nA rule\nof two lines\n---\n",
       "## Unreleased\n\n## 1.3.0 - 2024-05-31\n- x\n  y\n---\n\nA rule\nof two lines\n---\n"},
  };
  for (const HeadingRow& row : rows) {
    CAPTURE(row.text);
    CHECK(release_changelog(row.text, "C", release).text == row.after);
    const auto crlf = release_changelog(with_crlf(row.text), "C", release);
    CHECK(crlf.text == with_crlf(row.after));
    CHECK(changelog_section(row.after, "1.3.0").value().find("- x") != std::string::npos);
    CHECK_FALSE(crlf.was_empty);
  }
  CHECK(changelog_section(rows[1].after, "1.2.3") == "- y");
}

TEST_CASE("headings in fenced code, in comments and in indented code are none") {
  const std::string around =
      "```\n## [Unreleased]\n~~~\n```\n"
      "~~~~ md\n## [1.3.0]\n~~~\n~~~~\n"
      "<!--\n## [Unreleased]\n-->\n<!-- ## [1.3.0] -->\n"
      "    ## [Unreleased]\n"
      "##[Unreleased]\n"
      "### [Unreleased]\n";
  const auto result = release_changelog(around + "## [Unreleased]\n- x\n" + around, "f", release);
  CHECK(result.text == around + "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n- x\n" + around);
  CHECK_THROWS_AS(release_changelog(around, "f", release), Error);
}

TEST_CASE("an Unreleased section that says nothing is reported") {
  for (const std::string body : {"", "\n\n", "\n### Added\n\n### Fixed\n", "<!-- to come -->\n"}) {
    CAPTURE(body);
    const std::string older = "## [1.2.3] - 2024-01-02\n- Older\n";
    CHECK(release_changelog("## [Unreleased]\n" + body + older, "f", release).was_empty);
    CHECK(release_changelog("## [Unreleased]\n" + body + "[1.2.3]: /x\n", "f", release).was_empty);
    CHECK_FALSE(
        release_changelog("## [Unreleased]\n" + body + "- x\n" + older, "f", release).was_empty);
  }
}

TEST_CASE("links of another form stay as they are, which is reported") {
  struct Row {
    std::string before;
    std::string after;
    bool unclear;
  };
  const std::vector<Row> rows = {
      {"", "", false},
      {"[1.2.3]: /compare/v1.2.2...v1.2.3\n", "[1.2.3]: /compare/v1.2.2...v1.2.3\n", false},
      {"[unreleased]: /commits/main\n", "[unreleased]: /commits/main\n", true},
      {"[unreleased]: /compare/HEAD..v1.2.3\n", "[unreleased]: /compare/HEAD..v1.2.3\n", true},
      {"[Unreleased]: </-/compare/s/v1.2.3...main>\n",
       "[Unreleased]: </-/compare/v1.3.0...main>\n[1.3.0]: </-/compare/s/v1.2.3...v1.3.0>\n",
       false},
      {"[unreleased]:\t/compare/a...HEAD\n[1.3.0]: /x\n",
       "[unreleased]:\t/compare/v1.3.0...HEAD\n[1.3.0]: /x\n", false},
      {"```\n[unreleased]: /compare/a...HEAD\n```\n", "```\n[unreleased]: /compare/a...HEAD\n```\n",
       false},
  };
  const std::string head = "## [Unreleased]\n- x\n\n";
  const std::string head_after = "## [Unreleased]\n\n## [1.3.0] - 2024-05-31\n- x\n\n";
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const auto result = release_changelog(head + row.before, "f", release);
    CHECK(result.text == head_after + row.after);
    CHECK(result.links_unclear == row.unclear);
  }
}

TEST_CASE("a changelog that cannot take the release is refused with its place") {
  struct Row {
    std::string text;
    std::string message;
    std::size_t line;
  };
  const std::vector<Row> rows = {
      {"# Changelog\n## [1.2.3]\n", "the changelog has no Unreleased section", 0},
      {"", "the changelog has no Unreleased section", 0},
      {"## [Unreleased]\n## Unreleased\n", "the changelog has two Unreleased sections", 2},
      {"## [Unreleased]\n\n## v1.3.0 (2024-01-01)\n", "the changelog has a section 1.3.0 already",
       3},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    try {
      release_changelog(row.text, "CHANGELOG.md", release);
      FAIL_CHECK("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == relctl::ErrorKind::input);
      CHECK(std::string(error.what()) == row.message);
      REQUIRE(error.where());
      CHECK(error.where()->file == "CHANGELOG.md");
      CHECK(error.where()->line == row.line);
      CHECK_FALSE(error.hints().empty());
    }
  }
}

TEST_CASE("a version's section is found by its number, without heading and links") {
  const std::string text = with_crlf(
      "## [Unreleased]\n- new\n\n## [1.3.0] - 2024-05-31\n\n### Added\n- A\n<!-- no -->\n- B\n\n"
      "```\n## [1.2.3]\n```\n## v1.2.3\n[1.2.3]: /x\n## 1.2.2\n- last\n\n[1.2.2]: /x\n");
  CHECK(changelog_section(text, "1.3.0") == "### Added\n- A\n\n- B\n\n```\n## [1.2.3]\n```");
  CHECK(changelog_section(text, "1.2.3") == "");
  CHECK(changelog_section(text, "1.2.2") == "- last");
  CHECK_FALSE(changelog_section(text, "1.2").has_value());
}
