// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adopt/deployments.hpp"
#include "adopt/findings.hpp"
#include "adopt/helm.hpp"
#include "adopt/images.hpp"
#include "adopt/origin.hpp"
#include "adopt/services.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// What look() has gathered so far, step by step.
struct Survey {
  const Tree& tree;
  const Facts& facts;
  std::vector<std::string> files;
  std::optional<Origin> origin;
  std::string name;  ///< the repository's
  std::vector<ServiceFolder> folders;
  std::vector<std::string> deployments;
  std::set<std::string> service_names;  ///< that folders on the way to an environment may have
  std::map<std::string, std::string> tool_tags;  ///< by service: templates of another tool's tags
  Findings findings;

  /// Notes a sentence once.
  void unsure(std::string sentence);
  /// The service called `name`; null where there is none.
  config::Service* service(const std::string& name);
  /// The service called `name`, added where there is none.
  config::Service& need_service(const std::string& name);
  /// The names by which an image can be known as built here.
  [[nodiscard]] std::set<std::string> names() const;
  /// True where nothing is built: the repository holds deployments alone.
  [[nodiscard]] bool only_deploys() const { return folders.empty(); }
};

/// Gives each service the libraries and services that it is built from. `parts` are folders that
/// have a version and are no service: those that nobody is built from are told.
void take_dependencies(Survey& survey, const std::vector<std::string>& parts);

/// Takes over what the settings of other release tools say of services and releases.
void take_tools(Survey& survey);

/// Fills the environments from folders, branches, or the one place where manifests are.
void find_environments(Survey& survey);

/// Gives each service the images that run in the environments' folders.
void find_images(Survey& survey);

/// Gives each service the Helm values that hold its tag, and the environments that only they tell.
void find_deploy_places(Survey& survey);

/// Limits each environment to the services that run there, drops those where none does, and says
/// which comes after which.
void settle_environments(Survey& survey);

/// Tells what nobody took: further files with the version, tags in several places, branches called
/// like environments, pipelines that release, and what is missing.
void mention_what_remains(Survey& survey);

}  // namespace relctl::adopt
