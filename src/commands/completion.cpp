// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include "cli/declare.hpp"
#include "commands/commands.hpp"
#include "commands/completion_tree.hpp"

namespace relctl::commands {
namespace {

struct CompletionOptions {
  std::string shell;
};

int run_completion(const CompletionOptions& options, cli::Context& context) {
  CLI::App root("", "relctl");
  cli::Invocation unused;
  cli::build(root, unused, chapters());
  const CompletionCommand tree = completion_tree(root);
  context.out << (options.shell == "bash"  ? bash_completion(tree)
                  : options.shell == "zsh" ? zsh_completion(tree)
                                           : fish_completion(tree));
  return 0;
}

}  // namespace

void add_completion(CLI::App& app, cli::Invocation& invocation) {
  auto options = std::make_shared<CompletionOptions>();
  CLI::App* command = cli::declare(
      app, {"completion", "Print a completion script for a shell",
            "Packages install these scripts where the shells look for them.",
            "relctl completion bash > ~/.local/share/bash-completion/completions/relctl\n"
            "relctl completion fish > ~/.config/fish/completions/relctl.fish",
            "0  printed"});
  command->add_option("shell", options->shell, "The shell: bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([options, &invocation] {
    invocation.run = [options](cli::Context& context) { return run_completion(*options, context); };
  });
}

}  // namespace relctl::commands
