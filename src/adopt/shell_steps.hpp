// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "adopt/findings.hpp"

namespace relctl::adopt {

/// What a pipeline is written for.
struct PipelineFacts {
  config::Config config;
  std::map<std::string, std::string> contexts;  ///< by service: the folder of its Dockerfile
  std::string main_branch = "main";
  /// Lines of shell that test the project.
  std::string test = "echo \"replace this line: build the project and run its tests\"\n";
};

/// The steps of a pipeline as lines of POSIX shell, by name:
/// - `test`: the project's own tests, or a place for them;
/// - `guard`: generated paths and the preview of the release; reads TARGET, the branch aimed at;
/// - `bump`: reserves the versions, into a file below `.git`, which images do not get;
/// - `build`, `scan`, `publish`: each reads that file and does nothing where it is empty;
/// - `promote`: reads ENVIRONMENT;
/// - `credentials`: git's, from RELEASE_USER and RELEASE_TOKEN.
/// No value of a branch, commit or input stands in them: those come through the environment. They
/// hold no `${`, which several systems replace before a shell sees it.
std::map<std::string, std::string> shell_steps(const PipelineFacts& facts);

}  // namespace relctl::adopt
