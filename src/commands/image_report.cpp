// SPDX-License-Identifier: MIT
#include "commands/image_report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "report/visible.hpp"

namespace relctl::commands {
namespace {

using Json = nlohmann::ordered_json;

std::string claim_text(const registry::Claim& claim) {
  const std::string what =
      claim.is_signature ? "signature" : "attestation " + report::visible(claim.predicate_type);
  const std::string verdict = claim.is_good
                                  ? fmt::format("good, by {}", fmt::join(claim.keys, ", "))
                                  : "does not count: " + report::visible(claim.reason);
  return fmt::format("  {} ({}): {}\n", what, claim.layout, verdict);
}

Json claim_json(const registry::Claim& claim) {
  Json json = {{"layout", claim.layout},
               {"keys", claim.keys},
               {"good", claim.is_good},
               {"reason", claim.reason},
               {"reference", claim.reference}};
  if (!claim.is_signature) json["type"] = claim.predicate_type;
  return json;
}

Json claims_json(const registry::Examination& examination, bool signatures) {
  Json list = Json::array();
  for (const registry::Claim& claim : examination.claims) {
    if (claim.is_signature == signatures) list.push_back(claim_json(claim));
  }
  return list;
}

Json image_json(const registry::Examination& examination) {
  Json platforms = Json::array();
  for (const registry::PlatformImage& each : examination.platforms) {
    platforms.push_back({{"platform", registry::to_string(each.platform)},
                         {"digest", each.digest},
                         {"labels", each.labels}});
  }
  Json rules = Json::array();
  for (const registry::Rule& rule : examination.rules)
    rules.push_back({{"id", rule.id}, {"holds", rule.holds}, {"words", rule.words}});
  Json json = {{"image", examination.name}, {"reference", examination.reference}};
  json["digest"] = nullptr;
  if (examination.digest) json["digest"] = *examination.digest;
  json["exists"] = examination.digest.has_value();
  json["platforms"] = platforms;
  json["signatures"] = claims_json(examination, true);
  json["attestations"] = claims_json(examination, false);
  json["rules"] = rules;
  return json;
}

}  // namespace

std::string image_text(const registry::Examination& examination, const report::Style& style) {
  std::string text = style.bold(registry::reference_of(examination)) + "\n";
  if (examination.digest) text += "  digest: " + *examination.digest + "\n";
  for (const registry::PlatformImage& each : examination.platforms) {
    text += fmt::format("  platform: {}\n", report::visible(registry::to_string(each.platform)));
  }
  for (const registry::Claim& claim : examination.claims)
    text += claim_text(claim);
  for (const registry::Rule& rule : examination.rules) {
    const std::string verdict = rule.holds ? style.green("ok") : style.red("no");
    text += fmt::format("  {} {}: {}\n", verdict, rule.id, report::visible(rule.words));
  }
  return text;
}

nlohmann::ordered_json image_json(const std::vector<registry::Examination>& examined) {
  Json images = Json::array();
  for (const registry::Examination& each : examined)
    images.push_back(image_json(each));
  const bool good = std::all_of(examined.begin(), examined.end(), registry::is_good);
  return {{"good", good}, {"images", images}};
}

}  // namespace relctl::commands
