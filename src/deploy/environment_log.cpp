// SPDX-License-Identifier: MIT
#include "deploy/environment_log.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>

#include "base/replace_all.hpp"
#include "deploy/environment_reader.hpp"
#include "plan/first_parents.hpp"

namespace relctl::deploy {
namespace {

/// The ids of everything that decides what a service runs: equal ids, equal state.
using Fingerprint = std::vector<std::optional<ObjectId>>;

Fingerprint fingerprint(const Tree& tree, const config::Environment& environment,
                        const config::Service& service) {
  Fingerprint ids;
  const auto add = [&](const std::string& path) {
    const auto entry = tree.find(path);
    ids.push_back(entry ? std::optional(entry->id) : std::nullopt);
  };
  if (!service.images.empty()) add(path_of(environment, service));
  for (const config::DeployPlace& place : places_of(service, environment))
    add(place.path);
  return ids;
}

/// A service on its way back through history.
struct Trail {
  const config::Service* service = nullptr;
  Fingerprint ids;
  Era era;
  bool has_places = false;  ///< deploy places, which may lie anywhere
  bool ended = false;
};

/// A release that wrote deploy places alone names the service, but no image of an environment.
bool releases(const record::Record& record, const std::string& service) {
  return record.operation == "bump" &&
         std::any_of(record.services.begin(), record.services.end(),
                     [&](const record::ServiceRecord& each) { return each.name == service; });
}

std::vector<record::Record> records_of(const plan::Commit& commit,
                                       const std::function<bool(const record::Record&)>& is_meant) {
  std::vector<record::Record> records = record::read_records(commit.message);
  records.erase(std::remove_if(records.begin(), records.end(),
                               [&](const record::Record& each) { return !is_meant(each); }),
                records.end());
  return records;
}

/// The records that tell why `commit` changed what `service` runs: its own, or those of what it
/// merged, since a reviewed change has them in its own commit.
std::vector<record::Record> records_behind(const plan::Place& place, const plan::Commit& commit,
                                           const std::string& environment,
                                           const std::string& service) {
  const auto tells = [&](const record::Record& record) {
    return concerns(record, environment) || releases(record, service);
  };
  std::vector<record::Record> records = records_of(commit, tells);
  for (std::size_t i = 1; i < commit.parents.size() && records.empty(); ++i) {
    for (const plan::Commit& merged :
         place.history->log(commit.parents[i], {commit.parents.front()})) {
      const auto more = records_of(merged, tells);
      records.insert(records.end(), more.begin(), more.end());
    }
  }
  return records;
}

/// The walk of visit_eras: all services step back together, one commit at a time.
class Walk {
 public:
  Walk(const plan::Place& place, const config::Environment& environment, const EraVisitor& visit)
      : place_(place),
        environment_(environment),
        visit_(visit),
        root_(folder_of_paths(environment)),
        commits_(*place.history, place.tip) {}

  void run(const std::vector<const config::Service*>& services) {
    auto commit = commits_.next();
    if (!commit) return;
    const auto tree = place_.history->tree(commit->id);
    EnvironmentReader reader(tree, environment_, paths_);
    for (const config::Service* service : services) {
      trails_.push_back({service,
                         fingerprint(*tree, environment_, *service),
                         {*commit, tree, reader.read(*service), {}},
                         !places_of(*service, environment_).empty(),
                         false});
    }
    folder_ = folder_in(*tree);
    while (commit && has_trails()) {
      auto parent = commits_.next();
      step(*commit, parent);
      commit = std::move(parent);
    }
  }

 private:
  [[nodiscard]] bool has_trails() const {
    return std::any_of(trails_.begin(), trails_.end(),
                       [](const Trail& trail) { return !trail.ended; });
  }

  void step(const plan::Commit& commit, const std::optional<plan::Commit>& parent) {
    const auto tree = parent ? place_.history->tree(parent->id) : nullptr;
    std::optional<EnvironmentReader> reader;
    if (tree) reader.emplace(tree, environment_, paths_);
    const bool is_untouched = tree && folder_ && folder_ == folder_in(*tree);
    if (tree && !is_untouched) folder_ = folder_in(*tree);
    for (Trail& trail : trails_) {
      if (trail.ended || (is_untouched && !trail.has_places)) continue;
      if (tree) {
        follow(trail, commit, *parent, tree, *reader);
      } else {
        end_era(trail, commit);
        trail.ended = true;
      }
    }
  }

  /// Ends the era with `commit` where its `parent`, whose files are `tree`, has another state.
  void follow(Trail& trail, const plan::Commit& commit, const plan::Commit& parent,
              const std::shared_ptr<const Tree>& tree, EnvironmentReader& reader) {
    Fingerprint ids = fingerprint(*tree, environment_, *trail.service);
    if (ids == trail.ids) return;
    trail.ids = std::move(ids);
    Deployed state = reader.read(*trail.service);
    if (state == trail.era.state) return;
    end_era(trail, commit);
    trail.era = {parent, tree, std::move(state), {}};
  }

  /// The id of the folder that all paths lie in; nothing where that is the root, or is not there.
  [[nodiscard]] std::optional<ObjectId> folder_in(const Tree& tree) const {
    const auto entry = root_.empty() ? std::nullopt : tree.find(root_);
    return entry ? std::optional(entry->id) : std::nullopt;
  }

  void end_era(Trail& trail, const plan::Commit& began) {
    trail.era.began = began;
    trail.era.records = records_behind(place_, began, environment_.name, trail.service->name);
    trail.ended = visit_(*trail.service, trail.era);
  }

  const plan::Place& place_;
  const config::Environment& environment_;
  const EraVisitor& visit_;
  std::string root_;
  std::optional<ObjectId> folder_;  ///< as the commit that was looked at last has it
  plan::FirstParents commits_;
  std::vector<Trail> trails_;
  std::shared_ptr<PathMemory> paths_ = std::make_shared<PathMemory>();
};

}  // namespace

std::string folder_of_paths(const config::Environment& environment) {
  const std::string path = replace_all(environment.path, "{environment}", environment.name);
  const std::size_t placeholder = path.find('{');
  if (placeholder == std::string::npos) return path;
  const std::size_t slash = path.substr(0, placeholder).rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

bool concerns(const record::Record& record, const std::string& environment) {
  return record.environment == environment ||
         std::any_of(
             record.images.begin(), record.images.end(),
             [&](const record::ImageRecord& image) { return image.environment == environment; });
}

void visit_records(const plan::Place& place, const std::string& environment,
                   const std::function<bool(const LogEntry&)>& visit) {
  const auto goes_on = [&](const plan::Commit& commit) {
    const auto records = records_of(
        commit, [&](const record::Record& record) { return concerns(record, environment); });
    return std::all_of(records.begin(), records.end(), [&](const record::Record& record) {
      return visit({commit, record});
    });
  };
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    if (!goes_on(*commit)) return;
    if (commit->parents.size() < 2) continue;
    for (std::size_t i = 1; i < commit->parents.size(); ++i) {
      const auto merged = place.history->log(commit->parents[i], {commit->parents.front()});
      if (!std::all_of(merged.begin(), merged.end(), goes_on)) return;
    }
  }
}

void visit_eras(const plan::Place& place, const config::Environment& environment,
                const std::vector<const config::Service*>& services, const EraVisitor& visit) {
  Walk(place, environment, visit).run(services);
}

std::optional<plan::Commit> last_change(const plan::Place& place,
                                        const config::Environment& environment,
                                        const config::Service& service) {
  std::optional<plan::Commit> commit;
  visit_eras(place, environment, {&service}, [&](const config::Service&, const Era& era) {
    commit = era.began;
    return true;
  });
  return commit;
}

}  // namespace relctl::deploy
