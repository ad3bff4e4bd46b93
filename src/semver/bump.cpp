// SPDX-License-Identifier: MIT
#include "semver/bump.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace relctl::semver {

namespace {

using Identifiers = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, Level>, 5> names{
    {{"major", Level::major},
     {"minor", Level::minor},
     {"patch", Level::patch},
     {"prerelease", Level::prerelease},
     {"release", Level::release}}};

std::uint64_t raised(std::uint64_t number, const Version& of) {
  if (number == std::numeric_limits<std::uint64_t>::max()) {
    throw Error(ErrorKind::input,
                "a number of " + to_string(of) + " cannot be raised: it has 64 bits");
  }
  return number + 1;
}

/// The number that an identifier is; nothing for any other one.
std::optional<std::uint64_t> number_of(std::string_view identifier) {
  std::uint64_t value = 0;
  const auto end = identifier.data() + identifier.size();
  const auto [stop, fault] = std::from_chars(identifier.data(), end, value);
  if (fault != std::errc{} || stop != end) return std::nullopt;
  return value;
}

Version next_core(const Version& from, Level level) {
  switch (level) {
    case Level::major:
      return {raised(from.major, from), 0, 0, {}, {}};
    case Level::minor:
      return {from.major, raised(from.minor, from), 0, {}, {}};
    default:
      return {from.major, from.minor, raised(from.patch, from), {}, {}};
  }
}

Identifiers::reverse_iterator last_number(Identifiers& identifiers) {
  return std::find_if(identifiers.rbegin(), identifiers.rend(),
                      [](const std::string& text) { return number_of(text).has_value(); });
}

Identifiers next_identifiers(const Version& current) {
  Identifiers result = current.prerelease;
  const auto last = last_number(result);
  if (last == result.rend()) {
    result.emplace_back("0");
  } else {
    *last = std::to_string(raised(*number_of(*last), current));
  }
  return result;
}

bool counts_under(const Identifiers& identifiers, const Identifiers& id) {
  return identifiers.size() > id.size() && std::equal(id.begin(), id.end(), identifiers.begin()) &&
         number_of(identifiers[id.size()]);
}

Identifiers first_of(Identifiers id) {
  id.emplace_back("0");
  return id;
}

Version next_prerelease(const Version& current, const Identifiers& id) {
  Version result = current.is_final() ? next_core(current, Level::patch) : current.core();
  result.prerelease = next_identifiers(current);
  if (!id.empty() && !counts_under(result.prerelease, id)) result.prerelease = first_of(id);
  if (std::is_lteq(compare(result, current))) {
    throw Error(ErrorKind::usage, to_string(result) + " would be lower than " + to_string(current))
        .hint("start it for the next version: patch, minor or major with this pre-release id");
  }
  return result;
}

// A pre-release of the next version, counted from its first number on.
Version restarted(const Version& from, Level level) {
  Version result = next_core(from, level);
  result.prerelease = from.prerelease;
  *last_number(result.prerelease) = "0";
  return result;
}

Version released(const Version& current, bool has_id) {
  if (has_id) throw Error(ErrorKind::usage, "release makes a final version: it takes no id");
  if (current.is_final()) {
    throw Error(ErrorKind::usage, to_string(current) + " is final already: nothing to release")
        .hint("patch, minor and major raise a final version");
  }
  return current.core();
}

}  // namespace

bool leads_to(const Version& current, Level level) {
  if (current.is_final()) return false;
  if (level == Level::major) return current.minor == 0 && current.patch == 0;
  if (level == Level::minor) return current.patch == 0;
  return true;
}

std::optional<Level> level_named(std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  if (found == names.end()) return std::nullopt;
  return found->second;
}

std::string_view to_string(Level level) {
  return std::find_if(names.begin(), names.end(),
                      [&](const auto& entry) { return entry.second == level; })
      ->first;
}

Version bump(const Version& current, Level level,
             const std::optional<std::string_view>& prerelease_id) {
  const Identifiers id = prerelease_id ? require_prerelease(*prerelease_id) : Identifiers{};
  if (level == Level::release) return released(current, prerelease_id.has_value());
  if (level == Level::prerelease) return next_prerelease(current, id);
  if (!prerelease_id) {
    return leads_to(current, level) ? current.core() : next_core(current, level);
  }
  Version result = next_core(current, level);
  result.prerelease = first_of(id);
  return result;
}

NextFree next_free(const Version& current, Level level,
                   const std::optional<std::string_view>& prerelease_id,
                   const std::vector<Version>& taken) {
  const std::set<Version, Precedes> known(taken.begin(), taken.end());
  NextFree result{bump(current, level, prerelease_id), {}};
  Version& version = result.version;
  for (;;) {
    const bool core_taken = known.contains(version.core());
    if (!core_taken && !known.contains(version)) return result;
    if (level == Level::release) {
      throw Error(ErrorKind::conflict, to_string(version) + " exists already");
    }
    result.passed.push_back(version);
    if (version.is_final()) {
      version = next_core(version, level);
    } else if (!core_taken) {
      version = next_prerelease(version, {});
    } else {
      version = restarted(version, level);
    }
  }
}

}  // namespace relctl::semver
