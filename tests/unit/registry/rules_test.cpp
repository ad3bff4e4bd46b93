// SPDX-License-Identifier: MIT
#include "registry/rules.hpp"

#include <doctest/doctest.h>

#include "registry/scan.hpp"
#include "registry/time.hpp"

using namespace relctl;
using registry::Claim;
using registry::PlatformImage;
using Names = std::vector<std::string>;

namespace {

const std::chrono::sys_seconds today = *registry::parse_time("2026-11-28T12:00:00Z");

Claim attestation(const std::string& type, const std::string& predicate,
                  const std::string& key = "scan.pub") {
  Claim claim;
  claim.predicate_type = registry::predicate_of(type);
  claim.keys = {key};
  claim.is_good = true;
  claim.predicate = json::parse(predicate, "predicate");
  return claim;
}

Claim scan(const std::string& findings, const std::string& finished = "2026-11-27T12:00:00Z") {
  return attestation("vuln",
                     R"({"scanner":{"result":{"SchemaVersion":2,"Results":[{"Vulnerabilities":[)" +
                         findings + R"(]}]}},"metadata":{"scanFinishedOn":")" + finished + "\"}}");
}

Claim signature(const Names& keys, bool good = true) {
  Claim claim;
  claim.is_signature = true;
  claim.keys = keys;
  claim.is_good = good;
  return claim;
}

config::Attested scans(bool fixable_only = false) {
  config::Attested policy;
  policy.type = "vuln";
  policy.keys = {"scan.pub"};
  policy.max_age = std::chrono::days(7);
  policy.fail_on = "high";
  policy.fixable_only = fixable_only;
  return policy;
}

PlatformImage image(const std::string& architecture, const std::string& version) {
  return {{"linux", architecture, ""}, "", {{"org.opencontainers.image.version", version}}};
}

const std::string high = R"({"VulnerabilityID":"CVE-1","Severity":"HIGH","FixedVersion":"1.2"})";
const std::string unfixed = R"({"VulnerabilityID":"CVE-2","Severity":"CRITICAL"})";
const std::string low = R"({"VulnerabilityID":"CVE-3","Severity":"LOW","FixedVersion":"2"})";
const std::string strange = R"({"VulnerabilityID":"CVE-4","Severity":"APOCALYPTIC"})";

}  // namespace

TEST_CASE("an image comes from a registry when host and whole folders are the same") {
  struct Row {
    const char* name;
    bool allowed;
  };
  for (const Row& row : std::vector<Row>{{"ghcr.io/acme/app", true},
                                         {"ghcr.io/acme/team/app", true},
                                         {"ghcr.io/acme-evil/app", false},
                                         {"ghcr.io.evil.com/acme/app", false},
                                         {"evil.com/ghcr.io/acme/app", false},
                                         {"quay.io/app", true},
                                         {"nginx", false}}) {
    CAPTURE(row.name);
    CHECK(registry::origin_rule(row.name, {"ghcr.io/acme", "quay.io"}).holds == row.allowed);
  }
}

TEST_CASE("a scan passes by severity, by what can be fixed and by its age") {
  const auto words = [](const Claim& claim, const config::Attested& policy) {
    const registry::Rule rule = registry::attested_rule({claim}, policy, today);
    return std::string(rule.holds ? "holds: " : "no: ") + rule.words;
  };
  CHECK(words(scan(""), scans()) == "holds: scanned 2026-11-27 12:00 UTC");
  CHECK(words(scan(low), scans()) == "holds: scanned 2026-11-27 12:00 UTC");
  CHECK(words(scan(low + "," + high), scans()) ==
        "no: the scan found 1 of severity high or worse, such as CVE-1 (HIGH, fixed in 1.2)");
  CHECK(words(scan(unfixed), scans()) ==
        "no: the scan found 1 of severity high or worse, such as CVE-2 (CRITICAL)");
  CHECK(words(scan(unfixed), scans(true)) ==
        "holds: scanned 2026-11-27 12:00 UTC, 1 findings have no fix yet");
  CHECK(words(scan(strange), scans()).starts_with("no: the scan found 1"));
  CHECK(words(scan("", "2026-11-20T11:59:59Z"), scans()) ==
        "no: the scan is 8 days old, and may be 7 days");
  CHECK(words(scan("", "2026-11-21T14:00:00+02:00"), scans()).starts_with("holds"));
  CHECK(words(scan("", "2027-01-01T00:00:00Z"), scans()) ==
        "no: the scan says that it was made in the future");
  CHECK(words(scan("", "yesterday"), scans()) == "no: the scan does not say when it was made");
  CHECK(words(attestation("vuln", R"({"scanner":{"result":{"matches":[]}},
          "metadata":{"scanFinishedOn":"2026-11-27T12:00:00Z"}})"),
              scans()) == "no: the scan's result has a form that is not known");
}

TEST_CASE("the newest scan is what counts, also where an older one is better") {
  const std::vector<Claim> claims = {scan("", "2026-11-26T12:00:00Z"),
                                     scan(high, "2026-11-27T12:00:00Z")};
  CHECK_FALSE(registry::attested_rule(claims, scans(), today).holds);
  CHECK(registry::attested_rule({scan(high, "2026-11-26T12:00:00Z"), scan("")}, scans(), today)
            .holds);
  // Of one second: all of them.
  CHECK_FALSE(registry::attested_rule({scan(""), scan(high)}, scans(), today).holds);
  CHECK_FALSE(registry::attested_rule({scan(high), scan("")}, scans(), today).holds);
}

TEST_CASE("attestations count by type and by the keys that were named for it") {
  Claim foreign = scan("");
  foreign.keys = {"cosign.pub"};
  CHECK(registry::attested_rule({foreign}, scans(), today).words ==
        "no attestation vuln of it counts (1 found): no declared key made it");
  CHECK(registry::attested_rule({}, scans(), today).words == "there is no attestation vuln of it");
  CHECK_FALSE(registry::attested_rule({signature({"scan.pub"})}, scans(), today).holds);
  Claim other = scan("");
  other.predicate_type = registry::predicate_of("spdxjson");
  CHECK(registry::attested_rule({other}, scans(), today).words ==
        "there is no attestation vuln of it");
}

TEST_CASE("provenance of both versions is held to source and builder") {
  config::Attested policy;
  policy.type = "slsaprovenance1";
  policy.keys = {"ci.pub"};
  policy.source = "git+https://git.example.com/acme/app";
  policy.builder = "https://ci.example.com";
  const auto holds = [&](const std::string& predicate) {
    return registry::attested_rule({attestation(policy.type, predicate, "ci.pub")}, policy, today)
        .holds;
  };
  const auto version_1 = [](const std::string& source, const std::string& builder) {
    return R"({"buildDefinition":{"resolvedDependencies":[{"uri":"pkg:x"},{"uri":")" + source +
           R"("}]},"runDetails":{"builder":{"id":")" + builder + "\"}}}";
  };
  CHECK(holds(version_1("git+https://git.example.com/acme/app", "https://ci.example.com")));
  CHECK(holds(
      version_1("git+https://git.example.com/acme/app@refs/tags/v1", "https://ci.example.com")));
  CHECK_FALSE(holds(version_1("git+https://git.example.com/acme/app2", "https://ci.example.com")));
  CHECK_FALSE(
      holds(version_1("git+https://git.example.com/acme/app", "https://ci.example.com.evil")));
  CHECK_FALSE(holds("{}"));
  CHECK(holds(R"({"builder":{"id":"https://ci.example.com"},
                  "materials":[{"uri":"git+https://git.example.com/acme/app"}]})"));
}

TEST_CASE("one of the keys has to have signed, or all of them") {
  config::Signed policy;
  policy.keys = {"a.pub", "b.pub"};
  const auto holds = [&](const std::vector<Claim>& claims) {
    return registry::signed_rule(claims, policy, "sha256:0").holds;
  };
  CHECK(holds({signature({"b.pub"})}));
  CHECK_FALSE(holds({signature({"c.pub"})}));
  CHECK_FALSE(holds({signature({"a.pub"}, false)}));
  CHECK_FALSE(holds({attestation("vuln", "{}", "a.pub")}));
  policy.all = true;
  CHECK_FALSE(holds({signature({"a.pub"}), signature({"a.pub"})}));
  CHECK(holds({signature({"a.pub"}), signature({"b.pub"})}));
  policy.annotations = {{"stage", "release"}};
  CHECK_FALSE(holds({signature({"a.pub", "b.pub"})}));
}

TEST_CASE("platforms and labels are compared on every image of an index") {
  const std::vector<PlatformImage> images = {image("amd64", "1.0.0"), image("arm64", "1.0.1")};
  CHECK(registry::platforms_rule(images, {"linux/amd64"}).holds);
  CHECK(registry::platforms_rule(images, {"linux/s390x"}).words ==
        "it is not for linux/s390x, only for linux/amd64, linux/arm64");
  CHECK(registry::labels_rule({images[0]}, {"", "", "1.0.0", {}}).holds);
  CHECK(registry::labels_rule(images, {"", "", "1.0.0", {}}).words ==
        "its label org.opencontainers.image.version for linux/arm64 is `1.0.1`, not 1.0.0");
  CHECK_FALSE(registry::labels_rule({images[0]}, {"", "", {}, {"0123"}}).holds);
}

TEST_CASE("the commit in the labels is that of the tag, or the one that was released") {
  const PlatformImage built = {
      {"linux", "amd64", ""}, "", {{"org.opencontainers.image.revision", "4567"}}};
  CHECK(registry::labels_rule({built}, {"", "", {}, {"0123", "4567"}}).holds);
  CHECK(registry::labels_rule({built}, {"", "", {}, {"0123", "89ab"}}).words ==
        "its label org.opencontainers.image.revision for linux/amd64 is `4567`, not 0123 or 89ab");
}

TEST_CASE("signatures and attestations may still come, and a scan that is there stays as it is") {
  config::Signed policy;
  policy.keys = {"a.pub"};
  CHECK(registry::signed_rule({}, policy, "sha256:0").may_come);
  CHECK(registry::signed_rule({signature({"other.pub"})}, policy, "sha256:0").may_come);
  CHECK(registry::attested_rule({}, scans(), today).may_come);
  CHECK_FALSE(registry::attested_rule({scan(high)}, scans(), today).may_come);
}

TEST_CASE("times are read as RFC 3339 has them") {
  const auto seconds = [](const char* text) {
    const auto time = registry::parse_time(text);
    return time ? time->time_since_epoch().count() : -1;
  };
  CHECK(seconds("1970-01-01T00:00:01Z") == 1);
  CHECK(seconds("1970-01-01T01:00:01.999999999+01:00") == 1);
  CHECK(seconds("1969-12-31T23:00:01-01:00") == 1);
  for (const char* text :
       {"", "1970", "1970-02-30T00:00:00Z", "1970-01-01T00:00:00", "1970-01-01T24:00:00Z",
        "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00Zx", "-970-01-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK(seconds(text) == -1);
  }
}
