// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "plan/draft.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// True when `service` runs in `environment` at all.
bool runs_in(const config::Service& service, const config::Environment& environment);

/// The path of `service` in `environment`, with its placeholders filled in.
std::string path_of(const config::Environment& environment, const config::Service& service);

/// The tag that `image` of `service` gets for `version`; "+" becomes "_". Throws Error(input) when
/// the template gives no tag that a registry takes.
std::string image_tag(const config::Service& service, const config::Image& image,
                      const std::string& version);

/// The version that `tag` stands for by the image's template; nothing when it is of another form.
std::optional<std::string> version_of_image_tag(const config::Service& service,
                                                const config::Image& image, std::string_view tag);

/// The deploy places of `service` in `environment`, with the placeholders of their paths filled in.
std::vector<config::DeployPlace> places_of(const config::Service& service,
                                           const config::Environment& environment);

/// What a deploy place holds.
struct PlaceValue {
  std::string text;
  std::optional<std::string> version;  ///< nothing: the text is of another form
};

/// Reads `place`, one of places_of(), back; nothing when there is no such file or key.
std::optional<PlaceValue> read_place(const Tree& tree, const config::Environment& environment,
                                     const config::Service& service,
                                     const config::DeployPlace& place);

/// Writes `value` at the key of `place`, a YAML or JSON file. Throws Error(input) when there is no
/// such file or key.
void write_place(plan::Draft& draft, const config::DeployPlace& place, const std::string& value);

/// Gives `service` its `images` in `environment`: below the environment's path, and in the deploy
/// places. The path of an environment with a source is generated; of a rendered one the deploy
/// places alone are written (rerender() does the rest). Throws Error(input) when the
/// path of one without does not exist, or has no place that uses an image: an environment that
/// lacks a service says so with `services`. Throws as check_tag_forms(), too. Gives what the path
/// had of the service's images before.
std::vector<kustomize::ImageSetting> write_environment(
    plan::Draft& draft, const config::Environment& environment, const config::Service& service,
    const std::string& version, const std::vector<kustomize::ImageSetting>& images);

/// A sentence for each of `images` that had a digest in the environment of that name, as `before`
/// says, and has none now.
std::vector<std::string> unpinned(const std::vector<kustomize::ImageSetting>& before,
                                  const std::vector<kustomize::ImageSetting>& images,
                                  const std::string& environment);

/// Tries whether a release of each service that runs in `environment` could be written there, and
/// throws what write_environment() and check_built_images() throw where it could not. Nothing is
/// changed.
void check_places(const std::shared_ptr<const Tree>& tree, const config::Config& config,
                  const config::Environment& environment);

/// What a service runs in an environment, as the tree says.
struct Deployed {
  std::vector<kustomize::ImageSetting> images;  ///< in the configuration's order
  std::vector<std::string>
      versions;                     ///< distinct ones, in order of precedence; one, if all is well
  std::vector<std::string> others;  ///< tags and values of another form than the templates'
  bool operator==(const Deployed&) const = default;
};

/// Reads the images and deploy places of `service` in `environment` back, as files there name them:
/// nothing is built, and bases that lie elsewhere are not asked. Tags of another form than
/// the template's are no versions, but `others`. What `memory` knows is not parsed again.
Deployed read_environment(
    const Tree& tree, const config::Environment& environment, const config::Service& service,
    std::shared_ptr<kustomize::FileMemory> memory = std::make_shared<kustomize::FileMemory>());

/// The value at `key` of `text`, a YAML file or by its name a JSON file; nothing where there is
/// none.
std::optional<std::string> find_value(const std::string& text, const std::string& path,
                                      const std::string& key);

/// `text` with `value` at `key`. Throws Error(input) where there is no such scalar.
std::string with_value(const std::string& text, const std::string& path, const std::string& key,
                       const std::string& value);

}  // namespace relctl::deploy
