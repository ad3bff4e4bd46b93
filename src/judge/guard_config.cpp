// SPDX-License-Identifier: MIT
#include "judge/guard_config.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

constexpr const char* config_name = "relctl.yaml";

template <typename Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

class Comparison {
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
  Comparison comparison;
  for (const std::string& path : before.generated) {
    const bool kept = std::any_of(after.generated.begin(), after.generated.end(),
                                  [&](const std::string& each) { return is_below(path, each); });
    comparison.check(kept, "generated", fmt::format("{} is guarded no more", path));
  }
  for (const config::Service& service : before.services)
    comparison.compare(service, find_named(after.services, service.name));
  for (const config::Environment& environment : before.environments)
    comparison.compare(environment, find_named(after.environments, environment.name));
  return comparison.changes();
}

std::vector<ConfigChange> weakenings(const config::Config& before, const Tree& after) {
  if (!after.find(config_name)) return {{"", "it was removed"}};
  try {
    return weakenings(before, config::parse(read_file(after, config_name), config_name));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {{"", fmt::format("it cannot be read: {}", error.what())}};
  }
}

}  // namespace relctl::judge
