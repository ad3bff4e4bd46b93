// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "formats/source.hpp"
#include "tree/tree.hpp"

namespace relctl::formats {

/// A package that goes from one version to another, as those see it who name it elsewhere.
struct Move {
  const Tree& tree;  ///< before
  std::string path;  ///< of the version file
  std::string from;
  std::string to;
  /// The version is taken out, so that two trees can be compared without it: nothing is judged, and
  /// requirements get the version whole.
  bool erases = false;
};

/// The places that a release writes, file by file: several writers may add to one file, which is
/// edited, and proved, once.
class Rewrite {
 public:
  explicit Rewrite(const Tree& tree) : tree_(tree) {}

  /// The file at `path` with the places added so far; read as `syntax` where it is new here.
  /// Throws Error(input) as load() does.
  Found& file(const std::string& path, Syntax syntax);

  /// Takes over the places of `found`; one that is known already stays as it is.
  void add(Found found);

  /// The files that differ with `version` at their places.
  [[nodiscard]] std::vector<FileContent> files(const std::string& version) const;

 private:
  const Tree& tree_;
  std::map<std::string, Found> files_;
};

/// Adds `spot` to `found` unless the place is there already.
void add_spot(Found& found, Spot spot);

}  // namespace relctl::formats
