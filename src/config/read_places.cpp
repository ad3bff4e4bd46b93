// SPDX-License-Identifier: MIT
// Where a service's version goes: version files, image tags, further deploy places.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"
#include "edit/key_path.hpp"
#include "formats/format.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 1> version_only = {"version"};
constexpr std::array<std::string_view, 3> build_choices = {"keep", "increment", "drop"};
constexpr std::array<std::string_view, 2> service_and_version = {"service", "version"};

std::string read_key_path(const Value& value) {
  std::string key = value.line();
  try {
    edit::parse_key_path(key);
  } catch (const Error& fault) {
    throw value.error(fmt::format("`{}` is no key path, `{}`: {}", value.name(), key, fault.what()),
                      "write it like `image.tag`, `items[0].name` or `\"dotted.key\".tag`");
  }
  return key;
}

std::optional<std::size_t> read_count(const Value& value) {
  if (value.is_text() && value.text() == "all") return std::nullopt;
  const auto number = value.number();
  if (number && *number > 0) return static_cast<std::size_t>(*number);
  throw value.error(fmt::format("`{}` is neither a number from 1 on nor `all`", value.name()),
                    "write how often the pattern matches, such as `count: 2`");
}

formats::BuildNumber read_build(const Value& value) {
  const std::string word = value.one_of(build_choices);
  if (word == "keep") return formats::BuildNumber::keep;
  return word == "drop" ? formats::BuildNumber::drop : formats::BuildNumber::increment;
}

void check_selectors(const Value& entry, const formats::VersionFile& file) {
  if (file.pattern && (file.key || file.format)) {
    throw entry.error(
        fmt::format("`{}` has both `pattern` and `{}`", entry.name(), file.key ? "key" : "format"),
        "keep the one that finds the version");
  }
  const bool tells_place = file.key || file.pattern || file.format;
  if (tells_place || formats::is_known_file_name(file.path)) return;
  throw entry.error(
      fmt::format("where is the version in `{}`? its name tells no format", file.path),
      fmt::format("add a key (`{{path: {0}, key: a.b}}`) or a pattern "
                  "(`{{path: {0}, pattern: 'VERSION = \"{{version}}\"'}}`)",
                  file.path));
}

std::string read_format(const Value& value, bool has_key) {
  constexpr std::array<std::string_view, 3> with_keys = {"yaml", "json", "toml"};
  if (has_key) return value.one_of(with_keys);
  std::vector<std::string_view> names;
  for (const formats::Format& format : formats::formats())
    names.push_back(format.name);
  return value.one_of(names);
}

formats::VersionFile read_version_file(const Value& entry) {
  formats::VersionFile file;
  if (entry.is_scalar()) {
    file.path = read_path(entry);
  } else {
    entry.check_keys(keys::version_file);
    file.path = read_path(entry.need("path", "name the file: `path: src/version.txt`"));
    if (auto value = entry.find("key")) file.key = read_key_path(*value);
    if (auto value = entry.find("pattern")) file.pattern = version_template(*value, version_only);
    if (auto value = entry.find("format")) file.format = read_format(*value, file.key.has_value());
    if (auto value = entry.find("build")) file.build = read_build(*value);
    if (auto value = entry.find("count")) {
      if (!file.pattern) {
        throw entry.error(fmt::format("`{}` has `count`, and no pattern to count", entry.name()),
                          "give it a pattern, or remove the count");
      }
      file.count = read_count(*value);
    }
  }
  check_selectors(entry, file);
  return file;
}

std::string read_image_name(const Value& value) {
  std::string name = value.line();
  const auto reference = kustomize::parse_image_reference(name);
  if (!reference) {
    throw value.error(fmt::format("`{}` is no image repository, `{}`", value.name(), name),
                      "write it like `ghcr.io/acme/app`, in lower case");
  }
  if (reference->tag || reference->digest) {
    throw value.error(fmt::format("`{}` has a tag or digest, `{}`", value.name(), name),
                      fmt::format("write the repository alone: `{}`", reference->name));
  }
  return name;
}

std::string read_image_tag(const Value& value) {
  std::string text = version_template(value, service_and_version);
  if (!kustomize::is_image_tag(expand(text, "name", std::nullopt, "1.2.3"))) {
    throw value.error(fmt::format("`{}` makes no image tag, `{}`", value.name(), text),
                      "tags have letters, digits, `_`, `.` and `-`, like `{version}-alpine`");
  }
  return text;
}

Image read_image(const Value& entry) {
  Image image;
  if (entry.is_scalar()) {
    image.name = read_image_name(entry);
    return image;
  }
  entry.check_keys(keys::image);
  image.name = read_image_name(entry.need("name", "name the repository: `name: ghcr.io/acme/app`"));
  if (auto value = entry.find("tag")) image.tag = read_image_tag(*value);
  if (auto value = entry.find("used")) image.used = value->boolean();
  if (auto value = entry.find("repositories")) {
    for (const Member& member : value->members())
      image.repositories.emplace(member.key, read_image_name(member.value));
  }
  return image;
}

std::string read_deploy_image(const Value& value, const std::vector<Image>& images) {
  std::vector<std::string_view> names(images.size());
  std::transform(images.begin(), images.end(), names.begin(),
                 [](const Image& image) -> std::string_view { return image.name; });
  if (names.empty()) {
    throw value.error(fmt::format("`{}` names an image, and the service has none", value.name()),
                      "list it under `images`");
  }
  return value.one_of(names);
}

DeployPlace read_deploy_place(const Value& entry, const std::vector<Image>& images) {
  entry.check_keys(keys::deploy);
  DeployPlace place;
  place.path = read_path_template(
      entry.need("path", "name the file: `path: \"values-{environment}.yaml\"`"));
  place.key = read_key_path(entry.need("key", "name the key: `key: image.tag`"));
  if (auto value = entry.find("image")) place.image = read_deploy_image(*value, images);
  if (auto value = entry.find("value")) place.value = version_template(*value, service_and_version);
  if (place.value || place.image || images.size() == 1) return place;
  if (images.empty()) {
    throw entry.error(fmt::format("`{}` has no value: the service has no image", entry.name()),
                      "add `value: \"{version}\"`, or the image under `images`");
  }
  throw entry.error(
      fmt::format("`{}` does not say whose tag it holds", entry.name()),
      fmt::format("add `image: {}`, or another of the service's images", images.front().name));
}

}  // namespace

std::vector<formats::VersionFile> read_version_files(const Value& section) {
  std::vector<formats::VersionFile> files;
  for (const Value& entry : section.items()) {
    formats::VersionFile file = read_version_file(entry);
    if (std::find(files.begin(), files.end(), file) != files.end()) {
      throw entry.error(fmt::format("`{}` is listed twice", file.path), "remove one of the two");
    }
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<Image> read_images(const Value& section) {
  std::vector<Image> images;
  for (const Value& entry : section.items())
    images.push_back(read_image(entry));
  return images;
}

std::vector<std::string> read_key_paths(const Value& section) {
  std::vector<std::string> paths;
  for (const Value& value : section.items())
    paths.push_back(read_key_path(value));
  return paths;
}

std::vector<DeployPlace> read_deploy(const Value& section, const std::vector<Image>& images) {
  std::vector<DeployPlace> places;
  for (const Value& entry : section.items())
    places.push_back(read_deploy_place(entry, images));
  return places;
}

}  // namespace relctl::config
