// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "adopt/dependencies.hpp"
#include "adopt/survey.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

/// What one service is built from besides its own folder.
struct Needs {
  std::set<std::string> services;   ///< names
  std::set<std::string> libraries;  ///< folders that are no service's
};

const ServiceFolder* service_around(const Survey& survey, const std::string& folder) {
  for (const ServiceFolder& each : survey.folders) {
    if (!each.folder.empty() && is_below(folder, each.folder)) return &each;
  }
  return nullptr;
}

using Direct = std::map<std::string, std::set<std::string>>;

/// Walks what a service is built from, through its libraries, and up to other services.
class NeedsOf {
 public:
  NeedsOf(const Survey& survey, const ServiceFolder& service)
      : survey_(survey), service_(service) {}

  Needs in(const Direct& direct) {
    for (const auto& [folder, others] : direct) {
      if (is_below(folder, service_.folder)) waiting_.push_back(folder);
    }
    while (!waiting_.empty()) {
      const std::string folder = std::move(waiting_.back());
      waiting_.pop_back();
      const auto others = direct.find(folder);
      if (others == direct.end()) continue;
      for (const std::string& other : others->second)
        take(other);
    }
    return std::move(needs_);
  }

 private:
  void take(const std::string& folder) {
    // The root holds every service: it is nobody's library.
    if (folder.empty() || !seen_.insert(folder).second) return;
    const ServiceFolder* owner = service_around(survey_, folder);
    if (owner == nullptr) needs_.libraries.insert(folder);
    if (owner != nullptr && owner->folder != service_.folder) {
      needs_.services.insert(owner->name);
    } else {
      waiting_.push_back(folder);
    }
  }

  const Survey& survey_;
  const ServiceFolder& service_;
  Needs needs_;
  std::vector<std::string> waiting_;
  std::set<std::string> seen_;
};

bool leads_to(Survey& survey, const std::string& from, const std::string& to) {
  if (from == to) return true;
  const config::Service* service = survey.service(from);
  return service != nullptr &&
         std::any_of(service->depends_on.begin(), service->depends_on.end(),
                     [&](const std::string& next) { return leads_to(survey, next, to); });
}

void take_needs(Survey& survey, config::Service& service, const Needs& needs) {
  for (const std::string& library : needs.libraries)
    service.paths.push_back(library);
  for (const std::string& other : needs.services) {
    if (leads_to(survey, other, service.name)) {
      survey.unsure(
          fmt::format("{} and {} are built from each other: that {} depends on {} was left "
                      "out",
                      other, service.name, service.name, other));
    } else {
      service.depends_on.push_back(other);
    }
  }
}

}  // namespace

void take_dependencies(Survey& survey, const std::vector<std::string>& parts) {
  const Direct direct = local_dependencies(survey.tree, survey.files);
  std::set<std::string> used;
  for (const ServiceFolder& folder : survey.folders) {
    if (folder.folder.empty()) continue;
    const Needs needs = NeedsOf(survey, folder).in(direct);
    used.insert(needs.libraries.begin(), needs.libraries.end());
    take_needs(survey, survey.need_service(folder.name), needs);
  }
  for (const std::string& part : parts) {
    const bool is_used = std::any_of(used.begin(), used.end(), [&](const std::string& library) {
      return is_below(part, library);
    });
    if (is_used) continue;
    survey.unsure(
        fmt::format("{} has a version and no Dockerfile: it was taken for a part of the others; if "
                    "they use it, "
                    "add it to their `paths`",
                    part));
  }
}

}  // namespace relctl::adopt
