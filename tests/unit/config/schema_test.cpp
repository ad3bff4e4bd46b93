// SPDX-License-Identifier: MIT
#include "config/schema.hpp"

#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "config/keys.hpp"
#include "config/reader.hpp"

using namespace relctl;
using nlohmann::json;

namespace {

struct SchemaRow {
  std::string pointer;
  config::Keys keys;
};

std::set<std::string> names_of(const json& properties) {
  std::set<std::string> names;
  for (const auto& [name, value] : properties.items())
    names.insert(name);
  return names;
}

}  // namespace

TEST_CASE("the schema knows the same keys as the loader, section by section") {
  namespace keys = config::keys;
  const std::vector<SchemaRow> rows = {
      {"", keys::top},
      {"/definitions/service", keys::service},
      {"/definitions/version_file", keys::version_file},
      {"/definitions/image", keys::image},
      {"/definitions/deploy", keys::deploy},
      {"/definitions/environment", keys::environment},
      {"/definitions/carry", keys::carry},
      {"/definitions/render", keys::render},
      {"/definitions/release", keys::release},
      {"/definitions/message", keys::message},
      {"/definitions/prepare", keys::prepare},
      {"/definitions/comments", keys::comments},
      {"/definitions/after", keys::after},
      {"/definitions/auto", keys::auto_rules},
      {"/definitions/forge", keys::forge},
      {"/properties/notify", keys::notify},
      {"/definitions/notify_target", keys::notify_target},
      {"/definitions/registry", keys::registry},
      {"/definitions/images_policy", keys::images_policy},
      {"/definitions/image_signature", keys::image_signature},
      {"/definitions/image_attestation", keys::image_attestation},
      {"/definitions/checks", keys::checks},
      {"/definitions/enabled_check", keys::enabled_check},
      {"/definitions/check_command", keys::check_command},
      {"/definitions/ignored_check", keys::ignored_check},
  };
  const json schema = json::parse(config::schema());
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  for (const SchemaRow& row : rows) {
    CAPTURE(row.pointer);
    const json& section = schema.at(json::json_pointer(row.pointer));
    CHECK(names_of(section.at("properties")) ==
          std::set<std::string>(row.keys.begin(), row.keys.end()));
    CHECK(section.at("additionalProperties") == false);
  }
}

TEST_CASE("defaults in the schema are the loader's") {
  const json schema = json::parse(config::schema());
  const auto value = [&](const std::string& pointer) {
    return schema.at(json::json_pointer(pointer + "/default"));
  };
  const config::Service service;
  const config::Environment environment;
  const config::Release release;
  CHECK(value("/definitions/service/properties/paths") == json(service.paths));
  CHECK(value("/definitions/image/properties/tag") == json(config::Image{}.tag));
  CHECK(value("/definitions/environment/properties/review") == json(environment.review));
  CHECK(value("/definitions/environment/properties/prereleases") == json(environment.prereleases));
  CHECK(value("/definitions/environment/properties/strict") == json(environment.strict));
  CHECK(value("/definitions/release/properties/skip_ci") == json(release.skip_ci));
  CHECK(value("/definitions/auto/properties/minor") == json(release.auto_rules.minor));
  CHECK(value("/definitions/auto/properties/none") == json(release.auto_rules.none));
  CHECK(value("/definitions/auto/properties/major") == json(release.auto_rules.major));
  CHECK(value("/definitions/auto/properties/patch") == json(release.auto_rules.patch));
  CHECK(value("/definitions/auto/properties/other") == json(to_string(*release.auto_rules.other)));
  CHECK(value("/definitions/auto/properties/zero") == json(to_string(release.auto_rules.zero)));
}
