// SPDX-License-Identifier: MIT
#include "git/apply/recover.hpp"

#include <algorithm>
#include <ctime>

#include "base/error.hpp"
#include "git/apply/checkout.hpp"
#include "git/apply/head_change.hpp"
#include "git/apply/journal.hpp"
#include "git/local_changes.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::git {
namespace {

bool is_at(const std::optional<Entry>& committed, const IndexEntry* entry) {
  if (entry == nullptr) return !committed;
  return committed && !entry->unmerged && committed->mode == entry->mode &&
         committed->id == entry->id;
}

plan::Operation reflog_writer() {
  plan::Operation operation;
  operation.identity = {"relctl", "relctl@localhost"};
  operation.time = std::time(nullptr);
  return operation;
}

/// Finishes one killed run.
class Recovery {
 public:
  Recovery(Repository& repository, const Undertaking& undertaking)
      : repository_(repository), handles_(repository.handles()), undertaking_(undertaking) {}

  std::vector<std::string> run() {
    // Before the first ref moved, nothing had happened.
    if (std::any_of(undertaking_.refs.begin(), undertaking_.refs.end(),
                    [this](const RefChange& change) { return is_moved(handles_, change); })) {
      finish_refs();
      if (undertaking_.checkout && repository_.work_tree() &&
          repository_.head() == undertaking_.after) {
        finish_checkout();
      }
    }
    return std::move(notes_);
  }

 private:
  void finish_refs() {
    std::vector<RefChange> left;
    for (const RefChange& change : undertaking_.refs) {
      if (repository_.ref(change.name) != change.expected) continue;
      left.push_back(change);
      notes_.push_back("finished what a killed run began: " + change.name + " is " +
                       change.target.short_hex());
    }
    if (!left.empty()) move_refs(handles_, left, reflog_writer());
  }

  void finish_checkout() {
    IndexLock lock(repository_.git_directory());
    const auto before = committed_tree(handles_, undertaking_.before);
    const auto after = committed_tree(handles_, undertaking_.after);
    const std::vector<std::string> paths = changed_paths(*before, *after);
    const auto index = read_index(handles_, paths);
    std::vector<std::string> behind;
    for (const std::string& path : paths) {
      const auto entry = index.find(path);
      if (is_at(before->find(path), entry == index.end() ? nullptr : &entry->second)) {
        behind.push_back(path);
      }
    }
    std::vector<std::string> safe;
    for (const std::string& path : behind) {
      if (!is_edited(path, *before, *after)) safe.push_back(path);
    }
    restore_files(handles_, lock, *undertaking_.after, safe);
    if (!safe.empty()) {
      notes_.push_back("finished what a killed run began: its files are checked out");
    }
    if (safe.size() < behind.size()) {
      notes_.emplace_back(
          "some files that a killed run should have written were edited since; "
          "git status shows them, git restore --staged keeps the edits");
    }
  }

  /// Neither the bytes before nor those after, nor what git wrote of them, are in the work tree.
  [[nodiscard]] bool is_edited(const std::string& path, const Tree& before,
                               const Tree& after) const {
    const auto written = after.find(path);
    if (is_in_work_tree(handles_, path, before.find(path)) ||
        is_in_work_tree(handles_, path, written)) {
      return false;
    }
    return !written || written->mode == Mode::submodule ||
           !is_begun_in_work_tree(handles_, path, after.read(path));
  }

  Repository& repository_;
  Handles& handles_;
  const Undertaking& undertaking_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> recover(Repository& repository) {
  std::vector<std::string> notes;
  for (const LeftJournal& journal : left_journals(repository.git_directory())) {
    for (std::string& note : Recovery(repository, journal.undertaking()).run()) {
      notes.push_back(std::move(note));
    }
    journal.remove();
  }
  return notes;
}

}  // namespace relctl::git
