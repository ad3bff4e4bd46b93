// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::git {

/// A file `relctl-…` that only its owner can read, removed with this object.
class TemporaryFile {
 public:
  /// Throws Error(system) when `directory` cannot be written to.
  TemporaryFile(const std::string& directory, std::string_view content);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Writes all of `bytes`. Throws Error(system) naming `path`.
void write_all(int descriptor, std::string_view bytes, const std::string& path);

}  // namespace relctl::git
