// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "registry/examine.hpp"
#include "tree/tree.hpp"

namespace relctl::operation {

/// The registries that images are asked of in one run, with the user's logins.
class ImageRegistries {
 public:
  /// Keys are read from `tree`. Nothing is asked yet.
  ImageRegistries(const config::Config& config, std::shared_ptr<const Tree> tree,
                  cli::Context& context);

  /// Examines an image by `policy`, and again while the user waits (Context::wait_until) for what
  /// may still come. Throws Error(timeout) when that does not come in time, and what
  /// registry::examine() throws.
  registry::Examination examine(const registry::Question& question,
                                const config::ImagesPolicy& policy);

 private:
  registry::Client& client_of(const std::string& name);

  const config::Config& config_;
  std::shared_ptr<const Tree> tree_;
  cli::Context& context_;
  net::Http http_;
  registry::Credentials credentials_;
  std::map<std::string, registry::Client> clients_;  ///< by image name
};

}  // namespace relctl::operation
