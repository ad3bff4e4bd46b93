// SPDX-License-Identifier: MIT
#include "git/local_changes.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <sys/stat.h>

#include "git/command.hpp"
#include "git/configuration.hpp"

namespace relctl::git {
namespace {

enum class Comparison { same, different, absent, ask_git };

bool has_content(const ObjectId& expected, const std::string& content) {
  git_oid id{};
  check(git_odb_hash(&id, content.data(), content.size(), GIT_OBJECT_BLOB), "hash a file");
  return to_id(id) == expected;
}

std::string content_of(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  std::ostringstream content;
  content << input.rdbuf();
  return content.str();
}

/// Compares files of the work tree with entries of the index.
class WorkTree {
 public:
  explicit WorkTree(Handles& handles) : root_(git_repository_workdir(handles.repository.get())) {
    const auto setting = configured(handles, "core.filemode");
    modes_count_ = !setting || configured_true(handles, "core.filemode");
  }

  /// Something stands at `path`, or something other than a folder on the way to it.
  [[nodiscard]] bool is_taken(const std::string& path) const {
    struct stat file {};
    return is_blocked(path) || lstat((root_ + path).c_str(), &file) == 0;
  }

  /// A file stands at `path`, and `content` begins with its bytes.
  [[nodiscard]] bool is_beginning(const std::string& path, std::string_view content) const {
    struct stat file {};
    const std::string name = root_ + path;
    return !is_blocked(path) && lstat(name.c_str(), &file) == 0 && S_ISREG(file.st_mode) &&
           static_cast<std::uint64_t>(file.st_size) <= content.size() &&
           content.starts_with(content_of(name));
  }

  [[nodiscard]] Comparison compare(const std::string& path, const IndexEntry& entry) const {
    struct stat file {};
    const std::string name = root_ + path;
    // What lies behind a symbolic link is not in the work tree, whatever it holds.
    if (is_blocked(path) || lstat(name.c_str(), &file) != 0) {
      return entry.left_out ? Comparison::same : Comparison::absent;
    }
    if (entry.mode == Mode::submodule) {
      return S_ISDIR(file.st_mode) ? Comparison::same : Comparison::different;
    }
    // Without symbolic links in the file system git writes them as files: git knows.
    if ((entry.mode == Mode::symlink) != S_ISLNK(file.st_mode)) return Comparison::ask_git;
    if (entry.mode == Mode::symlink) {
      const std::string target = std::filesystem::read_symlink(name).string();
      return has_content(entry.id, target) ? Comparison::same : Comparison::different;
    }
    if (!S_ISREG(file.st_mode)) return Comparison::different;
    const bool executable = (file.st_mode & S_IXUSR) != 0;
    if (modes_count_ && executable != (entry.mode == Mode::executable)) {
      return Comparison::different;
    }
    return has_content(entry.id, content_of(name)) ? Comparison::same : Comparison::ask_git;
  }

 private:
  [[nodiscard]] bool is_blocked(const std::string& path) const {
    for (std::size_t end = path.find('/'); end != std::string::npos;
         end = path.find('/', end + 1)) {
      struct stat part {};
      if (lstat((root_ + path.substr(0, end)).c_str(), &part) != 0) return false;
      if (!S_ISDIR(part.st_mode)) return true;
    }
    return false;
  }

  std::string root_;
  bool modes_count_ = true;
};

/// The bytes differ: git tells whether filters and line ends account for that.
std::set<std::string> changed_by_git(Handles& handles, const std::vector<std::string>& paths) {
  std::vector<std::string> arguments{"--literal-pathspecs",
                                     "--no-optional-locks",
                                     "diff",
                                     "--name-only",
                                     "-z",
                                     "--no-ext-diff",
                                     "--no-renames",
                                     "--no-relative",
                                     "--ignore-submodules=dirty",
                                     "--"};
  if (paths.size() <= most_pathspecs) {
    arguments.insert(arguments.end(), paths.begin(), paths.end());
  }
  std::istringstream words(require_command(repository_command(handles, arguments)));
  std::set<std::string> changed;
  for (std::string path; std::getline(words, path, '\0');)
    changed.insert(path);
  return changed;
}

/// Compares what git would commit of the file, whatever the index says about it.
bool would_commit(Handles& handles, const std::string& path, const ObjectId& expected) {
  const std::string id = require_command(repository_command(handles, {"hash-object", "--", path}));
  return id.substr(0, id.find('\n')) == expected.hex();
}

std::string index_change(const std::optional<Entry>& committed, const IndexEntry* entry) {
  if (entry == nullptr) return committed ? "its deletion is staged" : "";
  if (entry->unmerged) return "it has an unresolved conflict";
  if (!committed || committed->mode != entry->mode || committed->id != entry->id) {
    return "other content is staged";
  }
  return {};
}

}  // namespace

std::vector<LocalChange> work_tree_changes(Handles& handles,
                                           const std::map<std::string, IndexEntry>& entries) {
  const WorkTree work_tree(handles);
  std::vector<LocalChange> changes;
  std::vector<std::string> doubtful;
  for (const auto& [path, entry] : entries) {
    const Comparison comparison = work_tree.compare(path, entry);
    if (comparison == Comparison::absent) changes.push_back({path, "it was deleted"});
    if (comparison == Comparison::different) changes.push_back({path, "it was modified"});
    if (comparison != Comparison::ask_git) continue;
    if (!entry.overlooked) {
      doubtful.push_back(path);
    } else if (!would_commit(handles, path, entry.id)) {
      changes.push_back({path, "it was modified, which git was told to overlook"});
    }
  }
  if (doubtful.empty()) return changes;
  const std::set<std::string> changed = changed_by_git(handles, doubtful);
  for (const std::string& path : doubtful) {
    if (changed.count(path) != 0) changes.push_back({path, "it was modified"});
  }
  return changes;
}

std::vector<LocalChange> local_changes(Handles& handles, const Tree& committed,
                                       const std::vector<std::string>& paths) {
  std::vector<LocalChange> changes;
  if (git_repository_is_bare(handles.repository.get()) == 1) return changes;
  const WorkTree work_tree(handles);
  std::map<std::string, IndexEntry> entries = read_index(handles, paths);
  for (const std::string& path : paths) {
    const auto entry = entries.find(path);
    const auto head = committed.find(path);
    const bool tracked = entry != entries.end();
    const std::string change = index_change(head, tracked ? &entry->second : nullptr);
    if (!change.empty()) {
      changes.push_back({path, change});
      if (tracked) entries.erase(entry);
    } else if (!tracked && work_tree.is_taken(path)) {
      changes.push_back({path, "an untracked file is in the way"});
    }
  }
  const std::vector<LocalChange> others = work_tree_changes(handles, entries);
  changes.insert(changes.end(), others.begin(), others.end());
  return changes;
}

bool is_in_work_tree(Handles& handles, const std::string& path, const std::optional<Entry>& entry) {
  const WorkTree work_tree(handles);
  if (!entry) return !work_tree.is_taken(path);
  const Comparison comparison = work_tree.compare(path, {entry->mode, entry->id});
  if (comparison != Comparison::ask_git) return comparison == Comparison::same;
  return would_commit(handles, path, entry->id);
}

bool is_begun_in_work_tree(Handles& handles, const std::string& path, std::string_view content) {
  const WorkTree work_tree(handles);
  return !work_tree.is_taken(path) || work_tree.is_beginning(path, content);
}

}  // namespace relctl::git
