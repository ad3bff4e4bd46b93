// SPDX-License-Identifier: MIT
#include "judge/verify_files.hpp"

#include <fmt/format.h>

#include "formats/version_file.hpp"
#include "judge/field_comparison.hpp"
#include "judge/file_form.hpp"
#include "judge/territory.hpp"

namespace relctl::judge {
namespace {

class Comparison {
 public:
  Comparison(const config::Config& config, const Tree& expected, const Tree& actual)
      : territory_(config), config_(config), expected_(expected), actual_(actual) {}

  /// Why the files differ in more than layout; empty when they do not.
  std::string difference(const std::string& path) const {
    const auto wanted = expected_.find(path);
    const auto found = actual_.find(path);
    if (!wanted) return "the operation makes no such file";
    if (!found) return "the file is missing";
    if (wanted->mode != found->mode) return "its mode differs";
    if (is_version_file(path)) return version_difference(path);
    const Owned owned = territory_.rights(path).owned();
    const FileFields right = read_fields(expected_.read(path), path, owned);
    const FileFields left = read_fields(actual_.read(path), path, owned);
    for (const ImageField& image : right.images) {
      if (!left.has(image.image)) {
        return fmt::format("line {}: {} is not {}", image.line, image.image.name,
                           image.image.tag.value_or(image.image.digest.value_or("")));
      }
    }
    if (left.images.size() != right.images.size()) return "there are other images";
    if (!same_fields(left.keys, right.keys)) return first_difference(right.keys, left.keys);
    if (same_fields(left.rest, right.rest)) return {};
    const std::string key = first_difference(right.rest, left.rest);
    return key.empty() ? "the content differs" : fmt::format("{} differs", key);
  }

 private:
  bool is_version_file(const std::string& path) const { return file_of(path) != nullptr; }

  const formats::VersionFile* file_of(const std::string& path) const {
    for (const config::Service& service : config_.services) {
      for (const formats::VersionFile& file : service.version_files) {
        if (file.path == path) return &file;
      }
    }
    return nullptr;
  }

  std::string version_difference(const std::string& path) const {
    const formats::VersionFile& file = *file_of(path);
    const std::string wanted = formats::read_version(expected_, file);
    const std::string found = formats::read_version(actual_, file);
    return wanted == found ? "it differs outside of the version"
                           : fmt::format("it has version {} and not {}", found, wanted);
  }

  Territory territory_;
  const config::Config& config_;
  const Tree& expected_;
  const Tree& actual_;
};

}  // namespace

std::string difference_of(const config::Config& config, const Tree& expected, const Tree& actual,
                          const std::string& path) {
  return Comparison(config, expected, actual).difference(path);
}

}  // namespace relctl::judge
