// SPDX-License-Identifier: MIT
#include "registry/place.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "net/url.hpp"

namespace relctl::registry {
namespace {

/// Docker's rule: a first part is a host only if it looks like one; else it is a folder.
bool looks_like_host(std::string_view part) {
  return part == "localhost" || part.find_first_of(".:[") != std::string_view::npos;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

Place docker_hub_place(std::string_view path) {
  const bool has_folder = path.find('/') != std::string_view::npos;
  return {std::string(docker_hub), "https://registry-1.docker.io",
          (has_folder ? "" : "library/") + std::string(path), ""};
}

}  // namespace

bool is_loopback(std::string_view host) {
  const bool is_ipv4 = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host.ends_with(".localhost") || host == "[::1]" ||
         (is_ipv4 && host.starts_with("127."));
}

Place place_of(std::string_view name, const std::vector<config::Registry>& settings) {
  const auto reference = kustomize::parse_image_reference(name);
  if (!reference || reference->tag || reference->digest) {
    throw Error(ErrorKind::input, fmt::format("`{}` is no name of an image repository", name))
        .hint("write it like ghcr.io/acme/sample, without tag and digest");
  }
  const std::size_t slash = name.find('/');
  const std::string_view first = name.substr(0, slash);
  if (slash == std::string_view::npos || !looks_like_host(first)) return docker_hub_place(name);
  const std::string_view path = name.substr(slash + 1);
  Place place{lower_case(first), "", std::string(path), ""};
  if (place.host == docker_hub || place.host == "index.docker.io") return docker_hub_place(path);
  const auto own = std::find_if(settings.begin(), settings.end(),
                                [&](const auto& each) { return each.host == place.host; });
  const auto url = net::parse_url("https://" + place.host);
  if (!url) throw Error(ErrorKind::input, fmt::format("`{}` names no host", name));
  const bool is_plain = own == settings.end() ? is_loopback(url->host) : own->plain_http;
  place.api = (is_plain ? "http://" : "https://") + place.host;
  if (own != settings.end()) place.auth = own->auth.value_or("");
  return place;
}

std::string name_of(const Place& place) {
  return place.host + "/" + place.repository;
}

}  // namespace relctl::registry
