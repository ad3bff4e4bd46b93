// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"

#include <algorithm>

#include "config/duration.hpp"

namespace relctl::cli {
namespace {

constexpr const char* global_group = "Global options";

/// What is wrong with a value of `--timeout`; empty if nothing is.
std::string wrong_timeout(const std::string& text) {
  if (config::parse_duration(text)) return "";
  return "\"" + text + "\" is no time from one second to 24 hours: write 90s, 5m or 1h";
}

/// Declared after everything else, so that help shows them last.
void add_globals(Command& command, GlobalOptions& globals) {
  const std::size_t own = command.options.size();
  command.option("-h,--help", "", {}, "Print this help and exit");
  command.option("-C", "DIR", &globals.directory, "Run as if started in this directory");
  command.option("--config", "FILE", &globals.config,
                 "Read this file instead of the committed relctl.yaml");
  command.flag("--json", &globals.json, "Print one JSON object as the answer");
  command
      .option("--output", "FORMAT", &globals.output,
              "What the answer is written as: text, env (NAME=value for a shell) or json")
      .one_of({"text", "env", "json"});
  command.option("--color", "WHEN", &globals.color, "When to use colour: auto, always or never")
      .one_of({"auto", "always", "never"});
  command.flag("-q,--quiet", &globals.quiet, "Print the answer and errors alone");
  command.flag("-v,--verbose", &globals.verbose, "Tell each step");
  command
      .option("--timeout", "TIME", &globals.timeout,
              "How long the network may take in all, such as 90s or 5m (default 2m, 15m in CI)")
      .check(wrong_timeout);
  for (std::size_t i = own; i < command.options.size(); ++i)
    command.options[i].group = global_group;
  for (Command& below : command.commands)
    add_globals(below, globals);
}

Help root_help() {
  return {"",
          "relctl diff                  what a release would change, as a patch\n"
          "relctl bump minor --push     release the next minor version\n",
          "0  done, nothing to do, or superseded by something newer\n"
          "1  the answer is no\n"
          "2  the command line is wrong\n"
          "3  a config, version or manifest is wrong\n"
          "4  somebody must decide; nothing was changed\n"
          "5  git, disk, network, or the remote's own refusal\n"
          "6  the remote kept moving or did not answer in time; safe to run again\n"
          "70 a defect in relctl\n",
          "relctl COMMAND --help teaches a command; man relctl has it all.\n"};
}

bool is_command(const std::vector<Chapter>& chapters, const std::string& word) {
  return std::any_of(chapters.begin(), chapters.end(), [&](const Chapter& chapter) {
    return std::any_of(chapter.commands.begin(), chapter.commands.end(),
                       [&](const Entry& entry) { return entry.name == word; });
  });
}

}  // namespace

Command command_tree(const std::vector<Chapter>& chapters, Invocation& invocation,
                     const std::optional<std::vector<std::string>>& named) {
  Command root{"relctl",
               "Releases services to Kubernetes the GitOps way: one commit, one tag, one push."};
  root.help = root_help();
  root.flag("--version", &invocation.version, "Print version, revision and libraries, and exit")
      .group = global_group;
  add_globals(root, invocation.globals);
  const auto is_named = [&](const Entry& entry) {
    return !named || std::find(named->begin(), named->end(), entry.name) != named->end();
  };
  // Behind a command's name nobody asks for the others.
  const bool is_alone = named && !named->empty() && is_command(chapters, named->front());
  for (const Chapter& chapter : chapters) {
    for (const Entry& entry : chapter.commands) {
      if (is_alone && !is_named(entry)) continue;
      Command& command = root.subcommand(std::string(entry.name), std::string(entry.sentence), {});
      command.chapter = chapter.title;
      if (!is_named(entry)) continue;
      entry.declare(command);
      add_globals(command, invocation.globals);
    }
  }
  return root;
}

}  // namespace relctl::cli
