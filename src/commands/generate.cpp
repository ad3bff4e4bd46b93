// SPDX-License-Identifier: MIT
#include "judge/generate.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "commands/bump_options.hpp"
#include "commands/generate_options.hpp"
#include "commands/operation_options.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/environment_operation.hpp"
#include "operation/places.hpp"
#include "operation/session.hpp"
#include "plan/place.hpp"
#include "report/done.hpp"
#include "report/shell.hpp"
#include "report/visible.hpp"
#include "tree/disk_tree.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

struct AdoptOptions {
  operation::EnvironmentTarget target;
  judge::AdoptRequest request;
};

/// The branch that is checked out, since its files are what is written from.
operation::EnvironmentTarget on_this_branch(operation::EnvironmentTarget target,
                                            cli::Context& context) {
  if (!target.branch) target.branch = operation::open_repository(context).head_branch();
  target.environments.clear();
  return target;
}

/// What would be written into the files that are checked out, on a branch or not.
plan::Result plan_here(const GenerateOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  snapshot.tip = snapshot.source;
  if (snapshot.branch.empty()) snapshot.branch = "HEAD";
  return generate_planner(options)(config, snapshot, operation::preview_operation(context),
                                   options.environments);
}

/// The files that would change, wherever the environments are kept.
std::vector<std::string> files_to_write(const GenerateOptions& options, cli::Context& context) {
  std::vector<std::string> files;
  const auto add = [&](const plan::Result& result) {
    const auto changed = report::changed_files(result);
    files.insert(files.end(), changed.begin(), changed.end());
  };
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  for (const auto& place : operation::shared_places(config, options.environments)) {
    GenerateOptions own = options;
    own.environments = place.environments;
    const bool is_here = place.first == nullptr || (!place.first->branch && !place.is_elsewhere());
    add(is_here ? plan_here(own, context)
                : operation::plan_environment_operation(generate_target(own), generate_planner(own),
                                                        context));
  }
  return files;
}

int run_generate_check(const GenerateOptions& options, cli::Context& context) {
  const auto files = files_to_write(options, context);
  std::string text;
  for (const std::string& file : files)
    text += report::visible(file) + '\n';
  cli::print_answer({{"good", files.empty()}, {"files", files}}, text, context);
  if (files.empty()) return 0;
  if (!context.globals.quiet) {
    context.err << "These files are not as their source says. `relctl generate` writes them.\n";
  }
  return 1;
}

int run_generate(const GenerateOptions& options, cli::Context& context) {
  if (options.check) return run_generate_check(options, context);
  return operation::run_environment_operation(generate_target(options), std::nullopt,
                                              generate_planner(options), context);
}

void read_below(const Tree& disk, const std::string& path, std::vector<FileContent>& files) {
  const auto entry = disk.find(path);
  if (!entry) return;
  if (entry->mode == Mode::directory) {
    for (const Entry& each : disk.list(path))
      read_below(disk, join_path(path, each.name), files);
  } else if (entry->mode == Mode::file || entry->mode == Mode::executable) {
    files.push_back({path, disk.read(path)});
  } else {
    throw Error(ErrorKind::input, path + " is a symbolic link, which cannot be adopted");
  }
}

int run_adopt(const AdoptOptions& options, cli::Context& context) {
  AdoptOptions asked = options;
  {
    const git::Repository repository = operation::open_repository(context);
    const auto root = repository.work_tree();
    if (!root) throw Error(ErrorKind::input, "a bare repository has no files to adopt");
    while (asked.request.path.ends_with('/') && asked.request.path.size() > 1) {
      asked.request.path.pop_back();
    }
    const std::string fault = path_fault(asked.request.path);
    if (!fault.empty()) {
      throw Error(ErrorKind::usage, fmt::format("{}: {}", asked.request.path, fault))
          .hint("name it relative to the root of the repository");
    }
    read_below(DiskTree(*root), asked.request.path, asked.request.files);
  }
  const operation::EnvironmentPlanner planner =
      [&](const config::Config& config, const plan::Snapshot& snapshot,
          const plan::Operation& operation, const std::vector<std::string>& /*environments*/) {
        judge::AdoptRequest request = asked.request;
        request.operation = operation;
        plan::Result result = judge::adopt(config, snapshot, request);
        const auto tree = snapshot.history->tree(plan::tip_of(snapshot));
        const bool committed =
            std::all_of(request.files.begin(), request.files.end(), [&](const FileContent& file) {
              return tree->find(file.path) && tree->read(file.path) == file.content;
            });
        if (!committed) {
          result.notes.push_back("the files themselves are not committed yet: git add " +
                                 report::shell_word(request.path) + " && git commit, then push");
        }
        return result;
      };
  return operation::run_environment_operation(on_this_branch(options.target, context), std::nullopt,
                                              planner, context);
}

void add_target(cli::Command& command, operation::EnvironmentTarget& target) {
  command.option("--branch", "NAME", &target.branch,
                 "The branch to write (default: the one checked out)");
  command.flag("--push", &target.push, "Publish the commit");
  add_no_verify(command, target.no_verify);
  command.flag("-n,--dry-run", &target.dry_run, "Tell what would be done, change nothing");
}

}  // namespace

void add_generate_options(cli::Command& command, GenerateOptions& options) {
  command.argument("environment", "ENV", &options.environments,
                   "Environments with `render` or `source` (default: all of this branch)");
  add_removal(command, options.removable);
  command.flag("--drop-override", &options.drop_override,
               "Undo what people edited by hand in a rendered environment");
}

operation::EnvironmentTarget generate_target(const GenerateOptions& options) {
  operation::EnvironmentTarget target = options.target;
  target.environments = options.environments;
  target.here = true;
  return target;
}

operation::EnvironmentPlanner generate_planner(const GenerateOptions& options) {
  return [options](const config::Config& config, const plan::Snapshot& snapshot,
                   const plan::Operation& operation, const std::vector<std::string>& environments) {
    return judge::generate(config, snapshot,
                           {operation, environments, options.removable, options.drop_override});
  };
}

void declare_generate(cli::Command& command) {
  auto options = std::make_shared<GenerateOptions>();
  command.help = {
      "The path of an environment with `render` gets the manifests that its folder builds to, one\n"
      "file an object: of the branch's tip, or behind other environments of the revision that it\n"
      "names. One with `source` gets a kustomization that refers to it. The images that run there\n"
      "stay. One commit, and none where all is so already.",
      "relctl generate --check     in CI: are they as their source says?\n"
      "relctl generate dev --push",
      "0  written, or nothing to do\n"
      "1  --check: files are not as their source says\n"
      "3  a source is missing, or cannot be rendered\n"
      "4  other files lie in the path, or objects with data would go away: nothing was written"};
  add_generate_options(command, *options);
  command.flag("--check", &options->check, "List the files that would change, change nothing");
  add_target(command, options->target);
  command.run = [options](cli::Context& context) { return run_generate(*options, context); };
}

void declare_adopt(cli::Command& command) {
  auto options = std::make_shared<AdoptOptions>();
  command.help = {
      "Records the files as they are on disk in .relctl/adopted.yaml, as one commit. guard\n"
      "knows them from then on, with whatever tags; commit the files themselves afterwards.",
      "relctl adopt kubernetes/deploy/dev --reason \"first deployment\"",
      "0  recorded, or adopted already\n"
      "2  nothing there is below a generated path"};
  command.argument("path", "PATH", &options->request.path, "A file or folder, from the root")
      .required();
  command.option("--reason", "TEXT", &options->request.reason,
                 "Why, for those who read the record");
  add_target(command, options->target);
  command.run = [options](cli::Context& context) { return run_adopt(*options, context); };
}

}  // namespace relctl::commands
