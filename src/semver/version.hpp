// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::semver {

/// The longest text that is read as a version, in bytes: a git tag must fit into a file name.
inline constexpr std::size_t longest_version = 255;

/// A version of SemVer 2.0.0. `==` compares every part; precedence, which knows no build metadata,
/// is compare().
struct Version {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t patch = 0;
  std::vector<std::string> prerelease;  ///< its identifiers; none: a final version
  std::string build;                    ///< metadata, without the "+"
  bool operator==(const Version&) const = default;

  [[nodiscard]] bool is_final() const { return prerelease.empty(); }
  /// The version without pre-release and build metadata.
  [[nodiscard]] Version core() const { return {major, minor, patch, {}, {}}; }
};

/// `text` as a version, if it is one to the letter: no "v", no blanks, no missing part. Numbers,
/// those of a pre-release included, must fit into 64 bits.
std::optional<Version> parse(std::string_view text);

/// `text` as a version. Throws Error(input) that names the fault and the column where it stands.
Version require(std::string_view text);

/// The identifiers of a pre-release such as "rc" or "rc.1". Throws Error(usage), since they are
/// arguments, that names the fault as require() does.
std::vector<std::string> require_prerelease(std::string_view text);

/// The text that parse() reads as `version`: what was parsed comes back byte for byte.
std::string to_string(const Version& version);

/// Precedence as item 11 of SemVer 2.0.0 has it. Build metadata does not count, so versions that
/// differ in nothing else are equivalent.
std::weak_ordering compare(const Version& a, const Version& b);

/// compare() as an order for containers and algorithms.
struct Precedes {
  bool operator()(const Version& a, const Version& b) const { return std::is_lt(compare(a, b)); }
};

}  // namespace relctl::semver
