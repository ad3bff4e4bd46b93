// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "registry/claim.hpp"
#include "registry/client.hpp"
#include "registry/image.hpp"

namespace relctl::registry {

/// What is asked about one image.
struct Question {
  std::string name;                    ///< `ghcr.io/acme/sample`
  std::string reference;               ///< a tag or a digest
  std::optional<std::string> version;  ///< that its labels must say; nothing: not compared
  std::vector<std::string> revisions;  ///< commits, one of which its labels must say; none: not
                                       ///< compared
};

/// What an examination is made by.
struct Examiner {
  const config::ImagesPolicy& policy;
  std::function<std::string(const std::string&)> read_file;  ///< key files of the repository
  std::chrono::sys_seconds now;
};

/// One rule of the policy, applied to an image.
struct Rule {
  std::string id;  ///< image-origin, image-exists, image-platforms, image-labels, image-signed,
                   ///< image-scanned, image-provenance or image-attested
  bool holds = false;
  std::string words;      ///< what was found, or what is wrong
  bool may_come = false;  ///< what is missing may still be on its way
};

/// What a registry knows of an image, and what the policy says about that. One digest, asked for
/// once, is what every rule is about.
struct Examination {
  std::string name;
  std::string reference;
  std::optional<std::string> digest;  ///< nothing: it does not exist
  std::vector<PlatformImage> platforms;
  std::vector<Claim> claims;
  std::vector<Rule> rules;
  std::optional<std::chrono::seconds> retry_after{};  ///< when to ask again, where the registry
                                                      ///< says so of what does not exist
};

/// Whether every rule holds.
bool is_good(const Examination& examination);

/// Whether nothing is wrong but what is missing, and may still come: an image, a signature or an
/// attestation that a build is about to push.
bool may_become_good(const Examination& examination);

/// `ghcr.io/acme/sample:1.2.3`, or with `@` and a digest.
std::string reference_of(const Examination& examination);

/// The rules that do not hold, and why, in one line: `image-exists: …; image-signed: …`.
std::string faults_of(const Examination& examination);

/// Examines an image. Throws Error(input) for a key that cannot be used, and what Client throws: a
/// registry that does not answer is never an image that is not there, or not signed.
Examination examine(Client& client, const Question& question, const Examiner& examiner);

}  // namespace relctl::registry
