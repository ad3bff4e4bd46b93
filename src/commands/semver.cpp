// SPDX-License-Identifier: MIT
#include <algorithm>
#include <istream>
#include <map>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "semver/bump.hpp"
#include "semver/version.hpp"

namespace relctl::commands {
namespace {

struct SemverOptions {
  std::vector<std::string> versions;
  std::string level;
  std::optional<std::string> prerelease_id;
  bool reverse = false;
};

/// The versions given, or the lines of standard input.
std::vector<std::string> given(const SemverOptions& options, cli::Context& context) {
  if (!options.versions.empty()) return options.versions;
  std::vector<std::string> lines;
  for (std::string line; std::getline(context.in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

int run_valid(const SemverOptions& options, cli::Context& context) {
  int code = 0;
  for (const std::string& text : given(options, context)) {
    try {
      context.out << semver::to_string(semver::require(text)) << '\n';
    } catch (const Error& error) {
      context.err << error.what() << '\n';
      code = 1;
    }
  }
  return code;
}

int run_compare(const SemverOptions& options, cli::Context& context) {
  const auto order = semver::compare(semver::require(options.versions.front()),
                                     semver::require(options.versions.back()));
  if (options.versions.size() == 2) {
    context.out << (order < 0 ? -1 : order > 0 ? 1 : 0) << '\n';
    return 0;
  }
  const std::map<std::string, bool> answers = {{"lt", order < 0},  {"le", order <= 0},
                                               {"eq", order == 0}, {"ne", order != 0},
                                               {"ge", order >= 0}, {"gt", order > 0}};
  const auto answer = answers.find(options.versions[1]);
  if (answer == answers.end()) {
    throw Error(ErrorKind::usage, "\"" + options.versions[1] + "\" is no operator")
        .hint("use lt, le, eq, ne, ge or gt");
  }
  return answer->second ? 0 : 1;
}

int run_sort(const SemverOptions& options, cli::Context& context) {
  std::vector<semver::Version> versions;
  for (const std::string& text : given(options, context)) {
    versions.push_back(semver::require(text));
  }
  std::stable_sort(versions.begin(), versions.end(), semver::Precedes{});
  if (options.reverse) std::reverse(versions.begin(), versions.end());
  for (const auto& version : versions)
    context.out << semver::to_string(version) << '\n';
  return 0;
}

int run_semver_bump(const SemverOptions& options, cli::Context& context) {
  const auto level = semver::level_named(options.level);
  if (!level) {
    throw Error(ErrorKind::usage, "\"" + options.level + "\" is no level")
        .hint("use major, minor, patch, prerelease or release");
  }
  for (const std::string& text : given(options, context)) {
    const auto next = semver::bump(semver::require(text), *level, options.prerelease_id);
    context.out << semver::to_string(next) << '\n';
  }
  return 0;
}

using Run = int (*)(const SemverOptions&, cli::Context&);
using Options = std::shared_ptr<SemverOptions>;

void add_versions(cli::Command& command, const Options& options) {
  command.argument("version", "VERSION", &options->versions,
                   "Versions; without any, lines of standard input");
}

cli::Command& add(cli::Command& semver, const char* name, const char* sentence, cli::Help help,
                  Run run, const Options& options) {
  cli::Command& command = semver.subcommand(name, sentence, std::move(help));
  command.run = [run, options](cli::Context& context) { return run(*options, context); };
  return command;
}

}  // namespace

void declare_semver(cli::Command& command) {
  command.help = {"", "git tag | sed -n s/^v//p | relctl semver sort | tail -1", ""};
  const auto options = std::make_shared<SemverOptions>();
  add_versions(add(command, "valid", "Print the versions that are valid",
                   {"", "relctl semver valid 1.2.3 || echo not a version",
                    "0  all are valid\n1  one is not; standard error tells why"},
                   run_valid, options),
               options);
  add(command, "compare", "Compare two versions by precedence",
      {"", "relctl semver compare 1.2.3 lt 1.10.0\nrelctl semver compare 1.0.0-rc.1 1.0.0",
       "0  true, or compared without an operator\n1  false"},
      run_compare, options)
      .argument("version", "TEXT", &options->versions, "VERSION [lt|le|eq|ne|ge|gt] VERSION")
      .words(2, 3)
      .required();
  cli::Command& sort =
      add(command, "sort", "Sort versions, the lowest first",
          {"", "printf '1.10.0\\n1.9.0\\n' | relctl semver sort", "0  sorted"}, run_sort, options);
  sort.flag("-r,--reverse", &options->reverse, "Sort the highest first");
  add_versions(sort, options);
  cli::Command& bump =
      add(command, "bump", "Print versions raised by a level",
          {"", "relctl semver bump minor 1.2.3", "0  printed"}, run_semver_bump, options);
  bump.argument("level", "LEVEL", &options->level, "major, minor, patch, prerelease or release")
      .required();
  bump.option("--pre", "ID", &options->prerelease_id, "The identifier of the pre-release");
  add_versions(bump, options);
}

}  // namespace relctl::commands
