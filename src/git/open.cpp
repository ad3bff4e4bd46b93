// SPDX-License-Identifier: MIT
#include "git/open.hpp"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/error.hpp"
#include "git/command.hpp"
#include "git/configuration.hpp"
#include "process/run.hpp"

namespace relctl::git {
namespace {

bool is_ownership_failure(int result, const std::string& words) {
  // libgit2 1.5.1 reports the absence of safe.directory instead of what it was looked up for.
  return result == GIT_EOWNER || words.find("safe.directory") != std::string::npos;
}

/// libgit2 1.5.1 knows only exact paths in safe.directory, no `*`, and none of git's environment:
/// where git itself trusts the directory, so does relctl.
bool git_trusts(const std::string& directory) {
  process::Command command = program_command({"rev-parse", "--git-dir"});
  command.directory = directory;
  try {
    return process::run(command).status == 0;
  } catch (const Error&) {
    return false;
  }
}

int open_unchecked(git_repository** repository, const char* directory, unsigned flags) {
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  const int result = git_repository_open_ext(repository, directory, flags, nullptr);
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
  return result;
}

Error refusal(int result, const std::string& words, const std::string& directory) {
  const auto holds = [&words](const char* text) { return words.find(text) != std::string::npos; };
  if (is_ownership_failure(result, words)) {
    return Error(ErrorKind::system, "the repository at " + directory + " belongs to another user")
        .hint("git config --global --add safe.directory " + directory);
  }
  if (holds("objectformat") || holds("object format")) {
    return Error(ErrorKind::system, "the repository at " + directory +
                                        " names its objects by SHA-256, which relctl cannot read");
  }
  if (holds("refstorage")) {
    return Error(ErrorKind::system, "the repository at " + directory +
                                        " keeps its refs as reftable, which relctl cannot read")
        .hint("git refs migrate --ref-format=files");
  }
  if (result == GIT_ENOTFOUND) {
    return Error(ErrorKind::system, directory + " is not in a git repository")
        .hint("run it in a checkout, or name one with -C DIR");
  }
  return {ErrorKind::system, "cannot open the repository at " + directory + ": " + words};
}

/// git does not flush loose objects and refs to disk unless it is told to, and nor does relctl: a
/// flush costs more than all the rest of a release in a small repository.
bool wants_flushes(Handles& handles) {
  if (configured_true(handles, "core.fsyncobjectfiles")) return true;
  std::istringstream components(configured(handles, "core.fsync").value_or(""));
  bool wanted = false;
  for (std::string name; std::getline(components, name, ',');) {
    const bool off = name.starts_with('-');
    if (off) name.erase(0, 1);
    if (name == "none") wanted = false;
    if (name == "loose-object" || name == "objects" || name == "committed" || name == "added" ||
        name == "all") {
      wanted = !off;
    }
  }
  return wanted;
}

Error no_regular_file(const std::filesystem::path& path) {
  return {ErrorKind::system, path.string() + " is no regular file"};
}

void require_regular_or_none(const std::filesystem::path& path) {
  using std::filesystem::file_type;
  std::error_code error;
  const file_type type = std::filesystem::status(path, error).type();
  if (type != file_type::not_found && type != file_type::regular && type != file_type::none)
    throw no_regular_file(path);
}

/// Refs are files in folders; a directory entry tells its kind by itself, without a look at the
/// file.
void require_regular_refs(const std::filesystem::path& refs) {
  std::error_code error;
  if (!std::filesystem::is_directory(refs, error)) return;
  for (auto each = std::filesystem::recursive_directory_iterator(refs, error);
       each != std::filesystem::recursive_directory_iterator(); each.increment(error)) {
    if (each->is_fifo(error) || each->is_socket(error) || each->is_character_file(error))
      throw no_regular_file(each->path());
  }
}

/// A pipe in the place of one of the files that git reads would be waited for without end, by git
/// too.
void check_files_of_git(std::filesystem::path folder) {
  for (const char* name :
       {"HEAD", "config", "config.worktree", "commondir", "gitdir", "index", "packed-refs",
        "shallow", "logs/HEAD", "objects/info/alternates", "info/grafts", "info/attributes",
        "info/exclude", "info/sparse-checkout"}) {
    require_regular_or_none(folder / name);
  }
  require_regular_refs(folder / "refs");
  if (!folder.has_filename()) folder = folder.parent_path();
  if (folder.filename() != ".git") return;
  for (const char* name : {".gitattributes", ".gitignore", ".gitmodules"})
    require_regular_or_none(folder.parent_path() / name);
}

/// The git directory that `directory` belongs to is looked at before anything in it is read.
void check_before_opening(const char* directory) {
  Buffer found;
  if (git_repository_discover(found.get(), directory, 0, nullptr) == 0) {
    check_files_of_git(found.get()->ptr);
  }
}

std::shared_ptr<Handles> opened(const char* directory, const std::string& name, unsigned flags) {
  auto handles = std::make_shared<Handles>();
  check_before_opening(directory != nullptr ? directory : name.c_str());
  git_repository* repository = nullptr;
  int result = git_repository_open_ext(&repository, directory, flags, nullptr);
  if (result < 0) {
    const std::string words = last_words();
    if (is_ownership_failure(result, words) && git_trusts(name)) {
      result = open_unchecked(&repository, directory, flags);
    }
    if (result < 0) throw refusal(result, words, name);
  }
  handles->repository.reset(repository);
  read_what_git_reads(*handles);
  git_odb* odb = nullptr;
  check(git_repository_odb(&odb, repository), "open the object database");
  handles->odb.reset(odb);
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, wants_flushes(*handles) ? 1 : 0);
  return handles;
}

void add_missing_objects(Handles& handles) {
  handles.missing =
      std::make_unique<MissingObjects>(repository_command(handles, {"cat-file", "--batch-check"}));
}

}  // namespace

std::shared_ptr<Handles> open_handles(const std::string& directory) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(directory.empty() ? "." : directory, error);
  const std::string name = error ? directory : absolute.lexically_normal().string();
  if (!std::filesystem::is_directory(name, error)) {
    throw Error(ErrorKind::system, "there is no folder " + name);
  }
  auto handles = opened(name.c_str(), name, 0);
  add_missing_objects(*handles);
  return handles;
}

std::shared_ptr<Handles> open_environment_handles(const std::string& directory) {
  const char* git_directory = std::getenv("GIT_DIR");
  if (git_directory == nullptr) {
    // `git commit --all` names its index without naming the repository.
    auto handles = open_handles(directory);
    handles->from_environment = directory == "." && std::getenv("GIT_INDEX_FILE") != nullptr;
    return handles;
  }
  auto handles = opened(nullptr, git_directory, GIT_REPOSITORY_OPEN_FROM_ENV);
  handles->from_environment = true;
  add_missing_objects(*handles);
  return handles;
}

}  // namespace relctl::git
