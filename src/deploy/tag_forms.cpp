// SPDX-License-Identifier: MIT
#include "deploy/tag_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {
namespace {

/// What tags of variants end with, though it reads as a pre-release.
constexpr std::array<std::string_view, 11> variants = {
    "alpine", "slim",   "debian",  "bookworm", "bullseye",  "trixie",
    "ubuntu", "centos", "scratch", "windows",  "distroless"};

bool is_decimal(char c) {
  return c >= '0' && c <= '9';
}

/// The length of the three numbers at the start of `text`; 0 where there are none.
std::size_t length_of_numbers(std::string_view text) {
  std::size_t at = 0;
  for (int number = 0; number < 3; ++number) {
    if (number > 0 && (at >= text.size() || text[at++] != '.')) return 0;
    const std::size_t start = at;
    while (at < text.size() && is_decimal(text[at]))
      ++at;
    if (at == start) return 0;
  }
  return semver::parse(text.substr(0, at)) ? at : 0;
}

/// True when `rest`, what stands behind the three numbers, belongs to the version.
bool is_part_of_version(std::string_view rest) {
  if (!rest.starts_with('-')) return false;
  return std::none_of(variants.begin(), variants.end(), [&](std::string_view variant) {
    return rest.substr(1).starts_with(variant);
  });
}

/// Where the three numbers of a version stand in a tag.
struct Numbers {
  std::size_t at;
  std::size_t length;
};

std::optional<Numbers> find_numbers(std::string_view tag) {
  for (std::size_t at = 0; at < tag.size(); ++at) {
    const bool starts_number = is_decimal(tag[at]) && (at == 0 || !is_decimal(tag[at - 1]));
    const std::size_t length = starts_number ? length_of_numbers(tag.substr(at)) : 0;
    if (length > 0) return Numbers{at, length};
  }
  return std::nullopt;
}

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& tag,
                         const config::Image& image, const std::string& fitting) {
  throw Error(ErrorKind::input, fmt::format("the tag {} of {} has another form than {}, which "
                                            "relctl.yaml has it written by",
                                            tag, image.name, image.tag))
      .at({file, line, 0, {}})
      .hint(fmt::format("in relctl.yaml write the image as {{name: {}, tag: \"{}\"}}, or change "
                        "the tag here",
                        image.name, fitting));
}

void check_text(const config::Service& service, const config::Image& image, const std::string& file,
                std::size_t line, const std::string& tag) {
  const auto fitting = fitting_template(service, image, tag);
  if (fitting) refuse(file, line, tag, image, *fitting);
}

}  // namespace

std::optional<std::string> fitting_template(const config::Service& service,
                                            const config::Image& image, std::string_view tag) {
  const auto numbers = find_numbers(tag);
  if (!numbers) return std::nullopt;
  const std::string_view rest = tag.substr(numbers->at + numbers->length);
  const bool is_version_alone = rest.empty() || is_part_of_version(rest);
  const bool is_own_form = version_of_image_tag(service, image, tag).has_value();
  if (is_own_form && (is_version_alone || image.tag != "{version}")) return std::nullopt;
  const std::string suffix(is_version_alone ? "" : rest);
  // A number that goes on, as in four parts, is no version with something behind it.
  if (suffix.starts_with('.') || suffix.starts_with('_')) return std::nullopt;
  return fmt::format("{}{{version}}{}", tag.substr(0, numbers->at), suffix);
}

std::vector<kustomize::ImageSetting> check_tag_forms(const Tree& tree,
                                                     const config::Environment& environment,
                                                     const config::Service& service) {
  std::vector<kustomize::ImageSetting> found;
  if (service.images.empty()) return found;
  for (auto& place : kustomize::read_images(tree, path_of(environment, service))) {
    const config::Image* image = config::image_in(service, environment.name, place.image.name);
    if (image == nullptr) continue;
    if (place.image.tag) check_text(service, *image, place.path, place.line, *place.image.tag);
    found.push_back(std::move(place.image));
  }
  return found;
}

}  // namespace relctl::deploy
