// SPDX-License-Identifier: MIT
#include "kustomize/image_reference.hpp"

#include <algorithm>
#include <cstddef>

namespace relctl::kustomize {

namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_tag = 128;
constexpr std::size_t sha256_digits = 64;
constexpr std::size_t fewest_digits = 32;

// The locale's idea of letters and digits must not matter, hence no <cctype>.
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alnum(char c) {
  return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_lower_alnum(char c) {
  return is_lower(c) || is_digit(c);
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

template <typename Predicate>
bool all_of(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

/// Calls `accept` with each part of `text` between `separator`s; false as soon as one is refused.
template <typename Accept>
bool each_part(std::string_view text, char separator, Accept accept) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!accept(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

/// One of `.`, `_`, `__` or any number of `-`, which is what may stand between letters and digits.
bool is_separator(std::string_view text) {
  return text == "." || text == "_" || text == "__" ||
         (!text.empty() && all_of(text, [](char c) { return c == '-'; }));
}

bool is_path_component(std::string_view text) {
  if (text.empty() || !is_lower_alnum(text.front()) || !is_lower_alnum(text.back())) return false;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::find_if(begin, text.end(), is_lower_alnum);
    const auto length = static_cast<std::size_t>(end - begin);
    if (length > 0 && !is_separator(text.substr(i, length))) return false;
    i += std::max<std::size_t>(length, 1);
  }
  return true;
}

bool is_host_label(std::string_view text) {
  return !text.empty() && is_alnum(text.front()) && is_alnum(text.back()) &&
         all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_host_name(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 2 && host.ends_with(']') &&
           all_of(host.substr(1, host.size() - 2),
                  [](char c) { return is_hex(c) || c == ':' || (c >= 'A' && c <= 'F'); });
  }
  return each_part(host, '.', is_host_label);
}

bool is_host(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && !text.ends_with(']');
  if (!has_port) return is_host_name(text);
  const std::string_view port = text.substr(colon + 1);
  return !port.empty() && all_of(port, is_digit) && is_host_name(text.substr(0, colon));
}

bool is_name(std::string_view name) {
  if (name.size() > longest_name) return false;
  const std::size_t slash = name.find('/');
  if (slash != std::string_view::npos && names_host(name.substr(0, slash))) {
    if (!is_host(name.substr(0, slash))) return false;
    name.remove_prefix(slash + 1);
  }
  return each_part(name, '/', is_path_component);
}

/// Any digest that a registry may give: `algorithm:hex`, with SHA-256 held to its length.
bool is_any_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view algorithm = text.substr(0, colon);
  if (algorithm == "sha256") return is_digest(text);
  const std::string_view digits = text.substr(colon + 1);
  return !algorithm.empty() && is_lower(algorithm.front()) && is_lower_alnum(algorithm.back()) &&
         all_of(algorithm,
                [](char c) {
                  return is_lower_alnum(c) || c == '+' || c == '.' || c == '-' || c == '_';
                }) &&
         digits.size() >= fewest_digits && all_of(digits, is_hex);
}

}  // namespace

bool names_host(std::string_view part) {
  return part == "localhost" || part.find_first_of(".:[") != std::string_view::npos;
}

ImageReference split_image(std::string_view text) {
  ImageReference parts;
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    parts.digest = std::string(text.substr(at + 1));
    text = text.substr(0, at);
  }
  // A colon before the last slash belongs to a port.
  const std::size_t slash = text.rfind('/');
  const std::size_t colon = text.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    parts.tag = std::string(text.substr(colon + 1));
    text = text.substr(0, colon);
  }
  parts.name = std::string(text);
  return parts;
}

std::optional<ImageReference> parse_image_reference(std::string_view text) {
  ImageReference parts = split_image(text);
  if (!is_name(parts.name)) return std::nullopt;
  if (parts.tag && !is_image_tag(*parts.tag)) return std::nullopt;
  if (parts.digest && !is_any_digest(*parts.digest)) return std::nullopt;
  return parts;
}

std::string to_string(const ImageReference& reference) {
  std::string text = reference.name;
  if (reference.tag) text.append(":").append(*reference.tag);
  if (reference.digest) text.append("@").append(*reference.digest);
  return text;
}

bool is_image_tag(std::string_view text) {
  return !text.empty() && text.size() <= longest_tag && text.front() != '.' &&
         text.front() != '-' &&
         all_of(text, [](char c) { return is_alnum(c) || c == '_' || c == '.' || c == '-'; });
}

bool is_digest(std::string_view text) {
  constexpr std::string_view prefix = "sha256:";
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return text.size() == sha256_digits && all_of(text, is_hex);
}

}  // namespace relctl::kustomize
