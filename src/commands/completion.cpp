// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include "cli/command_tree.hpp"
#include "commands/commands.hpp"
#include "commands/completion_tree.hpp"

namespace relctl::commands {
namespace {

struct CompletionOptions {
  std::string shell;
};

int run_completion(const CompletionOptions& options, cli::Context& context) {
  cli::Invocation unused;
  const CompletionCommand tree = completion_tree(cli::command_tree(chapters(), unused));
  context.out << (options.shell == "bash"  ? bash_completion(tree)
                  : options.shell == "zsh" ? zsh_completion(tree)
                                           : fish_completion(tree));
  return 0;
}

}  // namespace

void declare_completion(cli::Command& command) {
  auto options = std::make_shared<CompletionOptions>();
  command.help = {"Packages install these scripts where the shells look for them.",
                  "relctl completion bash > ~/.local/share/bash-completion/completions/relctl\n"
                  "relctl completion fish > ~/.config/fish/completions/relctl.fish",
                  "0  printed"};
  command.argument("shell", "TEXT", &options->shell, "The shell: bash, zsh or fish")
      .required()
      .one_of({"bash", "zsh", "fish"});
  command.run = [options](cli::Context& context) { return run_completion(*options, context); };
}

}  // namespace relctl::commands
