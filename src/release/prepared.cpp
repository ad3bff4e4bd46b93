// SPDX-License-Identifier: MIT
#include "release/prepared.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "config/glob.hpp"
#include "formats/version_file.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

std::vector<plan::NamedRelease> named(const std::vector<Survey>& releases) {
  std::vector<plan::NamedRelease> result;
  for (const Survey& release : releases) {
    result.push_back({release.service->name, semver::to_string(*release.next),
                      release.outcome.previous, *release.outcome.tag});
  }
  return result;
}

/// Whether only relctl writes at `path`: its configuration and records, and what environments run.
bool is_own(const config::Config& config, std::string_view path) {
  if (path == config::file_name || is_below(path, ".relctl")) return true;
  const auto is_above = [&](const std::string& folder) { return is_below(path, folder); };
  if (std::any_of(config.generated.begin(), config.generated.end(), is_above)) return true;
  for (const config::Environment& environment : config.environments) {
    for (const config::Service& service : config.services) {
      if (!environment.repository &&
          is_above(config::expand(environment.path, service.name, environment.name)))
        return true;
    }
  }
  return false;
}

void check_versions(const plan::Draft& draft, const std::vector<Survey>& releases) {
  for (const Survey& release : releases) {
    const std::string wanted = semver::to_string(*release.next);
    for (const formats::VersionFile& file : release.service->version_files) {
      const std::string found = formats::read_version(draft, file);
      if (found == wanted) continue;
      throw Error(ErrorKind::input, fmt::format("a command of release.prepare left version {} in "
                                                "{}, which releases {}",
                                                found, file.path, wanted))
          .hint("relctl writes versions itself, before the commands run");
    }
  }
}

}  // namespace

std::vector<std::string> write_prepared(plan::Draft& draft, const config::Config& config,
                                        const std::vector<Survey>& releases,
                                        const plan::Prepare& prepare) {
  const auto runs = plan::command_runs(config.release.prepare, named(releases));
  if (runs.empty()) return {};
  std::vector<std::string> notes;
  if (!prepare) {
    for (const plan::CommandRun& run : runs)
      notes.push_back(fmt::format("not run: {}", run.command->name));
    return notes;
  }
  for (const plan::FileEdit& edit : prepare(draft, runs)) {
    if (is_own(config, edit.path)) {
      throw Error(ErrorKind::input,
                  fmt::format("a command of release.prepare writes {}, which only relctl writes",
                              edit.path));
    }
    if (edit.after) draft.write(edit.path, *edit.after);
    if (!edit.after) draft.remove(edit.path);
  }
  check_versions(draft, releases);
  return notes;
}

bool is_prepared(const config::Config& config, std::string_view path) {
  const auto& commands = config.release.prepare;
  const bool is_declared = std::any_of(commands.begin(), commands.end(), [&](const auto& command) {
    return config::matches(command.files, path);
  });
  return is_declared && !is_own(config, path);
}

}  // namespace relctl::release
