// SPDX-License-Identifier: MIT
#include "cli/declare.hpp"

#include <memory>
#include <sstream>

#include "cli/help_formatter.hpp"
#include "config/duration.hpp"

namespace relctl::cli {
namespace {

std::string indented(const std::string& lines) {
  std::string result;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    result += line.empty() ? "\n" : "  " + line + "\n";
  }
  return result;
}

/// What is wrong with a value of `--timeout`; empty if nothing is.
std::string wrong_timeout(const std::string& text) {
  if (config::parse_duration(text)) return "";
  return "\"" + text + "\" is no time from one second to 24 hours: write 90s, 5m or 1h";
}

/// Declared after everything else, so that help shows them last.
void add_globals(CLI::App& app, GlobalOptions& globals) {
  const std::string group = "Global options";
  app.set_help_flag("-h,--help", "Print this help and exit")->group(group);
  app.add_option("-C", globals.directory, "Run as if started in this directory")
      ->group(group)
      ->type_name("DIR");
  app.add_option("--config", globals.config, "Read this file instead of the committed relctl.yaml")
      ->group(group)
      ->type_name("FILE");
  app.add_flag("--json", globals.json, "Print one JSON object as the answer")->group(group);
  app.add_option("--output", globals.output,
                 "What the answer is written as: text, env (NAME=value for a shell) or json")
      ->group(group)
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "env", "json"}));
  app.add_option("--color", globals.color, "When to use colour: auto, always or never")
      ->group(group)
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("-q,--quiet", globals.quiet, "Print the answer and errors alone")->group(group);
  app.add_flag("-v,--verbose", globals.verbose, "Tell each step")->group(group);
  app.add_option("--timeout", globals.timeout,
                 "How long the network may take in all, such as 90s or 5m (default 2m, 15m in CI)")
      ->group(group)
      ->type_name("TIME")
      ->check(wrong_timeout);
  for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    add_globals(*sub, globals);
  }
}

}  // namespace

CLI::App* declare(CLI::App& parent, const Help& help) {
  CLI::App* app = parent.add_subcommand(help.name, help.sentence);
  std::string text = help.sentence;
  if (!help.details.empty()) text += "\n\n" + help.details;
  if (!help.examples.empty()) text += "\n\nExamples:\n" + indented(help.examples);
  app->description(text);
  if (!help.exits.empty()) app->footer("Exit codes:\n" + indented(help.exits));
  return app;
}

void build(CLI::App& root, Invocation& invocation, const std::vector<Chapter>& chapters) {
  root.formatter(std::make_shared<HelpFormatter>());
  root.description(
      "Releases services to Kubernetes the GitOps way: one commit, one tag, one push.\n\n"
      "Examples:\n"
      "  relctl diff                  what a release would change, as a patch\n"
      "  relctl bump minor --push     release the next minor version\n");
  root.set_help_flag();
  root.require_subcommand(1);
  root.add_flag("--version", invocation.version, "Print version, revision and libraries, and exit")
      ->group("Global options");
  for (const Chapter& chapter : chapters) {
    for (const AddCommand add : chapter.commands) {
      add(root, invocation);
      root.get_subcommands([](const CLI::App*) { return true; })
          .back()
          ->group(std::string(chapter.title));
    }
  }
  add_globals(root, invocation.globals);
  root.footer(
      "Exit codes:\n"
      "  0  done, nothing to do, or superseded by something newer\n"
      "  1  the answer is no\n"
      "  2  the command line is wrong\n"
      "  3  a config, version or manifest is wrong\n"
      "  4  somebody must decide; nothing was changed\n"
      "  5  git, disk, network, or the remote's own refusal\n"
      "  6  the remote kept moving or did not answer in time; safe to run again\n"
      "  70 a defect in relctl\n\n"
      "relctl COMMAND --help teaches a command; man relctl has it all.\n");
}

}  // namespace relctl::cli
