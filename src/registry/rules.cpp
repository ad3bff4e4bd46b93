// SPDX-License-Identifier: MIT
#include "registry/rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "kustomize/image_origin.hpp"
#include "registry/provenance.hpp"
#include "registry/scan.hpp"
#include "registry/time.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

using Names = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> predicates = {{
    {"vuln", scan_predicate},
    {"slsaprovenance1", "https://slsa.dev/provenance/v1"},
    {"slsaprovenance", "https://slsa.dev/provenance/v0.2"},
    {"cyclonedx", "https://cyclonedx.org/bom"},
    {"spdxjson", "https://spdx.dev/Document"},
    {"openvex", "https://openvex.dev/ns"},
}};

std::string rule_of(const std::string& type) {
  if (type == "vuln") return "image-scanned";
  return type.starts_with("slsaprovenance") ? "image-provenance" : "image-attested";
}

bool lists(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_by_any(const Claim& claim, const Names& keys) {
  return std::any_of(claim.keys.begin(), claim.keys.end(),
                     [&](const std::string& key) { return lists(keys, key); });
}

/// Why none of what was found counts.
std::string nothing_good(const std::vector<const Claim*>& found, std::string_view what) {
  if (found.empty()) return fmt::format("there is no {} of it", what);
  std::string reason = found.front()->reason;
  if (reason.empty()) reason = "no declared key made it";
  return fmt::format("no {} of it counts ({} found): {}", what, found.size(), reason);
}

bool has_annotations(const Claim& claim, const std::map<std::string, std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& each) {
    const auto at = claim.annotations.find(each.first);
    return at != claim.annotations.end() && at->second == each.second;
  });
}

std::string label(const PlatformImage& image, const std::string& name) {
  const auto at = image.labels.find("org.opencontainers.image." + name);
  return at == image.labels.end() ? "" : at->second;
}

/// The newest of several scans: an old one may be better than what is known today. Those of the
/// same second count together.
std::vector<Scan> newest_scans(const std::vector<const Claim*>& claims,
                               const config::Attested& policy) {
  std::vector<Scan> newest;
  for (const Claim* claim : claims) {
    Scan scan = read_scan(claim->predicate, policy);
    if (!newest.empty() && scan.finished < newest.front().finished) continue;
    if (!newest.empty() && scan.finished > newest.front().finished) newest.clear();
    newest.push_back(std::move(scan));
  }
  return newest;
}

Rule scan_rule(const std::vector<const Claim*>& claims, const config::Attested& policy,
               std::chrono::sys_seconds now) {
  const std::vector<Scan> scans = newest_scans(claims, policy);
  for (const Scan& scan : scans) {
    std::string fault = scan_fault(scan, policy, now);
    if (!fault.empty()) return {"image-scanned", false, std::move(fault)};
  }
  const Scan& scan = scans.front();
  std::string words = "scanned";
  if (scan.finished) words += " " + time_text(*scan.finished);
  if (scan.without_fix > 0) words += fmt::format(", {} findings have no fix yet", scan.without_fix);
  return {"image-scanned", true, std::move(words)};
}

}  // namespace

std::string predicate_of(const std::string& type) {
  for (const auto& [word, predicate] : predicates) {
    if (word == type) return std::string(predicate);
  }
  return type;
}

Rule origin_rule(const std::string& name, const std::vector<std::string>& registries) {
  if (kustomize::is_image_from(name, registries))
    return {"image-origin", true, "comes from " + kustomize::full_image_name(name)};
  return {"image-origin", false, fmt::format("images come from {}", fmt::join(registries, ", "))};
}

Rule platforms_rule(const std::vector<PlatformImage>& images,
                    const std::vector<std::string>& platforms) {
  Names there;
  for (const PlatformImage& image : images)
    there.push_back(report::visible(to_string(image.platform)));
  Names missing;
  for (const std::string& wanted : platforms) {
    const bool is_there = std::any_of(there.begin(), there.end(), [&](const std::string& each) {
      return each == wanted || each.starts_with(wanted + "/");
    });
    if (!is_there) missing.push_back(wanted);
  }
  if (missing.empty()) return {"image-platforms", true, fmt::format("{}", fmt::join(there, ", "))};
  return {"image-platforms", false,
          fmt::format("it is not for {}, only for {}", fmt::join(missing, ", "),
                      fmt::join(there, ", "))};
}

Rule labels_rule(const std::vector<PlatformImage>& images, const Question& question) {
  Names versions;
  if (question.version) versions.push_back(*question.version);
  const std::array<std::pair<const char*, Names>, 2> wanted = {
      {{"version", versions}, {"revision", question.revisions}}};
  for (const PlatformImage& image : images) {
    for (const auto& [name, values] : wanted) {
      const std::string found = label(image, name);
      if (values.empty() || lists(values, found)) continue;
      return {"image-labels", false,
              fmt::format("its label org.opencontainers.image.{} for {} is `{}`, not {}", name,
                          report::visible(to_string(image.platform)), report::visible(found),
                          fmt::join(values, " or "))};
    }
  }
  return {"image-labels", true, "they name the release"};
}

Rule signed_rule(const std::vector<Claim>& claims, const config::Signed& policy,
                 const std::string& digest) {
  std::vector<const Claim*> found;
  Names signers;
  for (const Claim& claim : claims) {
    // What cannot be read may be a signature too: it is worth its reason.
    if (!claim.is_signature && !claim.predicate_type.empty()) continue;
    found.push_back(&claim);
    if (!claim.is_good || !has_annotations(claim, policy.annotations)) continue;
    std::copy_if(claim.keys.begin(), claim.keys.end(), std::back_inserter(signers),
                 [&](const auto& key) { return lists(policy.keys, key) && !lists(signers, key); });
  }
  const std::size_t needed = policy.all ? policy.keys.size() : 1;
  if (signers.size() >= needed) {
    return {"image-signed", true, fmt::format("signed with {}", fmt::join(signers, ", "))};
  }
  if (!signers.empty()) {
    return {"image-signed", false,
            fmt::format("only {} of {} keys signed it", signers.size(), needed), true};
  }
  return {"image-signed", false, nothing_good(found, "signature") + "; the image is " + digest,
          true};
}

Rule attested_rule(const std::vector<Claim>& claims, const config::Attested& policy,
                   std::chrono::sys_seconds now) {
  const std::string id = rule_of(policy.type);
  std::vector<const Claim*> found;
  std::vector<const Claim*> good;
  for (const Claim& claim : claims) {
    if (claim.is_signature || claim.predicate_type != predicate_of(policy.type)) continue;
    found.push_back(&claim);
    if (claim.is_good && is_by_any(claim, policy.keys)) good.push_back(&claim);
  }
  if (good.empty()) return {id, false, nothing_good(found, "attestation " + policy.type), true};
  if (policy.type == "vuln") return scan_rule(good, policy, now);
  std::string fault;
  for (const Claim* claim : good) {
    fault = provenance_fault(claim->predicate, policy);
    if (fault.empty()) return {id, true, fmt::format("attested ({})", policy.type)};
  }
  return {id, false, std::move(fault)};
}

}  // namespace relctl::registry
