// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace relctl::commands {

/// A folder that is filled in secret: what is written goes to a folder inside it, whose content
/// settle() brings to its place. Without that nothing of it is left, nor the folder, if it was not
/// there before.
class NewFolder {
 public:
  /// Throws Error(conflict) where `target` holds anything, Error(system) where it is no folder or
  /// cannot be made.
  explicit NewFolder(const std::string& target);
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder();

  /// Where to write meanwhile.
  [[nodiscard]] std::string workplace() const { return workplace_.string(); }
  /// Writes a file below the workplace, and the folders on its way.
  void write(const std::string& path, std::string_view text, bool executable) const;
  /// Brings all to its place, `.git` last: with it the folder is a repository.
  void settle();

 private:
  std::filesystem::path target_;
  bool made_ = false;
  std::filesystem::path workplace_;
  bool settled_ = false;
};

}  // namespace relctl::commands
