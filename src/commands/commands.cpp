// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"

namespace relctl::commands {

const std::vector<cli::Chapter>& chapters() {
  static const std::vector<cli::Chapter> all = {
      {"Release", {add_bump, add_diff, add_current, add_next}},
      {"Environments", {add_promote, add_rollback, add_hold, add_unhold, add_status, add_history}},
      {"Generated files", {add_generate, add_guard, add_verify, add_adopt, add_hooks}},
      {"Tools", {add_init, add_config, add_semver, add_completion, add_demo}},
  };
  return all;
}

}  // namespace relctl::commands
