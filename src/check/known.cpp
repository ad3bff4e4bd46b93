// SPDX-License-Identifier: MIT
#include "check/known.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace relctl::check {
namespace {

constexpr std::size_t hash_length = 10;
/// What kustomize writes hashes with.
constexpr std::string_view hash_letters = "bcdfghkmt2456789";

/// The name of a generated object without the hash of its content.
std::string_view without_hash(std::string_view name) {
  if (name.size() <= hash_length + 1 || name[name.size() - hash_length - 1] != '-') return name;
  const std::string_view hash = name.substr(name.size() - hash_length);
  if (hash.find_first_not_of(hash_letters) != std::string_view::npos) return name;
  return name.substr(0, name.size() - hash_length - 1);
}

/// `text` without digits, and without what follows `sha256:`.
std::string without_numbers(std::string_view text) {
  constexpr std::string_view digest = "sha256:";
  constexpr std::string_view hex = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(digest)) {
      i = std::min(text.find_first_not_of(hex, i + digest.size()), text.size()) - 1;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') result += text[i];
  }
  return result;
}

}  // namespace

std::string finding_key(const Finding& finding) {
  const render::Id& id = finding.object;
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", fmt::join(finding.checks, ","), id.gvk.group,
                     id.gvk.kind, id.ns, without_hash(id.name), finding.container,
                     without_numbers(finding.message));
}

void mark_known(std::vector<EnvironmentCheck>& environments,
                const std::vector<EnvironmentCheck>& before) {
  for (EnvironmentCheck& environment : environments) {
    std::set<std::string> keys;
    for (const EnvironmentCheck& old : before) {
      if (old.name != environment.name) continue;
      for (const Finding& finding : old.findings) {
        if (!finding.ignored) keys.insert(finding_key(finding));
      }
    }
    for (Finding& finding : environment.findings)
      finding.known = keys.count(finding_key(finding)) > 0;
  }
}

}  // namespace relctl::check
