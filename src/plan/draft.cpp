// SPDX-License-Identifier: MIT
#include "plan/draft.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/digest.hpp"
#include "tree/path.hpp"

namespace relctl::plan {
namespace {

ObjectId object_id(std::string_view kind, std::string_view content) {
  const std::string object =
      fmt::format("{} {}", kind, content.size()) + '\0' + std::string(content);
  std::array<std::uint8_t, 20> bytes{};
  const std::string digest = digest_of(Hash::sha1, object);
  std::copy(digest.begin(), digest.end(), bytes.begin());
  return ObjectId(bytes);
}

ObjectId tree_id(std::vector<Entry> entries) {
  // git orders a directory as if its name ended in a slash.
  const auto key = [](const Entry& entry) {
    return entry.mode == Mode::directory ? entry.name + '/' : entry.name;
  };
  std::sort(entries.begin(), entries.end(),
            [&key](const Entry& a, const Entry& b) { return key(a) < key(b); });
  std::string content;
  for (const Entry& entry : entries) {
    content += fmt::format("{:o} {}", static_cast<unsigned>(entry.mode), entry.name) + '\0';
    const auto& bytes = entry.id.bytes();
    content.append(bytes.begin(), bytes.end());
  }
  return object_id("tree", content);
}

std::string name_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

bool is_file(Mode mode) {
  return mode == Mode::file || mode == Mode::executable;
}

}  // namespace

ObjectId blob_id(std::string_view content) {
  return object_id("blob", content);
}

void Draft::write(const std::string& path, std::string content) {
  // Links and submodules are the base's alone: a draft writes none.
  check_path(*base_, path);
  for (std::string_view above = directory_of(path); !above.empty(); above = directory_of(above)) {
    if (const auto there = mode(above); there && *there != Mode::directory) {
      throw Error(ErrorKind::input, fmt::format("{} cannot be written: {} is a file", path, above));
    }
  }
  if (const auto there = mode(path); there && !is_file(*there)) {
    throw Error(ErrorKind::input, fmt::format("{} cannot be written: it is a directory", path));
  }
  changes_.insert_or_assign(path, std::move(content));
}

void Draft::write(const std::vector<FileContent>& files) {
  for (const FileContent& file : files)
    write(file.path, file.content);
}

void Draft::remove(const std::string& path) {
  check_path(*base_, path);
  if (const auto there = mode(path); there && is_file(*there)) {
    changes_.insert_or_assign(path, std::nullopt);
  }
}

void Draft::apply(const std::vector<FileEdit>& edits) {
  for (const FileEdit& edit : edits) {
    if (edit.after) {
      write(edit.path, *edit.after);
    } else {
      remove(edit.path);
    }
  }
}

std::vector<FileEdit> Draft::edits() const {
  std::vector<FileEdit> edits;
  for (const auto& [path, after] : changes_) {
    std::optional<std::string> before;
    if (base_->find(path)) before = base_->read(path);
    if (before != after) edits.push_back({path, mode_of(path), before, after});
  }
  return edits;
}

std::optional<Entry> Draft::find(std::string_view path) const {
  if (const auto change = changes_.find(path); change != changes_.end()) {
    if (!change->second) return std::nullopt;
    return Entry{name_of(path), mode_of(path), object_id("blob", *change->second)};
  }
  if (!has_change_below(path)) return base_->find(path);
  const std::vector<Entry> entries = list(path);
  if (entries.empty()) return std::nullopt;
  return Entry{name_of(path), Mode::directory, tree_id(entries)};
}

std::string Draft::read(std::string_view path) const {
  const auto change = changes_.find(path);
  if (change == changes_.end()) return base_->read(path);
  if (!change->second) throw Error(ErrorKind::input, fmt::format("there is no file {}", path));
  return *change->second;
}

std::vector<Entry> Draft::list(std::string_view directory) const {
  const std::string prefix = directory.empty() ? "" : std::string(directory) + '/';
  std::set<std::string> touched;
  for (auto change = changes_.lower_bound(prefix);
       change != changes_.end() && change->first.starts_with(prefix); ++change) {
    const std::string_view rest = std::string_view(change->first).substr(prefix.size());
    touched.emplace(rest.substr(0, rest.find('/')));
  }
  std::vector<Entry> entries = base_->list(directory);
  if (touched.empty()) return entries;
  const auto is_touched = [&touched](const Entry& entry) { return touched.count(entry.name) > 0; };
  entries.erase(std::remove_if(entries.begin(), entries.end(), is_touched), entries.end());
  for (const std::string& name : touched) {
    if (auto entry = find(prefix + name)) entries.push_back(std::move(*entry));
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

std::optional<Mode> Draft::mode(std::string_view path) const {
  if (const auto change = changes_.find(path); change != changes_.end()) {
    return change->second ? std::optional(mode_of(path)) : std::nullopt;
  }
  const std::string prefix = std::string(path) + '/';
  for (auto change = changes_.lower_bound(prefix);
       change != changes_.end() && change->first.starts_with(prefix); ++change) {
    if (change->second) return Mode::directory;
  }
  const auto entry = has_change_below(path) ? find(path) : base_->find(path);
  return entry ? std::optional(entry->mode) : std::nullopt;
}

bool Draft::has_change_below(std::string_view directory) const {
  if (directory.empty()) return !changes_.empty();
  const std::string prefix = std::string(directory) + '/';
  const auto change = changes_.lower_bound(prefix);
  return change != changes_.end() && change->first.starts_with(prefix);
}

Mode Draft::mode_of(std::string_view path) const {
  const auto entry = base_->find(path);
  return entry && is_file(entry->mode) ? entry->mode : Mode::file;
}

Plan commit_on(const ObjectId& parent, std::vector<FileEdit> edits, std::string message) {
  Plan plan;
  plan.parents = {parent};
  plan.base = parent;
  plan.edits = std::move(edits);
  plan.message = std::move(message);
  return plan;
}

}  // namespace relctl::plan
