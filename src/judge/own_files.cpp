// SPDX-License-Identifier: MIT
#include "judge/own_files.hpp"

#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "judge/adopted.hpp"
#include "plan/draft.hpp"

namespace relctl::judge {
namespace {

/// The file as relctl would write what it says; nothing for a file that relctl does not know.
std::optional<std::string> rewritten(const config::Config& config,
                                     const std::shared_ptr<const Tree>& tree,
                                     const std::string& path) {
  plan::Draft draft(tree);
  if (path == adopted_path) {
    write_adopted(draft, read_adopted(draft));
    return draft.read(path);
  }
  for (const config::Environment& environment : config.environments) {
    if (deploy::holds_path(environment.name) != path) continue;
    deploy::write_holds(draft, environment.name, deploy::read_holds(draft, environment.name));
    return draft.find(path) ? draft.read(path) : std::string();
  }
  return std::nullopt;
}

}  // namespace

std::string own_file_fault(const config::Config& config, const std::shared_ptr<const Tree>& tree,
                           const std::string& path) {
  try {
    const auto right = rewritten(config, tree, path);
    if (!right) return "relctl has no such file";
    return *right == tree->read(path) ? "" : "it is not as relctl writes it";
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return fmt::format("it is not as relctl writes it: {}", error.what());
  }
}

}  // namespace relctl::judge
