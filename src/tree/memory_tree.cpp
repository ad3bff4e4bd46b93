// SPDX-License-Identifier: MIT
#include "tree/memory_tree.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <utility>

#include "base/error.hpp"

namespace relctl {
namespace {

ObjectId id_of(std::string_view content) {
  std::array<std::uint8_t, 20> bytes{};
  const std::size_t hash = std::hash<std::string_view>{}(content);
  const std::size_t size = content.size() + 1;
  std::memcpy(bytes.data(), &hash, sizeof hash);
  std::memcpy(bytes.data() + sizeof hash, &size, sizeof size);
  return ObjectId(bytes);
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

void MemoryTree::put(std::string path, std::string content, Mode mode) {
  files_.insert_or_assign(std::move(path), File{std::move(content), mode});
}

std::optional<Entry> MemoryTree::find(std::string_view path) const {
  if (const auto file = files_.find(std::string(path)); file != files_.end()) {
    return Entry{std::string(base_name(path)), file->second.mode, id_of(file->second.content)};
  }
  const std::vector<Entry> entries = list(path);
  if (entries.empty()) return std::nullopt;
  std::string summary;
  for (const Entry& entry : entries) {
    summary += entry.name + ' ' + std::to_string(static_cast<unsigned>(entry.mode)) + ' ' +
               entry.id.hex() + '\n';
  }
  return Entry{std::string(base_name(path)), Mode::directory, id_of(summary)};
}

std::string MemoryTree::read(std::string_view path) const {
  const auto file = files_.find(std::string(path));
  if (file == files_.end()) {
    throw Error(ErrorKind::input, "there is no file " + std::string(path));
  }
  return file->second.content;
}

std::vector<Entry> MemoryTree::list(std::string_view directory) const {
  const std::string prefix = directory.empty() ? "" : std::string(directory) + '/';
  std::vector<Entry> entries;
  for (auto file = files_.lower_bound(prefix);
       file != files_.end() && file->first.starts_with(prefix); ++file) {
    const std::string name =
        file->first.substr(prefix.size(), file->first.find('/', prefix.size()) - prefix.size());
    if (!entries.empty() && entries.back().name == name) continue;
    if (const auto entry = find(prefix + name)) entries.push_back(*entry);
  }
  // In order of their paths a folder comes after `folder-2`: a slash is behind a dash.
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace relctl
