// SPDX-License-Identifier: MIT
#include "formats/yarn_lock.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/folders.hpp"
#include "formats/requirement.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view separator = ", ";
constexpr std::string_view workspace_mark = "@workspace:";

std::vector<std::string> descriptors_of(std::string_view key) {
  std::vector<std::string> all;
  while (true) {
    const std::size_t end = std::min(key.find(separator), key.size());
    all.emplace_back(key.substr(0, end));
    if (end == key.size()) return all;
    key.remove_prefix(end + separator.size());
  }
}

// The ranges of one entry that are the package's, in yarn's order; nothing where none moves.
std::optional<std::string> moved_key(const std::string& key, const std::string& name,
                                     const Move& move) {
  std::vector<std::string> all = descriptors_of(key);
  bool moves = false;
  for (std::string& descriptor : all) {
    if (!descriptor.starts_with(name + '@')) continue;
    const auto range =
        move_npm_requirement(std::string_view(descriptor).substr(name.size() + 1), move);
    if (!range.text) continue;
    descriptor = name + '@' + *range.text;
    moves = true;
  }
  if (!moves) return std::nullopt;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string text;
  for (const std::string& descriptor : all)
    text += (text.empty() ? "" : ", ") + descriptor;
  return text;
}

// Whether one of an entry's descriptors is the folder `home` of the repository.
bool is_workspace(const std::string& key, const std::string& root,
                  const std::optional<std::string>& home) {
  const std::vector<std::string> all = descriptors_of(key);
  return std::any_of(all.begin(), all.end(), [&](const std::string& descriptor) {
    const std::size_t at = descriptor.find(workspace_mark);
    if (at == std::string::npos) return false;
    return !home || resolve(root, descriptor.substr(at + workspace_mark.size())) == home;
  });
}

/// What an entry of a workspace asks of the package `name`.
void add_requirements(Found& found, const yaml::Node& workspace, const std::string& name,
                      const Move& move) {
  for (const char* list : {"dependencies", "peerDependencies"}) {
    const yaml::Node* all = workspace.find(list);
    const yaml::Node* own = all == nullptr ? nullptr : all->find(name);
    if (own == nullptr || own->kind != yaml::Kind::scalar) continue;
    add_npm_requirement(found, {own->span, own->value, "the requirement on " + name}, move);
  }
}

}  // namespace

void follow_yarn_lock(const Move& move, const std::string& path, const std::string& home,
                      const std::string& name, Rewrite& rewrite) {
  if (!is_file(move.tree, path) || name.empty()) return;
  Found found{load(move.tree, path), Syntax::yaml, {}};
  if (found.source.text.find("\n__metadata:") == std::string::npos) return;
  const std::string root(directory_of(path));
  const yaml::Stream stream = yaml::parse(found.source.text, path);
  for (const yaml::Entry& entry : stream.documents.front().entries) {
    if (is_workspace(entry.key.value, root, home)) {
      const auto key = moved_key(entry.key.value, name, move);
      if (key) add_spot(found, {entry.key.span, entry.key.value, "the ranges of " + name, key});
    }
    if (is_workspace(entry.key.value, root, std::nullopt))
      add_requirements(found, entry.value, name, move);
  }
  rewrite.add(std::move(found));
}

}  // namespace relctl::formats
