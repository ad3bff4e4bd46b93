// SPDX-License-Identifier: MIT
#include "git/index_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace relctl::git {
namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t entry_id_size = 20;
constexpr std::size_t mode_place = 24;
constexpr std::size_t id_place = 40;
constexpr std::size_t flags_place = 60;
constexpr std::size_t name_place = 62;
constexpr std::size_t extended_flags_size = 2;
constexpr std::size_t alignment = 8;

constexpr std::uint32_t assume_unchanged = 0x8000;
constexpr std::uint32_t is_extended = 0x4000;
constexpr std::uint32_t stages = 0x3000;
constexpr std::uint32_t skip_work_tree = 0x4000;

/// The number in the `size` bytes at `place`, the highest byte first.
std::uint32_t number_at(std::string_view bytes, std::size_t place, std::size_t size) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(place, size))
    number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

/// Reads entries one after the other.
class IndexReader {
 public:
  explicit IndexReader(std::string_view bytes) : rest_(bytes) {}

  /// The name of the next entry; nothing where the bytes end before it does.
  std::optional<std::string_view> next() {
    if (rest_.size() < name_place + extended_flags_size) return std::nullopt;
    flags_ = number_at(rest_, flags_place, 2);
    const bool extended = (flags_ & is_extended) != 0;
    extended_flags_ = extended ? number_at(rest_, name_place, extended_flags_size) : 0;
    const std::size_t begin = name_place + (extended ? extended_flags_size : 0);
    const std::size_t end = rest_.find('\0', begin);
    if (end == std::string_view::npos) return std::nullopt;
    const std::size_t size = (end / alignment + 1) * alignment;
    if (size > rest_.size()) return std::nullopt;
    entry_ = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return entry_.substr(begin, end - begin);
  }

  /// What the entry that next() named holds.
  [[nodiscard]] IndexEntry entry() const {
    std::array<std::uint8_t, entry_id_size> id{};
    const std::string_view bytes = entry_.substr(id_place, entry_id_size);
    std::copy(bytes.begin(), bytes.end(), id.begin());
    IndexEntry entry{static_cast<Mode>(number_at(entry_, mode_place, 4)), ObjectId(id)};
    entry.left_out = (extended_flags_ & skip_work_tree) != 0;
    entry.unmerged = (flags_ & stages) != 0;
    entry.overlooked = entry.left_out || (flags_ & assume_unchanged) != 0;
    return entry;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::string_view entry_;
  std::uint32_t flags_ = 0;
  std::uint32_t extended_flags_ = 0;
};

/// Whether what follows the entries is the checksum, and before it extensions that may be passed
/// over: their names begin with a capital.
bool ends_plainly(std::string_view rest) {
  constexpr std::size_t extension_header = 8;
  while (rest.size() >= entry_id_size + extension_header) {
    if (rest.front() < 'A' || rest.front() > 'Z') return false;
    const std::size_t size = extension_header + number_at(rest, 4, 4);
    if (size > rest.size()) return false;
    rest.remove_prefix(size);
  }
  return rest.size() == entry_id_size;
}

}  // namespace

std::optional<std::map<std::string, IndexEntry>> find_in_index(
    const std::string& bytes, const std::vector<std::string>& paths) {
  const std::string_view text = bytes;
  const bool is_known = text.size() > header_size && text.starts_with("DIRC");
  const std::uint32_t version = is_known ? number_at(text, 4, 4) : 0;
  if (version != 2 && version != 3) return std::nullopt;
  std::vector<std::string_view> wanted(paths.begin(), paths.end());
  std::sort(wanted.begin(), wanted.end());
  IndexReader reader(text.substr(header_size));
  std::map<std::string, IndexEntry> entries;
  auto next = wanted.begin();
  // Entries are in the order of their names; those of a conflict have the same one.
  for (std::uint32_t left = number_at(text, 8, 4); left > 0; --left) {
    const auto name = reader.next();
    if (!name) return std::nullopt;
    while (next != wanted.end() && *next < *name)
      ++next;
    if (next != wanted.end() && *next == *name) entries[std::string(*name)] = reader.entry();
  }
  if (!ends_plainly(reader.rest())) return std::nullopt;
  return entries;
}

}  // namespace relctl::git
