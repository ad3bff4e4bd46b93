// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "tree/tree.hpp"

namespace relctl::release {

/// `service` and what it depends on, followed to the end, in the configuration's order.
std::vector<const config::Service*> with_dependencies(const config::Config& config,
                                                      const config::Service& service);

/// Tells which files are source of a service: those of its paths and of the services it depends
/// on. Never source is what relctl writes: `.relctl/`, generated paths, the paths of environments,
/// and the changelogs of all services. An environment whose path is the whole repository has no
/// path of its own in this sense.
class SourceFiles {
 public:
  /// Files and directories that relctl writes: the same for every service of a configuration.
  using Written = std::shared_ptr<const std::set<std::string, std::less<>>>;
  static Written written_by(const config::Config& config);

  /// The folders and files that rendered environments are made from, as `tree` has them: bases and
  /// components are followed. They are no source of a service whose paths are the whole repository
  /// by default; one that names them means them.
  static Written rendered_from(const config::Config& config, const Tree& tree);

  SourceFiles(const config::Config& config, const config::Service& service);
  SourceFiles(const config::Config& config, const config::Service& service, Written written,
              Written manifests = nullptr);

  [[nodiscard]] bool contains(std::string_view path) const;
  /// The folders and files that hold all source; one of them is "" where it may be anywhere.
  [[nodiscard]] std::set<std::string> folders() const;
  /// Those of `paths` that are source.
  [[nodiscard]] std::vector<std::string> among(const std::vector<std::string>& paths) const;
  /// True when one of `paths` is source.
  [[nodiscard]] bool contains_any(const std::vector<std::string>& paths) const;

 private:
  std::vector<const config::Service*> services_;
  Written written_;
  Written manifests_;
};

}  // namespace relctl::release
