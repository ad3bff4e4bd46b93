// SPDX-License-Identifier: MIT
#include "notes/write.hpp"

#include <doctest/doctest.h>

using namespace relctl::notes;

namespace {

const std::string commit_id(40, 'a');

Entry entry(const std::string& text) {
  Entry result;
  result.type = "feat";
  result.text = text;
  result.commits = {commit_id};
  return result;
}

}  // namespace

TEST_CASE("notes are written as Markdown and as text") {
  Entry first = entry("drop <v1>");
  first.scope = "api";
  first.warning = "use @v2";
  first.references = {"#12"};
  Entry second = entry("a login");
  second.authors = {"Ada"};
  const Notes notes{{{"Breaking changes", {first}}, {"Features", {second}}}, 0};
  CHECK(to_markdown(notes, {}) ==
        "### Breaking changes\n\n- **api:** drop \\<v1\\> (#12)\n  - use `@v2`\n\n"
        "### Features\n\n- a login (aaaaaaa) by Ada\n");
  CHECK(to_text(notes, {}) ==
        "Breaking changes\n- api: drop <v1> (#12)\n  use @v2\n\nFeatures\n- a login (aaaaaaa) by "
        "Ada\n");
  CHECK(to_markdown({}, {}) == nothing_to_tell);
}

TEST_CASE("links are those of the forge") {
  const std::string page = "https://host/o/r";
  const struct {
    Pages pages;
    std::string commit;
    std::string issue;
    std::string request;
    std::string comparison;
  } cases[] = {
      {Pages::github, "/commit/" + commit_id, "/issues/5", "/issues/6", "/compare/v1...x/v2"},
      {Pages::gitlab, "/-/commit/" + commit_id, "/-/issues/5", "/-/merge_requests/6",
       "/-/compare/v1...x/v2"},
      {Pages::gitea, "/commit/" + commit_id, "/issues/5", "/issues/6", "/compare/v1...x/v2"},
      {Pages::bitbucket, "/commits/" + commit_id, "/pull-requests/5", "/pull-requests/6",
       "/branches/compare/x/v2%0Dv1"},
  };
  for (const auto& each : cases) {
    const Links links(each.pages, page);
    CHECK(links.commit(commit_id) == page + each.commit);
    CHECK(links.reference("#5") == page + each.issue);
    CHECK(links.reference("!6") == page + each.request);
    CHECK(links.comparison("v1", "x/v2") == page + each.comparison);
  }
  const Writing writing{Links(Pages::github, page), "v1", "v2"};
  CHECK(to_markdown({{{"Fixes", {entry("x")}}}, 0}, writing) ==
        "### Fixes\n\n- x ([aaaaaaa](" + page + "/commit/" + commit_id + "))\n\n[All changes](" +
            page + "/compare/v1...v2)\n");
}

TEST_CASE("long notes are cut, and say how much is left") {
  Notes notes{{{"Fixes", {}}}, 0};
  for (int i = 0; i < 100; ++i)
    notes.sections.front().entries.push_back(entry("change " + std::to_string(i)));
  Writing small;
  small.most_bytes = 200;
  const std::string text = to_markdown(notes, small);
  CHECK(text.size() < 250);
  CHECK(text.ends_with("\n- and 92 more\n"));
}
