// SPDX-License-Identifier: MIT
#include "judge/file_form.hpp"

#include <fmt/format.h>

namespace relctl::judge {

bool is_regular(const Entry& entry) {
  return entry.mode == Mode::file || entry.mode == Mode::executable;
}

std::string form_fault(const Judged& judged, const std::string& path, const Entry& entry) {
  if (!is_regular(entry)) {
    const char* kind = entry.mode == Mode::symlink     ? "a symbolic link"
                       : entry.mode == Mode::submodule ? "a submodule"
                                                       : "a directory";
    return fmt::format("{} stands where only plain files may be", kind);
  }
  bool is_new = true;
  for (const auto& parent : judged.parents) {
    const auto old = parent->find(path);
    if (!old || old->mode == Mode::directory) continue;
    is_new = false;
    if (old->mode == entry.mode) return {};
  }
  if (is_new && entry.mode == Mode::file) return {};
  return fmt::format("its mode became {:o}", static_cast<unsigned>(entry.mode));
}

std::optional<std::string> file_text(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  if (!entry || !is_regular(*entry)) return std::nullopt;
  return tree.read(path);
}

}  // namespace relctl::judge
