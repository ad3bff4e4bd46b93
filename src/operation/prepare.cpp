// SPDX-License-Identifier: MIT
#include "operation/prepare.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "config/glob.hpp"
#include "git/temporary_folder.hpp"
#include "operation/bare_tools.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "report/visible.hpp"
#include "tree/disk_tree.hpp"
#include "tree/write_folder.hpp"

namespace relctl::operation {
namespace {

/// The temporary work tree that commands run in.
class WorkTree {
 public:
  WorkTree(const Tree& tree, const cli::Context& context)
      : variables_(harmless_variables(context)) {
    for (const char* name : {"home", "tmp"})
      std::filesystem::create_directory(folder_.path() + "/" + name);
    write_folder(tree, root());
    variables_["HOME"] = folder_.path() + "/home";
    variables_["TMPDIR"] = folder_.path() + "/tmp";
    // No repository around the folder for temporary files is taken for this one's.
    variables_["GIT_CEILING_DIRECTORIES"] = folder_.path();
    variables_["GIT_CONFIG_NOSYSTEM"] = "1";
    git({"init", "-q", "--template="});
    git({"add", "-A", "-f"});
  }

  [[nodiscard]] std::string root() const { return folder_.path() + "/tree"; }

  [[nodiscard]] process::Output run(const plan::CommandRun& run,
                                    process::Clock::time_point deadline) const {
    process::Command command = bare(run.words);
    for (const auto& [name, value] : run.variables)
      command.environment[name] = value;
    command.deadline = deadline;
    return process::run(command);
  }

  /// The files that changed since this was asked last.
  std::vector<std::string> changed() {
    const std::string status =
        git({"status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"});
    constexpr std::size_t before_path = 3;
    std::vector<std::string> paths;
    for (std::size_t at = 0; at < status.size();) {
      const std::size_t end = status.find('\0', at);
      // Of a file that is staged and unchanged since, the second letter is a blank.
      if (status[at + 1] != ' ') {
        paths.push_back(status.substr(at + before_path, end - at - before_path));
      }
      at = end + 1;
    }
    git({"add", "-A"});
    return paths;
  }

 private:
  [[nodiscard]] process::Command bare(std::vector<std::string> words) const {
    process::Command command;
    command.argv = std::move(words);
    command.directory = root();
    command.environment = variables_;
    command.bare = true;
    command.ends_group = true;
    return command;
  }

  /// As bare as the commands are: they may have configured this repository.
  std::string git(std::vector<std::string> words) {
    words.insert(words.begin(), "git");
    process::Output output = process::run(bare(words));
    if (output.status == 0) return std::move(output.out);
    throw Error(ErrorKind::system,
                fmt::format("git {} failed in the temporary work tree of release.prepare: {}",
                            words[1], last_words(output)));
  }

  git::TemporaryFolder folder_;
  ToolVariables variables_;
};

void check_declared(const plan::CommandRun& run, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (config::matches(run.command->files, path)) continue;
    throw Error(ErrorKind::input,
                fmt::format("{} changes {}, which its `files` do not name",
                            report::visible(run.command->name), report::visible(path)))
        .hint(
            "list the file under release.prepare in relctl.yaml, or in .gitignore where it is "
            "nobody's");
  }
}

/// What became of the file at `path`; nothing where it is as before.
std::optional<plan::FileEdit> edit_of(const Tree& before, const Tree& after,
                                      const std::string& path) {
  const auto old_entry = before.find(path);
  const auto new_entry = after.find(path);
  plan::FileEdit edit{path, old_entry ? old_entry->mode : Mode::file, {}, {}};
  if (new_entry && new_entry->mode != edit.mode) {
    throw Error(ErrorKind::input,
                fmt::format("a command of release.prepare makes {} executable, a link, or a folder",
                            report::visible(path)))
        .hint("only plain files and the bytes of files that are there can be prepared");
  }
  if (old_entry) edit.before = before.read(path);
  if (new_entry) edit.after = after.read(path);
  return edit.before == edit.after ? std::nullopt : std::optional(std::move(edit));
}

/// What tells apart what commands are run on.
std::string key_of(const Tree& tree, const std::vector<plan::CommandRun>& runs) {
  std::string key;
  for (const Entry& entry : tree.list(""))
    key += fmt::format("{} {} {}\n", static_cast<unsigned>(entry.mode), entry.id.hex(), entry.name);
  for (const plan::CommandRun& run : runs) {
    for (const std::string& word : run.words)
      key += word + '\n';
    for (const auto& [name, value] : run.variables)
      key += fmt::format("{}={}\n", name, value);
  }
  return key;
}

}  // namespace

std::vector<plan::FileEdit> Preparer::prepare(const Tree& tree,
                                              const std::vector<plan::CommandRun>& runs) {
  const auto [known, is_new] = done_.try_emplace(key_of(tree, runs));
  Prepared& prepared = known->second;
  if (is_new) {
    try {
      prepared.edits = run(tree, runs);
    } catch (const Error& error) {
      prepared.error = error;
    }
  }
  if (prepared.error) throw Error(*prepared.error);
  return prepared.edits;
}

std::vector<plan::FileEdit> Preparer::run(const Tree& tree,
                                          const std::vector<plan::CommandRun>& runs) {
  WorkTree work(tree, context_);
  const auto say = progress(context_);
  std::set<std::string> paths;
  for (const plan::CommandRun& each : runs) {
    if (say) say("running " + each.command->name);
    const auto own = process::Clock::now() + each.command->timeout;
    const process::Output output = work.run(each, std::min(own, deadline_.value_or(own)));
    if (output.timed_out || output.status != 0) throw command_error(each, output);
    const auto changed = work.changed();
    check_declared(each, changed);
    paths.insert(changed.begin(), changed.end());
  }
  std::vector<plan::FileEdit> edits;
  const DiskTree after(work.root());
  for (const std::string& path : paths) {
    if (auto edit = edit_of(tree, after, path)) edits.push_back(*std::move(edit));
  }
  return edits;
}

std::optional<config::Config> trusted_config(const git::Repository& repository,
                                             const std::optional<std::string>& branch,
                                             const config::Config& own,
                                             const cli::Context& context) {
  if (repository.remotes().empty()) return own;
  const auto name = branch ? branch : remote_default_branch(repository);
  if (!name) return std::nullopt;
  for (const std::string& remote : repository.remotes()) {
    const auto tip = repository.ref("refs/remotes/" + remote + "/" + *name);
    if (tip) return load_config(repository, *tip, context);
  }
  return std::nullopt;
}

Error command_error(const plan::CommandRun& run, const process::Output& output) {
  const std::string name = report::visible(run.command->name);
  const std::string words = last_words(output);
  const std::string told = words.empty() ? "" : "\n" + words;
  if (output.timed_out) {
    return Error(ErrorKind::timeout, fmt::format("{} did not end in time{}", name, told))
        .hint("its `timeout` in relctl.yaml, and --timeout, give it more");
  }
  return {ErrorKind::system, fmt::format("{} failed (exit {}){}", name, output.status, told)};
}

}  // namespace relctl::operation
