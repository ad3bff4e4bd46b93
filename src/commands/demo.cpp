// SPDX-License-Identifier: MIT
#include <csignal>
#include <filesystem>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "commands/demo_repository.hpp"
#include "process/replace.hpp"
#include "report/done.hpp"
#include "report/shell.hpp"

namespace relctl::commands {
namespace {

struct DemoOptions {
  std::string directory;
  adopt::SampleChoice choice;
  std::string ci = "github";
};

int run_serve(cli::Context& context) {
  const auto program =
      process::find_program("relctl-demo", context.environment("PATH").value_or(""));
  if (!program) {
    throw Error(ErrorKind::system, "the sample service, relctl-demo, is not installed")
        .hint(
            "it comes with the package relctl-demo, and with a build of relctl that has "
            "-Ddemo=true")
        .hint("it is looked for beside relctl, then in PATH");
  }
  context.out.flush();
  context.err.flush();
  // relctl ignores this signal, and what is ignored stays so in another program.
  std::signal(SIGPIPE, SIG_DFL);
  process::replace_by(*program, {});
}

/// The folder to fill, so that it can be a word of a command line.
std::string target_of(const std::string& start, const std::string& directory) {
  if (directory.empty()) throw Error(ErrorKind::usage, "the folder has no name");
  if (!std::filesystem::is_directory(start)) {
    throw Error(ErrorKind::system, fmt::format("-C {}: there is no such folder", start));
  }
  std::string target = (std::filesystem::path(start) / directory).lexically_normal();
  if (target.size() > 1 && target.ends_with('/')) target.pop_back();
  return target.starts_with('-') ? "./" + target : target;
}

int run_demo_init(DemoOptions options, cli::Context& context) {
  options.choice.ci = adopt::ci_system(options.ci);
  const std::string target = target_of(context.globals.directory, options.directory);
  make_demo_repository(target, options.choice, context);
  if (context.globals.json) {
    context.out << report::json_text({{"directory", target},
                                      {"service", "sample"},
                                      {"version", "0.1.0"},
                                      {"image", options.choice.image},
                                      {"pipeline", adopt::pipeline_path(options.choice.ci)}});
    return 0;
  }
  context.out << target << '\n';
  if (context.globals.quiet) return 0;
  context.err << "sample 0.1.0 runs in dev, staging and production; a change waits to be released\n"
              << "next: cd " << report::shell_word(target) << " && relctl status, then\n"
              << "  relctl diff auto           # what its release would change\n"
              << "  relctl bump auto           # release it, to dev\n"
              << "  relctl promote staging     # what dev runs, to staging\n"
              << "  relctl rollback staging --all\n"
              << "README.md there tells what is where\n";
  return 0;
}

void add_demo_serve(cli::Command& demo) {
  cli::Command& command = demo.subcommand(
      "serve", "Run the sample service",
      {"Runs relctl-demo, found beside relctl or in PATH, in place of this process. Variables of\n"
       "the environment configure it, among them PORT (8080), HOST (0.0.0.0), GREETING, LOG_LEVEL\n"
       "(info) and SHUTDOWN_GRACE (5 seconds); relctl-demo --help lists them all. /docs is a page\n"
       "about it.",
       "relctl demo serve\n"
       "PORT=8081 GREETING=Hi relctl demo serve",
       "0  stopped by a signal, after it had answered what was asked\n"
       "2  a variable has a value that cannot be used\n"
       "5  relctl-demo is not installed, or the port is taken"});
  command.run = run_serve;
}

void add_demo_init(cli::Command& demo) {
  auto options = std::make_shared<DemoOptions>();
  cli::Command& command = demo.subcommand(
      "init", "Write a model repository around the sample service",
      {"The service's sources, its Dockerfile, manifests for three environments, network and\n"
       "admission policies, Argo CD's applications, relctl.yaml, a pipeline. Committed, with a\n"
       "release that runs everywhere and a change that waits: everything plays without a remote.\n"
       "Commits are by whom git knows; where it knows nobody, by Sample Developer, a name that is\n"
       "set in the new repository alone.",
       "relctl demo init sample\n"
       "relctl demo init sample --image ghcr.io/acme/sample --ci gitlab",
       "0  written\n"
       "2  the image's name cannot be used\n"
       "4  the folder is not empty"});
  command
      .argument("directory", "DIR", &options->directory, "A folder that is empty or not there yet")
      .required();
  command.option("--image", "NAME", &options->choice.image,
                 "The image's name, with its registry (default: registry.example.com/sample)");
  command.option("--ci", "KIND", &options->ci,
                 "The pipeline's system: woodpecker, github, gitlab, bitbucket, circleci, jenkins "
                 "(default: github)");
  command.run = [options](cli::Context& context) { return run_demo_init(*options, context); };
}

}  // namespace

void declare_demo(cli::Command& command) {
  command.help = {"", "relctl demo init sample\nrelctl demo serve", "0  done"};
  add_demo_serve(command);
  add_demo_init(command);
}

}  // namespace relctl::commands
