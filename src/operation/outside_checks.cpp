// SPDX-License-Identifier: MIT
#include "operation/outside_checks.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "check/manifest_text.hpp"
#include "git/temporary_folder.hpp"
#include "operation/bare_tools.hpp"
#include "operation/outside_results.hpp"
#include "tree/write_folder.hpp"

namespace relctl::operation {
namespace {

/// Exit codes of a program that was found and cannot be run, and of one that was not found.
constexpr int cannot_run = 126;
constexpr int not_found = 127;
constexpr std::size_t most_mebibytes = 16;

bool is_for(const config::CheckCommand& command, const config::Environment& environment) {
  const auto& names = command.environments;
  return names.empty() || std::find(names.begin(), names.end(), environment.name) != names.end();
}

/// The words of a command with the places of what it is given.
std::vector<std::string> filled_words(const config::CheckCommand& command,
                                      const std::string& environment, const std::string& folder) {
  std::vector<std::string> words = command.run;
  const std::string manifests = fmt::format("{}/{}.yaml", folder, environment);
  const std::string tree = folder + "/tree";
  for (std::string& word : words) {
    word = replace_all(word, "{environment}", environment);
    word = replace_all(word, "{manifests}", manifests);
    word = replace_all(word, "{tree}", tree);
  }
  return words;
}

bool wants_tree(const config::CheckCommand& command) {
  return std::any_of(command.run.begin(), command.run.end(), [](const std::string& word) {
    return word.find("{tree}") != std::string::npos;
  });
}

void require_end(const config::CheckCommand& command, const process::Output& output) {
  if (output.timed_out) {
    throw Error(ErrorKind::timeout, fmt::format("{} did not end in time", command.name))
        .hint("its `timeout` in checks.commands, and --timeout, give it more");
  }
  if (output.too_long) {
    throw Error(ErrorKind::input,
                fmt::format("{} printed more than {} MiB", command.name, most_mebibytes))
        .hint("have it tell what it finds alone, such as by its option for quiet output");
  }
  if (output.status < cannot_run) return;
  const char* what = output.status == cannot_run || output.status == not_found
                         ? "could not be run"
                         : "was ended by a signal";
  const std::string words = last_words(output);
  Error error(ErrorKind::system, fmt::format("{} {} (exit {})", command.name, what, output.status));
  if (!words.empty()) error.hint(words);
  throw error;
}

check::Finding finding_of(const config::CheckCommand& command, OutsideResult result,
                          const check::ManifestText& manifests,
                          const config::Environment& environment) {
  check::Finding finding;
  finding.checks = {std::string(config::command_check) + command.name};
  finding.level = result.level;
  finding.message = std::move(result.message);
  finding.where = {environment.path, 0, 0, ""};
  if (const check::TextPart* part = manifests.at(result.line)) {
    finding.object = part->object;
    finding.where = part->where;
  }
  return finding;
}

}  // namespace

process::Output OutsideChecks::run(const config::CheckCommand& command,
                                   const config::Environment& environment,
                                   const std::string& text) const {
  const git::TemporaryFolder folder;
  std::ofstream(folder.path() + "/" + environment.name + ".yaml", std::ios::binary) << text;
  if (wants_tree(command)) write_folder(*tree_, folder.path() + "/tree");
  process::Command process;
  process.argv = filled_words(command, environment.name, folder.path());
  process.input = text;
  process.directory = folder.path();
  process.environment = harmless_variables(context_);
  for (const char* name : {"HOME", "TMPDIR"})
    process.environment[name] = folder.path();
  process.environment["RELCTL_ENVIRONMENT"] = environment.name;
  process.output_limit = most_mebibytes << 20;
  process.bare = true;
  process.ends_group = true;
  process.deadline = std::min(process::Clock::now() + command.timeout, deadline_);
  process::Output output = process::run(process);
  require_end(command, output);
  return output;
}

std::vector<check::Finding> OutsideChecks::findings(const Tree& tree, const config::Config& config,
                                                    const config::Environment& environment) const {
  std::vector<check::Finding> found;
  const bool has_any = std::any_of(commands_.begin(), commands_.end(),
                                   [&](const auto& each) { return is_for(each, environment); });
  if (!has_any) return found;
  const check::ManifestText manifests = check::manifest_text(tree, config, environment);
  if (manifests.text.empty()) return found;
  for (const config::CheckCommand& command : commands_) {
    if (!is_for(command, environment)) continue;
    for (OutsideResult& result :
         outside_results(command, run(command, environment, manifests.text))) {
      found.push_back(finding_of(command, std::move(result), manifests, environment));
    }
  }
  return found;
}

OutsideFindings OutsideChecks::as_function() const {
  if (commands_.empty()) return {};
  return [this](const Tree& tree, const config::Config& config,
                const config::Environment& environment) {
    return findings(tree, config, environment);
  };
}

}  // namespace relctl::operation
