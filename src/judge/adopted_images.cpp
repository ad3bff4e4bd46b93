// SPDX-License-Identifier: MIT
#include "judge/adopted_images.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/path_images.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::judge {
namespace {

using deploy::RunningImage;

std::string reference_of(const kustomize::ImageSetting& image) {
  return kustomize::to_string(kustomize::ImageReference{image.name, image.tag, image.digest});
}

/// Those that relctl.yaml may call `name`.
std::vector<RunningImage> called(const std::vector<RunningImage>& images, const std::string& name) {
  std::vector<RunningImage> found;
  std::copy_if(images.begin(), images.end(), std::back_inserter(found),
               [&](const RunningImage& each) { return each.names.contains(name); });
  return found;
}

bool has_workload(const std::vector<RunningImage>& images, const std::string& workload) {
  return std::any_of(images.begin(), images.end(),
                     [&](const RunningImage& each) { return each.workload == workload; });
}

/// A kustomization that cannot be read is one that cannot be built.
deploy::PathImages images_at(const Tree& tree, const std::string& path) {
  try {
    return deploy::read_path_images(tree, path);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {{}, {error.what()}};
  }
}

class AdoptedImages {
 public:
  AdoptedImages(const Judged& judged, Evidence& evidence, const Site& site)
      : judged_(judged), evidence_(evidence), site_(site) {
    const std::string path = deploy::path_of(*site.environment, *site.service);
    after_ = images_at(*judged.after, path);
    for (const auto& parent : judged.parents) {
      deploy::PathImages before = images_at(*parent, path);
      std::move(before.images.begin(), before.images.end(), std::back_inserter(before_));
      was_built_ = was_built_ && before.not_built.empty();
    }
  }

  std::string fault() {
    for (const config::Image& image : site_.service->images) {
      const std::vector<RunningImage> had = called(before_, image.name);
      if (had.empty()) continue;
      if (was_built_ && !after_.not_built.empty()) {
        return fmt::format("what {} runs of {} cannot be told any more: {}",
                           site_.environment->name, image.name, after_.not_built.front());
      }
      std::string text = fault_of(image.name, had);
      if (!text.empty()) return text;
    }
    return {};
  }

 private:
  std::string fault_of(const std::string& name, const std::vector<RunningImage>& had) {
    const std::vector<RunningImage> now = called(after_.images, name);
    for (const RunningImage& each : now) {
      if (!is_good(name, had, each.image)) {
        return fmt::format("{} gets {}, and an adoption moves no image", each.workload,
                           reference_of(each.image));
      }
    }
    for (const RunningImage& each : had) {
      if (has_workload(after_.images, each.workload) && !has_workload(now, each.workload)) {
        return fmt::format("{} runs {} no more, and an adoption moves no image", each.workload,
                           name);
      }
    }
    return {};
  }

  bool is_good(const std::string& name, const std::vector<RunningImage>& had,
               const kustomize::ImageSetting& image) {
    return std::any_of(had.begin(), had.end(), [&](const RunningImage& each) {
      return each.image.name == image.name &&
             (each.image == image ||
              evidence_.explains(judged_, site_, {name, image.tag, image.digest}));
    });
  }

  const Judged& judged_;
  Evidence& evidence_;
  const Site& site_;
  deploy::PathImages after_;
  std::vector<RunningImage> before_;
  bool was_built_ = true;
};

/// Names and new names of the entries that are about an owned image.
std::set<std::pair<std::string, std::string>> new_names(const FileFields& fields,
                                                        const Owned& owned) {
  constexpr std::string_view end = ".newName";
  std::set<std::pair<std::string, std::string>> found;
  for (const auto& [key, field] : fields.rest) {
    if (!key.starts_with("images[") || !key.ends_with(end)) continue;
    const auto name = fields.rest.find(key.substr(0, key.size() - end.size()) + ".name");
    const std::string old = name == fields.rest.end() ? "" : name->second.value;
    if (owned.images.contains(old) || owned.images.contains(field.value))
      found.emplace(old, field.value);
  }
  return found;
}

}  // namespace

bool renames_image(const FileFields& before, const FileFields& after, const Owned& owned) {
  const auto known = new_names(before, owned);
  const auto now = new_names(after, owned);
  return !std::includes(known.begin(), known.end(), now.begin(), now.end());
}

std::string adopted_image_fault(const Judged& judged, Evidence& evidence, const Site& site) {
  return AdoptedImages(judged, evidence, site).fault();
}

}  // namespace relctl::judge
