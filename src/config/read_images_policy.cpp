// SPDX-License-Identifier: MIT
// What images must be before they are written into an environment.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 5> severity_words = {"unknown", "low", "medium", "high",
                                                            "critical"};
constexpr std::array<std::string_view, 6> attestation_words = {
    "slsaprovenance1", "slsaprovenance", "vuln", "cyclonedx", "spdxjson", "openvex"};
constexpr std::array<std::string_view, 2> digest_words = {"pin", "keep"};
constexpr long most_days = 3650;

std::vector<std::string> read_key_files(const Value& section) {
  std::vector<std::string> keys;
  const Value list = section.need("keys", "name the public keys: `keys: [keys/cosign.pub]`");
  for (const Value& item : list.items())
    keys.push_back(read_path(item));
  if (!keys.empty()) return keys;
  throw list.error(fmt::format("`{}` is empty", list.name()),
                   "name at least one public key, a PEM file of this repository");
}

std::map<std::string, std::string> read_annotations(const Value& section) {
  std::map<std::string, std::string> annotations;
  for (const Member& member : section.members())
    annotations[member.key] = member.value.line();
  return annotations;
}

/// Days or hours, such as `7d` and `12h`.
std::chrono::seconds read_age(const Value& value) {
  const std::string text = value.is_text() ? value.text() : "";
  const std::string digits = text.substr(0, text.empty() ? 0 : text.size() - 1);
  const bool is_number = !digits.empty() && digits.size() <= 4 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  const long number = is_number ? std::stol(digits) : 0;
  if (number > 0 && number <= most_days) {
    if (text.ends_with('d')) return std::chrono::days(number);
    if (text.ends_with('h')) return std::chrono::hours(number);
  }
  throw value.error(fmt::format("`{}` is no age", value.name()), "write it like `7d` or `12h`");
}

Signed read_signed(const Value& section) {
  section.check_keys(keys::image_signature);
  Signed policy;
  policy.keys = read_key_files(section);
  if (auto value = section.find("all")) policy.all = value->boolean();
  if (auto value = section.find("annotations")) policy.annotations = read_annotations(*value);
  return policy;
}

void check_belongs(const Value& entry, const Attested& policy, std::string_view key, bool fits) {
  const auto value = entry.find(key);
  if (!value || fits) return;
  throw value->error(
      fmt::format("`{}` says nothing about attestations of type {}", value->name(), policy.type),
      "`max_age`, `fail_on` and `fixable_only` are for `vuln`, `source` and "
      "`builder` for `slsaprovenance1` and `slsaprovenance`");
}

Attested read_attested(const Value& entry) {
  entry.check_keys(keys::image_attestation);
  Attested policy;
  const Value type = entry.need("type", "say what is attested: `type: vuln`");
  policy.type = type.line();
  if (!policy.type.starts_with("https://")) policy.type = type.one_of(attestation_words);
  policy.keys = read_key_files(entry);
  const bool is_scan = policy.type == "vuln";
  for (const char* key : {"max_age", "fail_on", "fixable_only"})
    check_belongs(entry, policy, key, is_scan);
  for (const char* key : {"source", "builder"})
    check_belongs(entry, policy, key, policy.type.starts_with("slsaprovenance"));
  if (auto value = entry.find("source")) policy.source = value->line();
  if (auto value = entry.find("builder")) policy.builder = value->line();
  if (auto value = entry.find("max_age")) policy.max_age = read_age(*value);
  if (auto value = entry.find("fail_on")) policy.fail_on = value->one_of(severity_words);
  if (auto value = entry.find("fixable_only")) policy.fixable_only = value->boolean();
  return policy;
}

}  // namespace

ImagesPolicy read_images_policy(const Value& section, ImagesPolicy base) {
  section.check_keys(keys::images_policy);
  ImagesPolicy policy = std::move(base);
  if (auto value = section.find("registries")) policy.registries = value->lines();
  if (auto value = section.find("platforms")) policy.platforms = value->lines();
  if (auto value = section.find("digest")) policy.pin = value->one_of(digest_words) == "pin";
  if (auto value = section.find("labels")) policy.labels = value->boolean();
  if (auto value = section.find("signed")) policy.signature = read_signed(*value);
  if (auto value = section.find("attested")) {
    policy.attested.clear();
    for (const Value& entry : value->items())
      policy.attested.push_back(read_attested(entry));
  }
  return policy;
}

void read_environment_policies(const Value& section, const std::optional<ImagesPolicy>& common,
                               std::vector<Environment>& environments) {
  for (Environment& each : environments)
    each.images_policy = common;
  for (const Value& entry : section.items()) {
    const auto own = entry.find("images_policy");
    if (!own) continue;
    const std::string name = entry.find("name")->text();
    const auto named = std::find_if(environments.begin(), environments.end(),
                                    [&](const Environment& each) { return each.name == name; });
    named->images_policy = read_images_policy(*own, common.value_or(ImagesPolicy{}));
  }
}

}  // namespace relctl::config
