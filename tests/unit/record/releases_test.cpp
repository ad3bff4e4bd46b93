// SPDX-License-Identifier: MIT
#include "record/releases.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::record;

namespace {

config::Service service_with_tag(const std::string& tag) {
  config::Service service;
  service.name = "api";
  service.tag = tag;
  return service;
}

std::vector<plan::Tag> tags_named(const std::vector<std::string>& names, const ObjectId& commit) {
  std::vector<plan::Tag> tags;
  for (const std::string& name : names)
    tags.push_back({name, commit, commit, true});
  return tags;
}

}  // namespace

TEST_CASE("a tag's name gives a version by the template alone") {
  const struct {
    std::string pattern;
    std::string name;
    std::string version;  ///< empty: it is no release
  } cases[] = {
      {"v{version}", "v1.2.3", "1.2.3"},
      {"v{version}", "v1.2.3-rc.1+build.5", "1.2.3-rc.1+build.5"},
      {"v{version}", "1.2.3", ""},
      {"v{version}", "v1.2", ""},
      {"v{version}", "v1", ""},
      {"v{version}", "v01.2.3", ""},
      {"v{version}", "vv1.2.3", ""},
      {"v{version}", "api/v1.2.3", ""},
      {"{service}/v{version}", "api/v1.2.3", "1.2.3"},
      {"{service}/v{version}", "web/v1.2.3", ""},
      {"{service}/v{version}", "api/v1.2.3/x", ""},
      {"{version}-final", "1.2.3-final", "1.2.3"},
      {"{version}-final", "-final", ""},
      {"fixed", "fixed", ""},
  };
  for (const auto& each : cases) {
    CAPTURE(each.pattern);
    CAPTURE(each.name);
    const auto version = version_of_tag(service_with_tag(each.pattern), each.name);
    CHECK((version ? semver::to_string(*version) : "") == each.version);
  }
}

TEST_CASE("a version's tag is read back as that version") {
  for (const std::string pattern : {"v{version}", "{service}/v{version}", "r{version}.x"}) {
    const config::Service service = service_with_tag(pattern);
    const auto version = semver::require("1.10.0-rc.1");
    CHECK(version_of_tag(service, tag_name(service, version)) == version);
  }
}

TEST_CASE("releases stand in order of precedence, whatever the tags' order") {
  const auto releases =
      releases_of(service_with_tag("v{version}"),
                  tags_named({"v1.9.0", "v1.10.0-rc.2", "latest", "v1.10.0", "v1.10.0-rc.10"}, {}));
  std::vector<std::string> names;
  for (const Release& release : releases)
    names.push_back(release.tag.name);
  CHECK(names == std::vector<std::string>{"v1.10.0", "v1.10.0-rc.10", "v1.10.0-rc.2", "v1.9.0"});
}

TEST_CASE("the releases of several services, put in order at once, are those of each alone") {
  const auto tags = tags_named({"web/v1.0.0", "api/v1.9.0", "v3.0.0", "api/v1.10.0", "api-x/v1.0.0",
                                "api/v1", "1.0.0-final", "2.0.0-final", "a", "api/"},
                               {});
  Releases releases(tags);
  for (const std::string pattern :
       {"{service}/v{version}", "v{version}", "{version}-final", "{service}", "web/v{version}"}) {
    CAPTURE(pattern);
    const auto expected = releases_of(service_with_tag(pattern), tags);
    const auto& found = releases.of(service_with_tag(pattern));
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      CHECK(found[i].tag.name == expected[i].tag.name);
  }
}

TEST_CASE("the latest release is the highest that is reachable, and no lower one is looked at") {
  Repository repository;
  const ObjectId first = repository.commit("a", {}, Files{{"a", "1"}});
  const ObjectId second = repository.commit("b", {first}, Files{{"a", "2"}});
  const ObjectId other = repository.commit("c", {first}, Files{{"a", "3"}});
  const config::Service service = service_with_tag("v{version}");
  repository.tag("v1.0.0", first);
  repository.tag("v1.1.0", second);
  repository.tag("v1.2.0-rc.1", second);
  repository.tag("v2.0.0", other);
  const auto releases = releases_of(service, repository.tags);
  repository.history->reach_calls = 0;
  CHECK(latest_release(*repository.history, releases, {second})->tag.name == "v1.2.0-rc.1");
  CHECK(repository.history->reach_calls == 2);
  CHECK(latest_release(*repository.history, releases, {first})->tag.name == "v1.0.0");
  CHECK(latest_release(*repository.history, releases, {first, other})->tag.name == "v2.0.0");
  CHECK_FALSE(latest_release(*repository.history, {}, {first}));
}

TEST_CASE("the source of a release is what trailers that name its tag say, else its own commit") {
  Repository repository;
  FakeHistory& history = *repository.history;
  const ObjectId source = repository.commit("a", {}, Files{{"a", "1"}});
  const ObjectId stranger = repository.commit("x", {}, Files{{"x", "1"}});
  Record record;
  record.operation = "bump";
  record.id = std::string(32, '1');
  record.tool = "1.0.0";
  record.tags = {"v1.0.0"};
  record.source = source;
  const std::string message = "release\n\n" + write_trailers(record);
  const ObjectId released = repository.commit(message, {source}, Files{{"a", "1"}});
  const ObjectId plain = repository.commit("b", {source}, Files{{"a", "1"}});
  const auto source_with = [&](const std::string& name, const ObjectId& object,
                               const ObjectId& commit) {
    return source_of(history, {semver::require("1.0.0"), {name, object, commit, true}});
  };
  CHECK(source_with("v1.0.0", released, released) == source);
  CHECK(source_with("v1.0.0", history.add_tag(message), plain) == source);
  CHECK(source_with("v1.0.0", history.add_tag("by hand"), plain) == plain);
  CHECK(source_with("other/v1.0.0", released, released) == released);
  record.source = stranger;
  CHECK(source_with("v1.0.0", history.add_tag("r\n\n" + write_trailers(record)), plain) == plain);
}
