// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/apply/ref_moves.hpp"
#include "process/descriptor.hpp"

namespace relctl::git {

/// What an operation is about to change, for the run that comes after a killed one.
struct Undertaking {
  std::vector<RefChange> refs;
  bool checkout = false;           ///< index and work tree follow
  std::optional<ObjectId> before;  ///< the commit checked out; nothing: none yet
  std::optional<ObjectId> after;   ///< the commit to be checked out
};

/// A file `relctl-unfinished-ID` in the git directory while an operation moves refs and files. It
/// carries a lock of the system: whoever finds one unlocked knows that its writer was killed.
class Journal {
 public:
  Journal(const std::string& git_directory, const std::string& id, Undertaking undertaking);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  /// Leaves the file unless it was settled: the next run looks at what is left to do.
  ~Journal() = default;

  /// Moves the refs; when that fails with none of them moved, the file goes.
  void move_refs(Handles& handles, const plan::Operation& operation) const;
  /// Everything is done: the file goes.
  void settle() const;

 private:
  std::string path_;
  Undertaking undertaking_;
  process::Descriptor descriptor_;
};

/// A journal that a killed run left, locked by this process.
class LeftJournal {
 public:
  LeftJournal(std::string path, process::Descriptor descriptor, Undertaking undertaking)
      : path_(std::move(path)),
        descriptor_(std::move(descriptor)),
        undertaking_(std::move(undertaking)) {}

  [[nodiscard]] const Undertaking& undertaking() const { return undertaking_; }
  /// It is settled.
  void remove() const;

 private:
  std::string path_;
  process::Descriptor descriptor_;
  Undertaking undertaking_;
};

/// The journals of killed runs; those of living ones are left out.
std::vector<LeftJournal> left_journals(const std::string& git_directory);

}  // namespace relctl::git
