// SPDX-License-Identifier: MIT
#include "git/hooks.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/command.hpp"
#include "git/program.hpp"

namespace relctl::git {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "# Installed by `relctl hooks install`";
constexpr std::string_view opening =
    "#!/bin/sh\n"
    "# Installed by `relctl hooks install`; `relctl hooks uninstall` takes it away and puts back\n"
    "# what was here before.\n";
constexpr std::string_view missing =
    "if ! command -v relctl >/dev/null 2>&1; then\n"
    "  echo 'relctl guards the generated files of this repository, and is not in PATH.' >&2\n"
    "  echo 'Install it, or go on without it this once: --no-verify' >&2\n"
    "  exit 1\n"
    "fi\n";
constexpr std::string_view pre_commit_call =
    "chained=$0.relctl-chained\n"
    "if [ -x \"$chained\" ]; then \"$chained\" \"$@\" || exit $?; fi\n";
constexpr std::string_view pre_push_call =
    "lines=$(cat)\n"
    "give() { if [ -n \"$lines\" ]; then printf '%s\\n' \"$lines\"; fi; }\n"
    "chained=$0.relctl-chained\n"
    "if [ -x \"$chained\" ]; then give | \"$chained\" \"$@\" || exit $?; fi\n"
    "# What relctl itself publishes was judged when it was planned.\n"
    "if [ -n \"$RELCTL_OPERATION\" ]; then exit 0; fi\n";

struct Script {
  const char* name;
  std::string text;
};

std::array<Script, 2> scripts() {
  return {Script{"pre-commit", fmt::format("{}{}{}exec relctl guard --staged\n", opening,
                                           pre_commit_call, missing)},
          Script{"pre-push", fmt::format("{}{}{}give | relctl guard --pre-push \"$1\"\n", opening,
                                         pre_push_call, missing)}};
}

fs::path folder(const Repository& repository) {
  // Without the setting there is no need to ask git.
  if (!repository.config("core.hooksPath"))
    return fs::path(repository.common_directory()) / "hooks";
  std::string name = require_git(repository, {"rev-parse", "--git-path", "hooks"});
  if (name.ends_with('\n')) name.pop_back();
  const fs::path path = name;
  const fs::path base = repository.work_tree().value_or(repository.git_directory());
  return path.is_absolute() ? path : (base / path).lexically_normal();
}

fs::path aside(const fs::path& hook) {
  return hook.string() + ".relctl-chained";
}

std::string script_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Dangling links count: they are somebody's.
bool is_there(const fs::path& path) {
  return fs::exists(fs::symlink_status(path));
}

Hook hook_at(const fs::path& path, const Script& script) {
  Hook hook;
  hook.name = script.name;
  hook.path = path.string();
  hook.chained = is_there(aside(path));
  if (!is_there(path)) return hook;
  const std::string content = script_of(path);
  const bool own = content.find(mark) != std::string::npos && !fs::is_symlink(path);
  hook.state = own ? Hook::State::own : Hook::State::foreign;
  hook.current = own && content == script.text;
  return hook;
}

void write_script(const fs::path& path, const std::string& text) {
  const fs::path temporary = path.string() + ".relctl-new";
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw Error(ErrorKind::system, "cannot write " + temporary.string());
  fs::permissions(temporary, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                 fs::perms::others_read | fs::perms::others_exec);
  fs::rename(temporary, path);
}

/// Calls `change`, with failures of the file system as errors of relctl's.
template <typename Change>
void on_disk(const Change& change) {
  try {
    change();
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::system, fmt::format("cannot change the hooks: {}", error.what()));
  }
}

}  // namespace

std::optional<std::string> find_hook(const Repository& repository, const std::string& name) {
  const fs::path path = folder(repository) / name;
  if (access(path.c_str(), X_OK) != 0 || fs::is_directory(path)) return std::nullopt;
  return path.string();
}

std::vector<Hook> find_hooks(const Repository& repository) {
  std::vector<Hook> hooks;
  const fs::path directory = folder(repository);
  for (const Script& script : scripts())
    hooks.push_back(hook_at(directory / script.name, script));
  return hooks;
}

std::vector<Hook> install_hooks(const Repository& repository) {
  for (const Hook& hook : find_hooks(repository)) {
    if (hook.state != Hook::State::foreign || !hook.chained) continue;
    throw Error(ErrorKind::conflict,
                fmt::format("{} is not relctl's, and {} is one that relctl had put aside",
                            hook.path, aside(hook.path).string()))
        .hint("keep one of the two, delete the other, and run this again");
  }
  const fs::path directory = folder(repository);
  on_disk([&] {
    fs::create_directories(directory);
    for (const Script& script : scripts()) {
      const fs::path path = directory / script.name;
      const Hook hook = hook_at(path, script);
      if (hook.current) continue;
      if (hook.state == Hook::State::foreign) fs::rename(path, aside(path));
      write_script(path, script.text);
    }
  });
  return find_hooks(repository);
}

std::vector<Hook> uninstall_hooks(const Repository& repository) {
  const fs::path directory = folder(repository);
  on_disk([&] {
    for (const Script& script : scripts()) {
      const fs::path path = directory / script.name;
      const Hook hook = hook_at(path, script);
      if (hook.state == Hook::State::own) fs::remove(path);
      if (hook.state != Hook::State::foreign && hook.chained) fs::rename(aside(path), path);
    }
  });
  return find_hooks(repository);
}

}  // namespace relctl::git
