// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "config/config.hpp"
#include "json/document.hpp"

namespace relctl::registry {

/// cosign's predicate type of a vulnerability scan.
inline constexpr std::string_view scan_predicate =
    "https://cosign.sigstore.dev/attestation/vuln/v1";

/// A vulnerability scan as its attestation tells it.
struct Scan {
  std::optional<std::chrono::sys_seconds> finished;
  bool is_readable = false;     ///< its result has a form that is known (Trivy's)
  std::size_t failing = 0;      ///< findings as severe as the policy's `fail_on`, or more
  std::size_t without_fix = 0;  ///< further such findings, which nobody has fixed yet
  std::string example;          ///< one of the failing: `CVE-2026-1234 (HIGH, fixed in 1.2.3)`
};

/// Reads a scan and counts what `policy` does not let pass.
Scan read_scan(const json::Value& predicate, const config::Attested& policy);

/// What of `scan` does not fit `policy` at the time `now`; empty: all fits.
std::string scan_fault(const Scan& scan, const config::Attested& policy,
                       std::chrono::sys_seconds now);

}  // namespace relctl::registry
