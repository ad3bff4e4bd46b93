// SPDX-License-Identifier: MIT
#include "git/raw_tree.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/error.hpp"

namespace relctl::git {
namespace {

constexpr std::size_t id_size = 20;

Mode mode_of(std::uint32_t mode) {
  switch (mode & 0170000U) {
    case 0040000U:
      return Mode::directory;
    case 0120000U:
      return Mode::symlink;
    case 0160000U:
      return Mode::submodule;
    default:
      return (mode & 0100U) != 0 ? Mode::executable : Mode::file;
  }
}

}  // namespace

RawTree::RawTree(const ObjectId& id, std::string bytes) : bytes_(std::move(bytes)) {
  // Each entry is `MODE NAME\0` and the 20 bytes of its id, the mode in octal digits.
  std::string_view rest = bytes_;
  while (!rest.empty()) {
    std::uint32_t mode = 0;
    const auto digits = std::from_chars(rest.data(), rest.data() + rest.size(), mode, 8);
    const std::size_t space = static_cast<std::size_t>(digits.ptr - rest.data());
    const std::size_t end = rest.find('\0');
    const bool is_entry = digits.ec == std::errc() && end != std::string_view::npos &&
                          space + 1 < end && rest[space] == ' ' && end + id_size < rest.size();
    if (!is_entry) {
      throw Error(ErrorKind::system, "tree " + id.hex() + " is damaged")
          .hint("git fsck tells more");
    }
    items_.push_back(
        {rest.substr(space + 1, end - space - 1), mode_of(mode), rest.substr(end + 1, id_size)});
    rest.remove_prefix(end + 1 + id_size);
  }
  // git sorts a directory as if its name ended with a slash.
  std::sort(items_.begin(), items_.end(),
            [](const Item& a, const Item& b) { return a.name < b.name; });
}

Entry RawTree::entry_of(const Item& item) {
  std::array<std::uint8_t, id_size> bytes{};
  std::copy(item.id.begin(), item.id.end(), bytes.begin());
  return {std::string(item.name), item.mode, ObjectId(bytes)};
}

std::optional<Entry> RawTree::find(std::string_view name) const {
  const auto place = std::lower_bound(
      items_.begin(), items_.end(), name,
      [](const Item& item, std::string_view wanted) { return item.name < wanted; });
  if (place == items_.end() || place->name != name) return std::nullopt;
  return entry_of(*place);
}

std::vector<Entry> RawTree::list() const {
  std::vector<Entry> entries;
  entries.reserve(items_.size());
  for (const Item& item : items_)
    entries.push_back(entry_of(item));
  return entries;
}

std::size_t RawTree::size() const {
  return sizeof(*this) + bytes_.capacity() + items_.capacity() * sizeof(Item);
}

std::shared_ptr<const RawTree> RawTrees::find(const ObjectId& id) {
  const auto young = young_.find(id);
  if (young != young_.end()) return young->second;
  const auto old = old_.find(id);
  if (old == old_.end()) return nullptr;
  std::shared_ptr<const RawTree> tree = std::move(old->second);
  old_.erase(old);
  keep(id, tree);
  return tree;
}

void RawTrees::keep(const ObjectId& id, std::shared_ptr<const RawTree> tree) {
  if (size_ > most_) {
    old_ = std::exchange(young_, {});
    size_ = 0;
  }
  size_ += tree->size();
  young_.emplace(id, std::move(tree));
}

}  // namespace relctl::git
