// SPDX-License-Identifier: MIT
#include "report/findings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace relctl::report {
namespace {

judge::Finding finding() {
  judge::Finding finding;
  finding.commit = *ObjectId::parse("0123456789012345678901234567890123456789");
  finding.subject = "by hand";
  finding.path = "deploy/dev/kustomization.yaml";
  finding.line = 4;
  finding.field = "images[name=a]";
  finding.what = "tag 9.9.9 comes from no release";
  finding.remedy = "relctl promote dev";
  return finding;
}

TEST_CASE("a finding names file, line, field, commit and the command that does it properly") {
  CHECK(to_text({finding()}, Style{}) ==
        "deploy/dev/kustomization.yaml:4: images[name=a]: tag 9.9.9 comes from no release\n"
        "  in commit 0123456789 \"by hand\"\n"
        "  instead: relctl promote dev\n");
  judge::Finding staged;
  staged.path = "deploy/dev";
  staged.what = "only relctl writes this file";
  CHECK(to_text({staged}, Style{}) == "deploy/dev: only relctl writes this file\n");
}

TEST_CASE("an overridden finding says who took responsibility, and no command") {
  judge::Finding overridden = finding();
  overridden.overridden = "the site is down";
  const std::string text = to_text({overridden}, Style{});
  CHECK(text.find("overridden: the site is down\n") != std::string::npos);
  CHECK(text.find("instead") == std::string::npos);
}

TEST_CASE("what a commit says cannot reach the terminal or the pipeline as a command") {
  judge::Finding evil = finding();
  evil.subject = "x\x1b[2J\ny";
  evil.path = "deploy/\x1b]0;a\n::error::b";
  evil.overridden = "r\n::set-env name=A::b";
  Style style;
  style.ci = true;
  const std::string text = to_text({evil}, style);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\n::") == std::string::npos);
}

TEST_CASE("as JSON a finding has what the text has, and what is not known is left out") {
  judge::Judgement judgement;
  judgement.commits = 2;
  judgement.findings = {finding()};
  CHECK(to_json(judgement).dump() ==
        "{\"good\":false,\"commits\":2,\"findings\":[{\"file\":\"deploy/dev/kustomization.yaml\","
        "\"line\":4,\"field\":\"images[name=a]\",\"message\":\"tag 9.9.9 comes from no release\","
        "\"commit\":\"0123456789012345678901234567890123456789\",\"subject\":\"by hand\","
        "\"instead\":\"relctl promote dev\"}]}");
  judgement.findings.front().overridden = "fire";
  CHECK(to_json(judgement)["good"] == true);
  CHECK(to_json(judgement)["findings"][0]["overridden"] == "fire");
  judge::Judgement none;
  CHECK(to_json(none).dump() == "{\"good\":true,\"commits\":0,\"findings\":[]}");
}

}  // namespace
}  // namespace relctl::report
