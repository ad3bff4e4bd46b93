// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "config/config.hpp"

namespace relctl::config {
namespace {

constexpr std::size_t longest_placeholder = std::string_view("{environment}").size();

template <typename Named>
const Named& find_named(const std::vector<Named>& all, std::string_view name,
                        std::string_view what) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string> names;
  for (const Named& each : all)
    names.push_back(each.name);
  Error error(ErrorKind::usage, fmt::format("there is no {} `{}`", what, name));
  if (const auto meant = nearest(name, names))
    error.hint(fmt::format("did you mean `{}`?", *meant));
  if (names.empty()) {
    error.hint(fmt::format("relctl.yaml lists no {}s", what));
  } else {
    error.hint(fmt::format("{}s: {}", what, fmt::join(names, ", ")));
  }
  throw std::move(error);
}

}  // namespace

const Service& service(const Config& config, std::string_view name) {
  return find_named(config.services, name, "service");
}

std::vector<const Service*> named_services(const Config& config,
                                           const std::vector<std::string>& names) {
  std::set<const Service*> wanted;
  for (const std::string& name : names)
    wanted.insert(&service(config, name));
  std::vector<const Service*> services;
  for (const Service& each : config.services) {
    if (names.empty() || wanted.count(&each) > 0) services.push_back(&each);
  }
  return services;
}

bool is_deployed(const Service& service) {
  return !service.images.empty() || !service.deploy.empty();
}

const Environment& environment(const Config& config, std::string_view name) {
  return find_named(config.environments, name, "environment");
}

const std::string& repository_in(const Image& image, const std::string& environment) {
  const auto own = image.repositories.find(environment);
  return own == image.repositories.end() ? image.name : own->second;
}

const Image* image_in(const Service& service, const std::string& environment,
                      const std::string& repository) {
  for (const Image& image : service.images) {
    if (repository_in(image, environment) == repository) return &image;
  }
  return nullptr;
}

std::string expand(std::string_view text, const std::optional<std::string>& service,
                   const std::optional<std::string>& environment,
                   const std::optional<std::string>& version) {
  const std::map<std::string_view, const std::optional<std::string>&> values{
      {"{service}", service}, {"{environment}", environment}, {"{version}", version}};
  std::string result;
  // One pass: braces in a value that was put in are not looked at again.
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.substr(0, longest_placeholder).find('}');
    const std::string_view name = close == std::string_view::npos ? "" : text.substr(0, close + 1);
    const auto known = values.find(name);
    if (known != values.end() && known->second.has_value()) {
      result += *known->second;
      text.remove_prefix(name.size());
    } else if (!text.empty()) {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

}  // namespace relctl::config
