// SPDX-License-Identifier: MIT
#include "formats/rewrite.hpp"

#include <algorithm>
#include <utility>

namespace relctl::formats {

Found& Rewrite::file(const std::string& path, Syntax syntax) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  return files_.emplace(path, Found{load(tree_, path), syntax, {}}).first->second;
}

void Rewrite::add(Found found) {
  Found& known = file(found.source.file, found.syntax);
  for (Spot& spot : found.spots)
    add_spot(known, std::move(spot));
}

std::vector<FileContent> Rewrite::files(const std::string& version) const {
  std::vector<FileContent> result;
  for (const auto& [path, found] : files_) {
    if (found.spots.empty()) continue;
    std::string text = replace(found, version);
    if (text != found.source.text) result.push_back({path, std::move(text)});
  }
  return result;
}

void add_spot(Found& found, Spot spot) {
  const bool known = std::any_of(found.spots.begin(), found.spots.end(), [&](const Spot& each) {
    return each.span.offset == spot.span.offset;
  });
  if (!known) found.spots.push_back(std::move(spot));
}

}  // namespace relctl::formats
