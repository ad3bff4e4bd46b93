// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "deploy/rendering.hpp"
#include "judge/file_fields.hpp"
#include "kustomize/images.hpp"

namespace relctl::judge {

/// A service in an environment.
struct Site {
  const config::Environment* environment = nullptr;
  const config::Service* service = nullptr;
};

/// `image` of `site` by the name that its repository has in the environment of that name.
kustomize::ImageSetting named_as_in(const std::string& environment, const Site& site,
                                    kustomize::ImageSetting image);

/// A key that relctl writes in one file: a deploy place, or a carried key.
struct OwnedKey {
  Site site;
  std::string key;
  const config::DeployPlace* place = nullptr;  ///< null: carried
  std::string carried;                         ///< the path below the environment's
};

/// A file that is carried whole.
struct CarriedFile {
  Site site;
  std::string path;  ///< below the environment's
};

/// What relctl may do with one file, by the configuration.
struct Rights {
  std::vector<Site> sites;  ///< whose path the file lies in
  std::vector<OwnedKey> keys;
  std::vector<CarriedFile> carried;
  std::optional<Site> generated;  ///< the file is written whole, from this site's source

  [[nodiscard]] Owned owned() const;
  /// The site that an image in this file belongs to; a null one when nobody has it.
  [[nodiscard]] Site site_of(std::string_view image) const;
};

/// The files of a configuration and who may write what.
class Territory {
 public:
  /// `config` must outlive it.
  explicit Territory(const config::Config& config);

  /// The paths that only relctl writes: the configured ones and `.relctl`.
  [[nodiscard]] const std::vector<std::string>& roots() const { return roots_; }
  [[nodiscard]] bool is_guarded(std::string_view path) const;
  /// The rendered paths, which are judged whole, and guarded whether `generated` names them or not.
  [[nodiscard]] const std::vector<deploy::RenderTarget>& rendered() const { return rendered_; }
  /// True when `path` lies in a rendered path, kept files included.
  [[nodiscard]] bool is_rendered(std::string_view path) const {
    return rendered_at(path) != nullptr;
  }
  /// The rendered path that `path` lies in; null for none.
  [[nodiscard]] const deploy::RenderTarget* rendered_at(std::string_view path) const;
  /// True for a file in a rendered path that is people's, by `keep`.
  [[nodiscard]] bool is_kept(std::string_view path) const;
  [[nodiscard]] Rights rights(const std::string& path) const;

 private:
  using Sites = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  void add_files(std::size_t number);
  [[nodiscard]] std::set<std::size_t> sites_above(std::string_view path) const;

  std::vector<std::string> roots_;
  std::vector<deploy::RenderTarget> rendered_;
  std::vector<Site> sites_;
  Sites by_directory_;  ///< the sites whose path it is, by their numbers
  Sites by_file_;       ///< those that have a deploy place in it, or carry it
};

/// The environments that come before `environment`: those that `after` names and, unless it is
/// strict, those before them.
std::vector<const config::Environment*> predecessors(const config::Config& config,
                                                     const config::Environment& environment);

/// The path of a carried file of `site`; `path` is relative to the environment's.
std::string carried_path(const Site& site, const std::string& path);

}  // namespace relctl::judge
