// SPDX-License-Identifier: MIT
#include "release/source_files.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "config/glob.hpp"
#include "kustomize/kustomization.hpp"
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

/// What the kustomization in `folder` draws in; nothing where there is none that can be read.
std::vector<std::string> drawn_in(const Tree& tree, const std::string& folder) {
  try {
    const auto file = kustomize::find_kustomization(tree, folder);
    if (!file) return {};
    auto kustomization = kustomize::load_kustomization(tree, *file);
    std::vector<std::string> drawn = std::move(kustomization.resources);
    for (std::string& component : kustomization.components)
      drawn.push_back(std::move(component));
    return drawn;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {};
  }
}

bool is_in(const std::set<std::string, std::less<>>& places, std::string_view path) {
  for (std::string_view above = path; !above.empty(); above = directory_of(above)) {
    if (places.find(above) != places.end()) return true;
  }
  return false;
}

/// What stands in `glob` before its first part with a wildcard: all that it selects is there.
std::string constant_part(std::string_view glob) {
  if (const std::size_t wildcard = glob.find_first_of("*?[\\"); wildcard != glob.npos) {
    const std::size_t slash = glob.substr(0, wildcard).rfind('/');
    glob = glob.substr(0, slash == glob.npos ? 0 : slash);
  }
  std::string folder;
  for (std::size_t start = 0; start < glob.size();) {
    const std::size_t end = std::min(glob.find('/', start), glob.size());
    const std::string_view part = glob.substr(start, end - start);
    if (!part.empty() && part != ".") folder = join_path(folder, part);
    start = end + 1;
  }
  return folder;
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

SourceFiles::Written SourceFiles::rendered_from(const config::Config& config, const Tree& tree) {
  auto folders = std::make_shared<std::set<std::string, std::less<>>>();
  std::vector<std::string> left;
  for (const config::Environment& environment : config.environments) {
    if (!environment.render) continue;
    for (const config::Service& each : config.services)
      left.push_back(config::expand(environment.render->path, each.name, environment.name));
  }
  while (!left.empty()) {
    const std::string folder = std::move(left.back());
    left.pop_back();
    if (!folders->insert(folder).second) continue;
    for (std::string& drawn : drawn_in(tree, folder))
      left.push_back(std::move(drawn));
  }
  return folders;
}

SourceFiles::SourceFiles(const config::Config& config, const config::Service& service)
    : SourceFiles(config, service, written_by(config)) {}

SourceFiles::SourceFiles(const config::Config& config, const config::Service& service,
                         Written written, Written manifests)
    : services_(with_dependencies(config, service)),
      written_(std::move(written)),
      manifests_(std::move(manifests)) {}

bool SourceFiles::contains(std::string_view path) const {
  if (is_in(*written_, path)) return false;
  const bool is_manifest = manifests_ && is_in(*manifests_, path);
  return std::any_of(services_.begin(), services_.end(), [&](const config::Service* service) {
    const bool names_none = service->paths == config::Service().paths;
    return config::matches(service->paths, path) && !(is_manifest && names_none);
  });
}

std::set<std::string> SourceFiles::folders() const {
  std::set<std::string> folders;
  for (const config::Service* service : services_) {
    for (const std::string& glob : service->paths) {
      if (!glob.starts_with('!')) folders.insert(constant_part(glob));
    }
  }
  return folders;
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
