// SPDX-License-Identifier: MIT
#include "report/ci_values.hpp"

#include <doctest/doctest.h>

using namespace relctl;
using namespace relctl::report;

namespace {

plan::ServiceOutcome released(const std::string& name, const std::string& version) {
  plan::ServiceOutcome service;
  service.name = name;
  service.previous = "1.0.0";
  service.version = version;
  service.tag = "v" + version;
  return service;
}

Done done(std::vector<plan::ServiceOutcome> services) {
  Done result;
  result.result.services = std::move(services);
  result.commit = std::string(40, 'a');
  result.pushed = true;
  return result;
}

}  // namespace

TEST_CASE("one service's values stand with and without its name") {
  CHECK(shell_values(ci_values(done({released("my-api", "1.1.0")}))) ==
        "RELCTL_VERSION=1.1.0\nRELCTL_TAG=v1.1.0\nRELCTL_PREVIOUS=1.0.0\nRELCTL_RELEASED=true\n"
        "RELCTL_MY_API_VERSION=1.1.0\nRELCTL_MY_API_TAG=v1.1.0\nRELCTL_MY_API_PREVIOUS=1.0.0\n"
        "RELCTL_MY_API_RELEASED=true\nRELCTL_COMMIT=" +
            std::string(40, 'a') + "\n");
}

TEST_CASE("a service that was not released has no version, unless it is what is checked out") {
  plan::ServiceOutcome service = released("api", "1.0.0");
  service.status = plan::Status::unchanged;
  Done nothing = done({service});
  nothing.commit.reset();
  CHECK(shell_values(ci_values(nothing)).starts_with("RELCTL_VERSION=\nRELCTL_TAG=\n"));
  nothing.at = {"api"};
  const std::string text = shell_values(ci_values(nothing));
  CHECK(text.starts_with("RELCTL_VERSION=1.0.0\n"));
  CHECK(text.find("RELCTL_RELEASED=false\n") != std::string::npos);
  CHECK(text.ends_with("RELCTL_COMMIT=\n"));
}

TEST_CASE("several services have their names in front, and one word on all of them") {
  const std::string text =
      shell_values(ci_values(done({released("api", "1.1.0"), released("web", "2.0.0")})));
  CHECK(text.starts_with("RELCTL_API_VERSION=1.1.0\n"));
  CHECK(text.find("\nRELCTL_VERSION=") == std::string::npos);
  CHECK(text.find("\nRELCTL_RELEASED=true\n") != std::string::npos);
}

TEST_CASE("a value with line ends and delimiters stays one value") {
  const Values values = {{"tag", "v1\nversion=9\nEOF\nversion<<EOF"}};
  CHECK(github_output(values, "d1") == "tag<<d1\nv1\nversion=9\nEOF\nversion<<EOF\nd1\n");
  CHECK_THROWS_AS(github_output({{"tag", "x d1"}}, "d1"), Error);
  CHECK(dotenv_values(values).empty());
  CHECK(shell_values({{"tag", "$(id)`x`"}}) == "RELCTL_TAG='$(id)`x`'\n");
}

TEST_CASE("the summary shows text, whatever it holds, and has an end") {
  plan::ServiceOutcome service = released("api", "1.1.0");
  service.status = plan::Status::held;
  service.reason = "x | <img src=x> [a](javascript:b)\n# hi @acme";
  const std::string text = step_summary(done({service}));
  CHECK(text.find("x \\| \\<img src=x\\> \\[a\\]\\(javascript\\:b\\)") != std::string::npos);
  CHECK(text.find("\n# hi") == std::string::npos);
  CHECK(step_summary(done(std::vector<plan::ServiceOutcome>(5000, service))).size() < 66 * 1024);
}

TEST_CASE("an annotation names the place and cannot be left by what it holds") {
  Error error(ErrorKind::input, "bad: 100%\n::set-output name=x::y");
  error.at({"a,b:c.yaml", 3, 5, ""}).hint("fix it");
  CHECK(github_annotation(error) ==
        "::error title=relctl,file=a%2Cb%3Ac.yaml,line=3,col=5::"
        "bad: 100%25%0A::set-output name=x::y%0Ahint: fix it\n");
  CHECK(github_annotation(Error(ErrorKind::system, "x")) == "::error title=relctl::x\n");
}
