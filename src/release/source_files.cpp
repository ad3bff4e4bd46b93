// SPDX-License-Identifier: MIT
#include "release/source_files.hpp"

#include <algorithm>

#include "config/glob.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

constexpr const char* state_directory = ".relctl";

void add_dependencies(const config::Config& config, const config::Service& service,
                      std::set<std::string>& names) {
  if (!names.insert(service.name).second) return;
  for (const std::string& name : service.depends_on) {
    add_dependencies(config, config::service(config, name), names);
  }
}

}  // namespace

std::vector<const config::Service*> with_dependencies(const config::Config& config,
                                                      const config::Service& service) {
  std::set<std::string> names;
  add_dependencies(config, service, names);
  std::vector<const config::Service*> result;
  for (const config::Service& each : config.services) {
    if (names.count(each.name) > 0) result.push_back(&each);
  }
  return result;
}

SourceFiles::Written SourceFiles::written_by(const config::Config& config) {
  std::set<std::string, std::less<>> written(config.generated.begin(), config.generated.end());
  written.insert(state_directory);
  for (const config::Service& each : config.services) {
    if (each.changelog) written.insert(*each.changelog);
    for (const config::Environment& environment : config.environments) {
      if (environment.repository) continue;
      written.insert(config::expand(environment.path, each.name, environment.name));
    }
  }
  written.erase("");
  written.erase(".");
  return std::make_shared<const std::set<std::string, std::less<>>>(std::move(written));
}

SourceFiles::SourceFiles(const config::Config& config, const config::Service& service)
    : SourceFiles(config, service, written_by(config)) {}

SourceFiles::SourceFiles(const config::Config& config, const config::Service& service,
                         Written written)
    : services_(with_dependencies(config, service)), written_(std::move(written)) {}

bool SourceFiles::contains(std::string_view path) const {
  for (std::string_view above = path; !above.empty(); above = directory_of(above)) {
    if (written_->find(above) != written_->end()) return false;
  }
  return std::any_of(services_.begin(), services_.end(), [path](const config::Service* service) {
    return config::matches(service->paths, path);
  });
}

std::vector<std::string> SourceFiles::among(const std::vector<std::string>& paths) const {
  std::vector<std::string> result;
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(result),
               [this](const std::string& path) { return contains(path); });
  return result;
}

bool SourceFiles::contains_any(const std::vector<std::string>& paths) const {
  return std::any_of(paths.begin(), paths.end(),
                     [this](const std::string& path) { return contains(path); });
}

}  // namespace relctl::release
