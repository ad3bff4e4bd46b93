// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "tree/tree.hpp"

namespace relctl {

/// The files below a directory as they are on disk now. Ids are all zero, since nothing has hashed
/// these files: a disk tree serves reading, not comparing.
class DiskTree final : public Tree {
 public:
  explicit DiskTree(std::string root) : root_(std::move(root)) {}

  [[nodiscard]] std::optional<Entry> find(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::vector<Entry> list(std::string_view directory) const override;

 private:
  std::string root_;
};

}  // namespace relctl
