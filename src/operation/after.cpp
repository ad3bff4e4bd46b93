// SPDX-License-Identifier: MIT
#include "operation/after.hpp"

#include <fstream>

#include "base/error.hpp"
#include "git/program.hpp"
#include "git/temporary_folder.hpp"
#include "operation/prepare.hpp"
#include "operation/session.hpp"
#include "plan/command_run.hpp"
#include "plan/ref_names.hpp"
#include "record/trailers.hpp"

namespace relctl::operation {
namespace {

/// A linked work tree of a tag, removed at its end; what a killed run left is removed before.
class TagTree {
 public:
  TagTree(const git::Repository& repository, const std::string& tag) : repository_(repository) {
    git::require_git(repository, {"worktree", "prune"});
    git::require_git(repository, {"-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet",
                                  "--detach", path(), plan::tag_ref(tag)});
  }
  TagTree(const TagTree&) = delete;
  TagTree& operator=(const TagTree&) = delete;
  ~TagTree() {
    try {
      git::run_git(repository_, {"worktree", "remove", "--force", path()});
    } catch (const Error&) {
      // The folder goes with this object, and the next run prunes what git knows of it.
    }
  }

  [[nodiscard]] std::string path() const { return folder_.path() + "/tree"; }
  [[nodiscard]] std::string notes_file() const { return folder_.path() + "/notes.md"; }

 private:
  const git::Repository& repository_;
  git::TemporaryFolder folder_;
};

plan::NamedRelease named_release(const git::Repository& repository, const config::Service& service,
                                 const record::Release& release) {
  plan::NamedRelease named{service.name, semver::to_string(release.version), {}, release.tag.name};
  const auto message = repository.history()->tag_message(release.tag.object);
  for (const record::Record& record : record::read_records(message.value_or(""))) {
    for (const record::ServiceRecord& each : record.services) {
      if (each.name == service.name) named.previous = each.previous;
    }
  }
  return named;
}

process::Command command_in(const TagTree& tree, const plan::CommandRun& run) {
  process::Command command;
  command.argv = run.words;
  command.directory = tree.path();
  for (const auto& [name, value] : run.variables)
    command.environment[name] = value;
  command.environment["RELCTL_NOTES"] = tree.notes_file();
  // A hook's are about another work tree.
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"})
    command.environment[name] = std::nullopt;
  command.deadline = process::Clock::now() + run.command->timeout;
  command.ends_group = true;
  return command;
}

}  // namespace

std::vector<AfterCommand> run_after(const git::Repository& repository, const config::Config& config,
                                    const config::Service& service, const record::Release& release,
                                    const std::string& notes, cli::Context& context) {
  const auto runs =
      plan::command_runs(config.release.after, {named_release(repository, service, release)});
  if (runs.empty()) return {};
  const TagTree tree(repository, release.tag.name);
  std::ofstream(tree.notes_file(), std::ios::binary) << notes;
  const auto say = progress(context);
  std::vector<AfterCommand> done;
  for (const plan::CommandRun& run : runs) {
    if (say) say("running " + run.command->name);
    process::Command command = command_in(tree, run);
    command.environment["RELCTL_COMMIT"] = release.tag.commit.hex();
    command.environment["RELCTL_WORK_TREE"] = repository.work_tree().value_or("");
    const process::Output output = process::run(command);
    if (output.timed_out || output.status != 0) throw command_error(run, output);
    done.push_back({run.command->name, output.status});
  }
  return done;
}

}  // namespace relctl::operation
