// SPDX-License-Identifier: MIT
#include "registry/place.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_origin.hpp"
#include "kustomize/image_reference.hpp"
#include "net/url.hpp"

namespace relctl::registry {
namespace {

Place docker_hub_place(std::string_view path) {
  return {std::string(docker_hub), "https://registry-1.docker.io", std::string(path), ""};
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
  const std::string full = kustomize::full_image_name(name);
  const std::size_t slash = full.find('/');
  const std::string path = full.substr(slash + 1);
  Place place{full.substr(0, slash), "", path, ""};
  if (place.host == docker_hub) return docker_hub_place(path);
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
