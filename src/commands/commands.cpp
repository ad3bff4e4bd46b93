// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"

namespace relctl::commands {

// A table, however long. NOLINTNEXTLINE(readability-function-size)
const std::vector<cli::Chapter>& chapters() {
  static const std::vector<cli::Chapter> all = {
      {"Release",
       {
           {"bump", "Release the next version", declare_bump},
           {"announce", "Make the forge's release of a version that is released", declare_announce},
           {"diff", "Preview an operation as a patch", declare_diff},
           {"current", "Print the current version", declare_current},
           {"next", "Print the version that bump would release", declare_next},
           {"notes", "Print release notes made of the commits", declare_notes},
           {"changelog", "Print what the changelog says of a release", declare_changelog},
       }},
      {"Environments",
       {
           {"promote", "Give environments the versions that run before them", declare_promote},
           {"rollback", "Go back to the version before, and hold it there", declare_rollback},
           {"hold", "Keep services at their version in an environment", declare_hold},
           {"unhold", "Let services move again in an environment", declare_unhold},
           {"status", "Tell what runs where, since when, and what waits", declare_status},
           {"history", "Tell what ran in an environment", declare_history},
           {"image", "Tell what a registry has of an image, and what is signed about it",
            declare_image},
       }},
      {"Generated files",
       {
           {"check", "Hold what environments run to the rules that most agree on", declare_check},
           {"render", "Print the objects that a kustomization makes", declare_render},
           {"generate", "Write generated paths from their source", declare_generate},
           {"guard", "Find changes of generated files that no operation makes", declare_guard},
           {"verify", "Recompute what relctl's commits say they did", declare_verify},
           {"adopt", "Take responsibility for hand-made content below a generated path",
            declare_adopt},
           {"hooks", "Install git hooks that call guard", declare_hooks},
       }},
      {"Tools",
       {
           {"init", "Write relctl.yaml from what the repository looks like", declare_init},
           {"config", "Check relctl.yaml, or print its JSON Schema", declare_config},
           {"semver", "Work with semantic versions in scripts", declare_semver},
           {"completion", "Print a completion script for a shell", declare_completion},
           {"help", "Teach a command", declare_help},
           {"version", "Print version, revision and libraries", declare_version},
           {"demo", "A sample service, and a repository to play with", declare_demo},
       }},
  };
  return all;
}

}  // namespace relctl::commands
