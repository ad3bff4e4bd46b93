// SPDX-License-Identifier: MIT
#include "git/hooks.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/output.hpp"
#include "operation/session.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

using HookAction = std::vector<git::Hook> (*)(const git::Repository&);

std::string state_of(const git::Hook& hook) {
  if (hook.state == git::Hook::State::absent) return "not installed";
  if (hook.state == git::Hook::State::foreign) return "somebody else's";
  return hook.current ? "installed" : "of another version";
}

void print(const std::vector<git::Hook>& hooks, cli::Context& context) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::string text;
  for (const git::Hook& hook : hooks) {
    list.push_back({{"name", hook.name},
                    {"path", hook.path},
                    {"state", state_of(hook)},
                    {"chained", hook.chained}});
    text += hook.name + ": " + state_of(hook) +
            (hook.chained ? ", calls what was there before" : "") + " (" +
            report::visible(hook.path) + ")\n";
  }
  cli::print_answer({{"hooks", list}}, text, context);
}

int run_hooks(HookAction change, cli::Context& context) {
  print(change(operation::open_repository(context)), context);
  return 0;
}

int run_hooks_status(cli::Context& context) {
  const auto hooks = git::find_hooks(operation::open_repository(context));
  print(hooks, context);
  const bool all =
      std::all_of(hooks.begin(), hooks.end(), [](const git::Hook& hook) { return hook.current; });
  return all ? 0 : 1;
}

}  // namespace

void declare_hooks(cli::Command& command) {
  command.help = {
      "pre-commit judges what is staged, pre-push what is about to be pushed. The folder is\n"
      "that of core.hooksPath, where one is set. Hooks that are there are called first.",
      "relctl hooks install", "0  done\n1  hooks status: not installed"};
  const auto change = [&](const char* name, const char* sentence, cli::Help help, HookAction what) {
    command.subcommand(name, sentence, std::move(help)).run = [what](cli::Context& context) {
      return run_hooks(what, context);
    };
  };
  change("install", "Install them",
         {"", "relctl hooks install",
          "0  installed\n4  a hook came back after relctl had put one aside"},
         git::install_hooks);
  change("uninstall", "Take them away and put back what was there before",
         {"", "relctl hooks uninstall", "0  gone"}, git::uninstall_hooks);
  command
      .subcommand(
          "status", "Tell whether they are installed",
          {"", "relctl hooks status", "0  installed\n1  not installed, or of another version"})
      .run = run_hooks_status;
}

}  // namespace relctl::commands
