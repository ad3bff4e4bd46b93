// SPDX-License-Identifier: MIT
#include "semver/version.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::semver {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_identifier_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_numeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

/// Untrusted text on its way into a message: short, and unable to steer a terminal.
std::string printable(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string result;
  for (const char c : text.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte >= 0x20 && byte < 0x7f ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return text.size() > most ? result + "..." : result;
}

/// Reads from left to right and remembers the first fault.
class VersionReader {
 public:
  explicit VersionReader(std::string_view text) : text_(text) {}

  std::optional<Version> version() {
    Version result;
    if (text_.size() > longest_version) {
      fail_at(longest_version, fmt::format("it is longer than {} bytes", longest_version));
      return std::nullopt;
    }
    const bool good = number(result.major, "major") && dot("minor") &&
                      number(result.minor, "minor") && dot("patch") &&
                      number(result.patch, "patch") && suffixes(result) && at_end();
    if (!good) return std::nullopt;
    return result;
  }

  std::optional<std::vector<std::string>> prerelease() {
    std::vector<std::string> result;
    if (!identifiers(result, "pre-release") || !at_end()) return std::nullopt;
    return result;
  }

  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::size_t column() const { return fault_at_ + 1; }

 private:
  bool fail_at(std::size_t position, std::string fault) {
    fault_at_ = position;
    fault_ = std::move(fault);
    return false;
  }

  [[nodiscard]] std::string found() const {
    if (position_ >= text_.size()) return "the end";
    return "\"" + printable(text_.substr(position_, 1)) + "\"";
  }

  bool accept(char c) {
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  bool at_end() {
    if (position_ == text_.size()) return true;
    return fail_at(position_, found() + " does not belong here");
  }

  bool dot(std::string_view before) {
    if (accept('.')) return true;
    return fail_at(position_,
                   fmt::format("expected a dot and the {} number, found {}", before, found()));
  }

  std::string_view take(bool (*belongs)(char)) {
    const std::size_t begin = position_;
    while (position_ < text_.size() && belongs(text_[position_])) {
      ++position_;
    }
    return text_.substr(begin, position_ - begin);
  }

  bool sound(std::string_view digits, std::uint64_t& value) {
    const std::size_t begin = position_ - digits.size();
    if (digits.size() > 1 && digits.front() == '0') {
      return fail_at(begin, fmt::format("\"{}\" has a leading zero", printable(digits)));
    }
    const auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, value).ec != std::errc{}) {
      return fail_at(begin, fmt::format("\"{}\" does not fit into 64 bits", printable(digits)));
    }
    return true;
  }

  bool number(std::uint64_t& value, std::string_view name) {
    const std::string_view digits = take(is_digit);
    if (!digits.empty()) return sound(digits, value);
    return fail_at(position_, fmt::format("expected the {} number, found {}", name, found()));
  }

  bool suffixes(Version& result) {
    if (accept('-') && !identifiers(result.prerelease, "pre-release")) return false;
    if (!accept('+')) return true;
    const std::size_t begin = position_;
    std::vector<std::string> parts;
    if (!identifiers(parts, "build")) return false;
    result.build = text_.substr(begin, position_ - begin);
    return true;
  }

  bool identifiers(std::vector<std::string>& result, std::string_view kind) {
    do {
      const std::string_view identifier = take(is_identifier_character);
      if (identifier.empty()) {
        return fail_at(position_, fmt::format("a {} identifier is empty, found {}", kind, found()));
      }
      std::uint64_t value = 0;
      if (kind == "pre-release" && is_numeric(identifier) && !sound(identifier, value)) {
        return false;
      }
      result.emplace_back(identifier);
    } while (accept('.'));
    return true;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t fault_at_ = 0;
  std::string fault_;
};

Error not_a(ErrorKind kind, std::string_view what, std::string_view text,
            const VersionReader& reader) {
  return {kind, fmt::format("\"{}\" is not a {}: {} at column {}", printable(text), what,
                            reader.fault(), reader.column())};
}

std::strong_ordering compare_identifiers(std::string_view a, std::string_view b) {
  const bool numeric = is_numeric(a);
  if (numeric != is_numeric(b)) {
    return numeric ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  // Without leading zeros the longer number is the greater one.
  if (numeric && a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::strong_ordering compare_prereleases(const Version& a, const Version& b) {
  if (a.is_final() || b.is_final()) return a.is_final() <=> b.is_final();
  const std::size_t common = std::min(a.prerelease.size(), b.prerelease.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto order = compare_identifiers(a.prerelease[i], b.prerelease[i]);
    if (std::is_neq(order)) return order;
  }
  return a.prerelease.size() <=> b.prerelease.size();
}

}  // namespace

std::optional<Version> parse(std::string_view text) {
  return VersionReader(text).version();
}

Version require(std::string_view text) {
  VersionReader reader(text);
  if (auto version = reader.version()) return *std::move(version);
  Error error = not_a(ErrorKind::input, "semantic version", text, reader);
  if (text.starts_with('v') && parse(text.substr(1))) {
    error.hint("leave out the \"v\": " + std::string(text.substr(1)));
  } else if (const std::string whole = std::string(text) + ".0"; parse(whole)) {
    error.hint("all three numbers are needed: " + whole);
  }
  throw error;
}

std::vector<std::string> require_prerelease(std::string_view text) {
  VersionReader reader(text);
  if (auto identifiers = reader.prerelease()) return *std::move(identifiers);
  throw not_a(ErrorKind::usage, "pre-release identifier", text, reader);
}

std::string to_string(const Version& version) {
  std::string result = fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
  char separator = '-';
  for (const std::string& identifier : version.prerelease) {
    result += separator + identifier;
    separator = '.';
  }
  if (!version.build.empty()) result += "+" + version.build;
  return result;
}

std::weak_ordering compare(const Version& a, const Version& b) {
  if (const auto order = a.major <=> b.major; std::is_neq(order)) return order;
  if (const auto order = a.minor <=> b.minor; std::is_neq(order)) return order;
  if (const auto order = a.patch <=> b.patch; std::is_neq(order)) return order;
  return compare_prereleases(a, b);
}

}  // namespace relctl::semver
