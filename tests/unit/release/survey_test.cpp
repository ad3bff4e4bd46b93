// SPDX-License-Identifier: MIT
#include "release/survey.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "plan/sample.hpp"
#include "release/bump.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

namespace {

/// A repository whose service was released at `version` from its first commit.
struct Released {
  explicit Released(const std::string& version) : before(sample_files(version)) {
    source = repository.commit("feat: start", {}, before);
    const auto made = repository.apply(
        bump(sample_config(), repository.snapshot(source), request(version)).plans);
    REQUIRE(repository.tags.size() == 1);
    // With the version in its files already, the release is a tag alone.
    release = made.at(0).is_zero() ? source : made.at(0);
  }

  [[nodiscard]] plan::ServiceOutcome outcome(const ObjectId& at, const ObjectId& tip,
                                             const plan::BumpRequest& wish) const {
    const config::Config config = sample_config();
    Changes changes(config, *repository.history);
    const plan::Snapshot snapshot = repository.snapshot(at, tip);
    record::Releases releases(snapshot.tags);
    return survey(config, snapshot, wish, at, releases, changes).at(0).outcome;
  }

  Repository repository;
  Files before;
  ObjectId source;
  ObjectId release;
};

plan::BumpRequest with_id(const std::string& level, const std::string& id) {
  plan::BumpRequest result = request(level);
  result.prerelease_id = id;
  return result;
}

plan::BumpRequest even_if_unchanged(const std::string& level) {
  plan::BumpRequest result = request(level);
  result.even_if_unchanged = true;
  return result;
}

}  // namespace

TEST_CASE("what an unchanged service does depends on the wish") {
  const struct {
    std::string what;
    std::string current;
    plan::BumpRequest wish;
    std::string version;  ///< empty: it stays
  } cases[] = {
      {"patch stays", "1.2.3", request("patch"), ""},
      {"minor stays", "1.2.3", request("minor"), ""},
      {"major stays", "1.2.3", request("major"), ""},
      {"auto stays", "1.2.3", request("auto"), ""},
      {"a level of a pre-release stays", "1.3.0-rc.1", request("patch"), ""},
      {"a further pre-release stays", "1.3.0-rc.1", request("prerelease"), ""},
      {"the first pre-release is made", "1.2.3", with_id("prerelease", "rc"), "1.2.4-rc.0"},
      {"the first pre-release of a minor is made", "1.2.3", with_id("minor", "rc"), "1.3.0-rc.0"},
      {"a pre-release is finished", "1.3.0-rc.1", request("release"), "1.3.0"},
      {"a plain version is set", "1.2.3", request("1.5.0"), "1.5.0"},
      {"patch goes on when told to", "1.2.3", even_if_unchanged("patch"), "1.2.4"},
      {"auto goes on when told to", "1.2.3", even_if_unchanged("auto"), "1.2.4"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.what);
    Released released(each.current);
    Files files = released.before;
    files["deploy/staging/kustomization.yaml"] = kustomization("promoted");
    const ObjectId now = released.repository.commit("promote", {released.release}, files);
    const plan::ServiceOutcome outcome = released.outcome(now, now, each.wish);
    CHECK(outcome.status == (each.version.empty() ? plan::Status::unchanged : plan::Status::done));
    CHECK(outcome.version.value_or("") == each.version);
  }
}

TEST_CASE("a job that is run again gets the version it released, even when there are newer ones") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const auto config = sample_config();
  const ObjectId one =
      repository.apply(bump(config, repository.snapshot(first), request()).plans)[0];
  const ObjectId second = repository.commit("fix: x", {one}, sample_files("1.2.4", "x"));
  const ObjectId two =
      repository.apply(bump(config, repository.snapshot(second), request()).plans)[0];
  for (const std::string level : {"patch", "auto", "minor"}) {
    const plan::Result again = bump(config, repository.snapshot(first, two), request(level));
    CHECK(again.plans.empty());
    CHECK(again.services[0].status == plan::Status::unchanged);
    CHECK(again.services[0].version == "1.2.4");
    CHECK(again.services[0].tag == "v1.2.4");
  }
  CHECK(bump(config, repository.snapshot(second, two), request()).services[0].version == "1.2.5");
  CHECK_FALSE(bump(config, repository.snapshot(two), request()).services[0].version);
}

TEST_CASE("finishing a pre-release again is answered with the final version") {
  Released released("1.3.0-rc.1");
  const auto config = sample_config();
  const auto made = released.repository.apply(
      bump(config, released.repository.snapshot(released.source), request("release")).plans);
  const plan::ServiceOutcome again = released.outcome(released.source, made[0], request("release"));
  CHECK(again.status == plan::Status::unchanged);
  CHECK(again.version == "1.3.0");
}

TEST_CASE("a commit older than the newest release's source is superseded") {
  Repository repository;
  const auto config = sample_config();
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const ObjectId second = repository.commit("fix: x", {first}, sample_files("1.2.3", "x"));
  const ObjectId release =
      repository.apply(bump(config, repository.snapshot(second), request()).plans)[0];
  plan::BumpRequest named = request();
  named.services = {"sample"};
  for (const plan::BumpRequest& wish : {request(), request("minor"), request("9.0.0"), named}) {
    const plan::Result result = bump(config, repository.snapshot(first, release), wish);
    CHECK(result.plans.empty());
    CHECK(result.services[0].status == plan::Status::superseded);
    CHECK(plan::exit_code(result) == 0);
  }
}

TEST_CASE("a release that the branch has, but the commit checked out has not, is built upon") {
  Repository repository;
  const auto config = sample_config();
  const ObjectId c1 = repository.commit("feat: 1", {}, sample_files("1.0.0", "1"));
  const ObjectId c2 = repository.commit("feat: 2", {c1}, sample_files("1.0.0", "2"));
  const ObjectId c3 = repository.commit("feat: 3", {c2}, sample_files("1.0.0", "3"));
  const ObjectId tip =
      repository.apply(bump(config, repository.snapshot(c1, c3), request("minor")).plans)[1];
  const plan::Result result = bump(config, repository.snapshot(c2, tip), request());
  CHECK(result.plans.size() == 2);
  CHECK(result.services[0].previous == "1.1.0");
  CHECK(result.services[0].version == "1.1.1");
}

TEST_CASE("a level steps past numbers that exist and says so; a plain version does not") {
  Repository repository;
  const auto config = sample_config();
  const ObjectId other = repository.commit("elsewhere", {}, sample_files("1.2.4"));
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  repository.tag("v1.2.4", other);
  repository.tag("v1.2.5", ObjectId());
  const plan::Result result = bump(config, repository.snapshot(first), request());
  CHECK(result.services[0].version == "1.2.6");
  CHECK(result.notes.size() == 2);
  for (const std::string version : {"1.2.4", "1.2.4+build", "1.2.2", "1.2.3-rc.1"}) {
    CAPTURE(version);
    try {
      bump(config, repository.snapshot(first), request(version));
      FAIL("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::conflict);
      CHECK_FALSE(error.hints().empty());
    }
  }
  CHECK(bump(config, repository.snapshot(first), request("1.2.3")).services[0].tag == "v1.2.3");
}

TEST_CASE("auto takes its level from the commits since the last release that touch the service") {
  const struct {
    std::vector<std::string> subjects;
    std::string version;
  } cases[] = {
      {{"fix: a"}, "1.2.4"},      {{"fix: a", "feat: b", "fix: c"}, "1.3.0"},
      {{"feat!: a"}, "2.0.0"},    {{"refactor: a"}, "1.2.4"},
      {{"docs: a", "ci: b"}, ""},
  };
  for (const auto& each : cases) {
    Released released("1.2.3");
    ObjectId tip = released.release;
    for (const std::string& subject : each.subjects) {
      tip = released.repository.commit(subject, {tip}, sample_files("1.2.3", subject));
    }
    const ObjectId now = released.repository.commit("feat!: not of the service", {tip}, [&] {
      Files files = sample_files("1.2.3", each.subjects.back());
      files["deploy/dev/more.yaml"] = "x";
      return files;
    }());
    const plan::ServiceOutcome outcome = released.outcome(now, now, request("auto"));
    CAPTURE(each.subjects[0]);
    CHECK(outcome.version.value_or("") == each.version);
    CHECK(outcome.status == (each.version.empty() ? plan::Status::unchanged : plan::Status::done));
  }
}

TEST_CASE("version files that disagree are listed with what they hold") {
  Repository repository;
  const auto config = config::parse(
      "format: 1\nservices: {lib: {version_files: [VERSION, sub/VERSION]}}\n", "relctl.yaml");
  const ObjectId first =
      repository.commit("x", {}, Files{{"VERSION", "1.0.0\n"}, {"sub/VERSION", "1.1.0\n"}});
  try {
    bump(config, repository.snapshot(first), request());
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    const std::string message = error.what();
    CHECK(message.find("\n  VERSION: 1.0.0\n  sub/VERSION: 1.1.0") != std::string::npos);
  }
}

TEST_CASE("a wish that makes no sense is a fault of the call") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, sample_files("1.2.3"));
  plan::BumpRequest unknown = request();
  unknown.services = {"nobody"};
  plan::BumpRequest no_digest = request();
  no_digest.digests = {{std::nullopt, "sha256:1"}};
  plan::BumpRequest no_image = request();
  no_image.digests = {{"other", "sha256:" + std::string(64, 'a')}};
  for (const plan::BumpRequest& wish : {request("latest"), request("v1.2.3"), request("1.2"),
                                        with_id("1.3.0", "rc"), unknown, no_digest, no_image}) {
    CAPTURE(wish.level);
    try {
      bump(sample_config(), repository.snapshot(first), wish);
      FAIL("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
    }
  }
}

TEST_CASE("an older commit with the newest release's source is not superseded") {
  Repository repository;
  const auto config = sample_config();
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  Files files = sample_files("1.2.3");
  files["deploy/staging/kustomization.yaml"] = kustomization("1.2.3");
  const ObjectId second = repository.commit("promote", {first}, files);
  const ObjectId release =
      repository.apply(bump(config, repository.snapshot(second), request()).plans)[0];
  const plan::Result result = bump(config, repository.snapshot(first, release), request("9.0.0"));
  CHECK(result.services[0].status == plan::Status::done);
  CHECK(result.plans.size() == 1);
}
