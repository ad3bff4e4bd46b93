// SPDX-License-Identifier: MIT
#include "judge/guard_config.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

class ConfigComparison {
 public:
  void check(bool same, const std::string& field, const std::string& what = "it was changed") {
    if (!same) changes_.push_back({field, what});
  }

  void compare(const config::Service& before, const config::Service* after) {
    const std::string name = "services." + before.name;
    if (after == nullptr) return check(false, name, "it was removed");
    check(before.images == after->images, name + ".images");
    check(before.deploy == after->deploy, name + ".deploy");
    check(before.version_files == after->version_files, name + ".version_files");
    check(before.tag == after->tag, name + ".tag");
  }

  void compare(const config::Environment& before, const config::Environment* after) {
    const std::string name = "environments." + before.name;
    if (after == nullptr) return check(false, name, "it was removed");
    check(before.path == after->path, name + ".path");
    check(before.source == after->source, name + ".source");
    check(before.render == after->render, name + ".render");
    check(before.carry == after->carry, name + ".carry");
    check(before.branch == after->branch, name + ".branch");
    check(before.repository == after->repository, name + ".repository");
    check(before.after == after->after, name + ".after");
    check(before.automatic == after->automatic, name + ".auto");
    check(!before.strict || after->strict, name + ".strict");
    check(before.services == after->services, name + ".services");
  }

  std::vector<ConfigChange> changes() { return std::move(changes_); }

 private:
  std::vector<ConfigChange> changes_;
};

}  // namespace

std::vector<ConfigChange> weakenings(const config::Config& before, const config::Config& after) {
  ConfigComparison comparison;
  for (const std::string& path : before.generated) {
    const bool kept = std::any_of(after.generated.begin(), after.generated.end(),
                                  [&](const std::string& each) { return is_below(path, each); });
    comparison.check(kept, "generated", fmt::format("{} is guarded no more", path));
  }
  const auto& signers = before.release.allowed_signers;
  comparison.check(!signers || signers == after.release.allowed_signers, "release.signed",
                   "other signatures are asked of releases, or none");
  for (const config::Service& service : before.services)
    comparison.compare(service, config::find_named(after.services, service.name));
  for (const config::Environment& environment : before.environments)
    comparison.compare(environment, config::find_named(after.environments, environment.name));
  return comparison.changes();
}

std::vector<ConfigChange> weakenings(const config::Config& before, const Tree& after) {
  if (!after.find(config::file_name)) return {{"", "it was removed"}};
  try {
    return weakenings(before,
                      config::parse(read_file(after, config::file_name), config::file_name));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {{"", fmt::format("it cannot be read: {}", error.what())}};
  }
}

config::Config config_in(const Tree& tree, const config::Config& fallback) {
  try {
    return config::parse(read_file(tree, config::file_name), config::file_name);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return fallback;
  }
}

Finding config_finding(const plan::Commit& commit, const ConfigChange& change) {
  Finding finding;
  finding.commit = commit.id;
  finding.subject = plan::subject_of(commit);
  finding.path = config::file_name;
  finding.field = change.field;
  finding.what = change.what + ", which changes what is guarded";
  finding.remedy = "relctl guard --allow-config, once somebody has looked at the change";
  return finding;
}

Finding signers_finding(const plan::Commit& commit, const std::string& path) {
  Finding finding = config_finding(commit, {"", "the list of those who may release changed"});
  finding.path = path;
  return finding;
}

}  // namespace relctl::judge
