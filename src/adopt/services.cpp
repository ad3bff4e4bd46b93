// SPDX-License-Identifier: MIT
#include "adopt/services.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "adopt/listing.hpp"
#include "adopt/version_files.hpp"
#include "base/error.hpp"
#include "formats/changelog.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

bool is_dockerfile(const std::string& path) {
  const std::string name = base_name(path);
  return name == "Dockerfile" || name == "Containerfile";
}

/// True for a folder whose subfolders are services.
bool is_home_of_services(std::string_view folder) {
  constexpr std::array<std::string_view, 7> homes = {
      "services", "apps", "packages", "components", "modules", "projects", "cmd"};
  return std::find(homes.begin(), homes.end(), base_name(folder)) != homes.end();
}

/// What the files tell, by folder.
struct Folders {
  std::map<std::string, std::vector<FoundVersion>> versions;
  std::set<std::string> dockerfiles;
};

/// The folders that could be services: below others only where they are at home there.
std::vector<std::string> candidates(const Folders& folders) {
  std::set<std::string> all;
  for (const auto& [folder, versions] : folders.versions)
    all.insert(folder);
  for (const std::string& folder : folders.dockerfiles) {
    if (is_home_of_services(directory_of(folder))) all.insert(folder);
  }
  all.erase("");
  std::vector<std::string> outermost;
  for (const std::string& folder : all) {
    const bool is_inside = std::any_of(outermost.begin(), outermost.end(),
                                       [&](const auto& outer) { return is_below(folder, outer); });
    if (!is_inside) outermost.push_back(folder);
  }
  return outermost;
}

bool is_monorepo(const Folders& folders, const std::vector<std::string>& candidates) {
  const auto count = std::count_if(candidates.begin(), candidates.end(), [&](const auto& folder) {
    return folders.dockerfiles.contains(folder) || is_home_of_services(directory_of(folder));
  });
  if (count >= 2) return true;
  return !folders.versions.contains("") && candidates.size() >= 2;
}

/// The files of one version: the first file's, and those that agree with it.
void take_files(ServiceFolder& service, const std::vector<FoundVersion>& versions,
                std::vector<std::string>& unsure) {
  for (const FoundVersion& found : versions) {
    if (!service.version) service.version = found.version;
    if (found.version == *service.version) {
      service.files.push_back(found.file);
    } else {
      unsure.push_back(fmt::format("{} says {}, and {} {}: it was left out", found.file.path,
                                   found.version, service.files.front().path, *service.version));
    }
  }
}

void take_changelog(ServiceFolder& service, const Tree& tree, std::vector<std::string>& unsure) {
  service.changelog = readable_changelog(tree, join_path(service.folder, "CHANGELOG.md"), unsure);
}

ServiceFolders whole_repository(const Tree& tree, Folders& folders, const std::string& name,
                                const std::vector<std::string>& candidates) {
  ServiceFolders result;
  ServiceFolder service;
  service.name = name;
  take_files(service, folders.versions[""], result.unsure);
  for (const std::string& folder : candidates)
    take_files(service, folders.versions[folder], result.unsure);
  if (!folders.dockerfiles.empty()) service.context = *folders.dockerfiles.begin();
  if (service.files.empty() && !service.context) return result;
  take_changelog(service, tree, result.unsure);
  result.services.push_back(std::move(service));
  return result;
}

/// `api`, or `apps-api` where another folder is called so too.
std::string unique_name(const std::string& folder, std::set<std::string>& taken) {
  std::string name = as_name(base_name(folder));
  if (!taken.insert(name).second) {
    name = as_name(folder);
    taken.insert(name);
  }
  return name;
}

ServiceFolders several(const Tree& tree, Folders& folders,
                       const std::vector<std::string>& candidates) {
  ServiceFolders result;
  const bool some_are_built = !folders.dockerfiles.empty();
  std::set<std::string> taken;
  for (const std::string& folder : candidates) {
    const auto built = std::find_if(folders.dockerfiles.begin(), folders.dockerfiles.end(),
                                    [&](const auto& each) { return is_below(each, folder); });
    if (some_are_built && built == folders.dockerfiles.end()) {
      result.parts.push_back(folder);
      continue;
    }
    ServiceFolder service;
    service.name = unique_name(folder, taken);
    service.folder = folder;
    if (built != folders.dockerfiles.end()) service.context = *built;
    take_files(service, folders.versions[folder], result.unsure);
    take_changelog(service, tree, result.unsure);
    result.services.push_back(std::move(service));
  }
  for (const FoundVersion& found : folders.versions[""]) {
    result.unsure.push_back(
        fmt::format("{} was left out: the services below have versions of "
                    "their own",
                    found.file.path));
  }
  return result;
}

}  // namespace

std::optional<std::string> readable_changelog(const Tree& tree, const std::string& path,
                                              std::vector<std::string>& unsure) {
  if (!tree.find(path)) return std::nullopt;
  try {
    formats::release_changelog(read_file(tree, path), path, {"999.0.0", "v999.0.0", "2000-01-01"});
    return path;
  } catch (const Error& error) {
    std::string sentence = fmt::format("{} was left out: {}", path, error.what());
    if (!error.hints().empty()) sentence += "; " + error.hints().front();
    // Another tool's settings may name the file that was looked at already.
    if (std::find(unsure.begin(), unsure.end(), sentence) == unsure.end())
      unsure.push_back(std::move(sentence));
    return std::nullopt;
  }
}

ServiceFolders find_services(const Tree& tree, const std::vector<std::string>& files,
                             const std::string& name) {
  VersionFiles versions = find_version_files(tree, files);
  Folders folders;
  for (const FoundVersion& found : versions.found)
    folders.versions[std::string(found.folder)].push_back(found);
  for (const std::string& path : files) {
    if (is_dockerfile(path)) folders.dockerfiles.insert(std::string(directory_of(path)));
  }
  const std::vector<std::string> below = candidates(folders);
  ServiceFolders result = is_monorepo(folders, below)
                              ? several(tree, folders, below)
                              : whole_repository(tree, folders, name, below);
  result.unsure.insert(result.unsure.begin(), versions.unsure.begin(), versions.unsure.end());
  return result;
}

}  // namespace relctl::adopt
