// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "judge/guard.hpp"
#include "judge/other_lines.hpp"
#include "judge/territory.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "record/trailers.hpp"

namespace relctl::judge {

/// A commit that is judged, with its trees.
struct Judged {
  plan::Commit commit;
  std::shared_ptr<const Tree> after;
  std::vector<std::shared_ptr<const Tree>> parents;
  /// By the number of a merge's parent: its merge bases with the first one. The first has none.
  std::vector<std::vector<ObjectId>> bases;
  std::vector<record::Record> records;  ///< in its message
};

/// Tells whether a value has an honest origin: an ancestor or an environment before had it, or it
/// is the version that is released. A value that the judged commit itself brings to an environment
/// before is no origin unless that one could have it from elsewhere. Older history is searched when
/// nothing nearer explains a value.
class Evidence {
 public:
  /// All must outlive it.
  Evidence(const config::Config& config, const plan::History& history, const GuardRange& range)
      : config_(config),
        history_(history),
        range_(range),
        releases_(range.tags),
        others_(range.lines),
        released_(range.lines.releases ? *range.lines.releases : history) {}

  /// True for an image of the site's service that the commit may have there.
  bool explains(const Judged& judged, const Site& site, const kustomize::ImageSetting& image);
  /// The version that a deploy place of the site shows.
  bool explains(const Judged& judged, const Site& site, const std::string& version);
  /// The value at a carried key.
  bool explains_carried(const Judged& judged, const OwnedKey& key, const std::string& value);
  /// A carried file's content; nothing: its absence.
  bool explains_carried(const Judged& judged, const CarriedFile& file,
                        const std::optional<ObjectId>& content);
  /// True when an ancestor set a tag or digest of the image at the site.
  bool had_image(const Judged& judged, const Site& site, const std::string& name);
  /// True when a release gave the site's service the version that the image's tag stands for.
  bool has_release(const Site& site, const kustomize::ImageSetting& image);
  /// True when an ancestor had just this content at `path`.
  bool was_there(const Judged& judged, const std::string& path, const ObjectId& content);
  /// True when an ancestor had no file at `path`.
  bool was_absent(const Judged& judged, const std::string& path);

  using TreeTest = std::function<bool(const Tree&)>;
  /// True when `test` holds for the tree of a commit that lies behind the judged one.
  bool before(const Judged& judged, const TreeTest& test);

 private:
  using Test = std::function<bool(const deploy::Deployed&)>;
  using EnvironmentTest = std::function<bool(const Tree&, const config::Environment&)>;

  const deploy::Deployed& deployed(const Tree& tree, const Site& site);
  bool explains(const Judged& judged, const Site& site, const kustomize::ImageSetting& image,
                bool releases);
  bool explains(const Judged& judged, const Site& site, const std::string& version, bool releases);
  /// The settings with this image's tag in the environments before this one that have an origin.
  std::vector<kustomize::ImageSetting> explained_earlier(const Judged& judged, const Site& site,
                                                         const kustomize::ImageSetting& image);
  bool find_origin(const Judged& judged, const Site& site, const kustomize::ImageSetting& image,
                   bool releases);
  bool before_here(const Judged& judged, const Site& site, const Test& test);
  bool ever(const Judged& judged, const Site& site, const Test& test);
  /// The environments before this one that the judged commits keep.
  [[nodiscard]] std::vector<const config::Environment*> origins_here(const Site& site) const;
  /// True when `test` holds for what this environment, or one before it, had where it is kept
  /// elsewhere.
  bool elsewhere(const Site& site, const Test& test);
  bool elsewhere(const Site& site, const EnvironmentTest& test);
  bool is_carried(const Judged& judged, const Site& site, const EnvironmentTest& has);
  void load_past();
  /// Throws Error(system), naming the command that brings them, where releases of the service are
  /// not here though they may be elsewhere: then nothing can be told of where a value came from.
  void require_releases(const config::Service& service);
  bool names_tags(const config::Service& service);
  bool is_released(const Judged& judged, const Site& site, const std::string& version,
                   bool releases);
  bool is_tagged(const config::Service& service, const std::string& version);
  bool is_written(const Tree& tree, const config::Service& service, const std::string& version);
  bool is_signed(const plan::Tag& tag);
  bool is_release(const config::Service& service, const plan::Tag& tag, const std::string& version);
  [[nodiscard]] bool is_first(const config::Environment& environment) const;
  bool is_named(const Judged& judged, const Site& site, const kustomize::ImageSetting& image);
  bool digest_is_good(const Judged& judged, const Site& site, const kustomize::ImageSetting& image,
                      bool releases);

  const config::Config& config_;
  const plan::History& history_;
  const GuardRange& range_;
  record::Releases releases_;
  OtherLines others_;
  const plan::History& released_;                            ///< has the commits of the tags
  std::map<std::pair<std::string, ObjectId>, bool> signed_;  ///< tags that were asked about
  std::vector<plan::Commit> past_;                           ///< from the tip to the roots
  std::unordered_map<ObjectId, std::size_t, ObjectIdHash> places_;
  std::map<std::string, deploy::Deployed> deployed_;
  std::shared_ptr<kustomize::FileMemory> files_ = std::make_shared<kustomize::FileMemory>();
  ObjectId remembered_;                    ///< the commit that explained_ is about
  std::map<std::string, bool> explained_;  ///< by site and image
};

}  // namespace relctl::judge
