// SPDX-License-Identifier: MIT
#include "git/index_entries.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/error.hpp"
#include "git/command.hpp"

namespace relctl::git {
namespace {

struct StageLine {
  std::string path;
  IndexEntry entry;
};

/// `H 100644 <id> 0<TAB>path`, as `git ls-files -s -v -z` prints it.
StageLine read_line(std::string_view text) {
  constexpr std::size_t mode_place = 2;
  constexpr std::size_t mode_size = 6;
  constexpr std::size_t id_place = mode_place + mode_size + 1;
  constexpr std::size_t id_size = 40;
  constexpr std::size_t stage_place = id_place + id_size + 1;
  const std::size_t tab = text.find('\t');
  std::optional<ObjectId> id;
  std::uint32_t mode = 0;
  if (tab == stage_place + 1) {
    id = ObjectId::parse(text.substr(id_place, id_size));
    const char* const place = text.data() + mode_place;
    std::from_chars(place, place + mode_size, mode, 8);
  }
  if (!id) throw Error(ErrorKind::system, "git ls-files said \"" + std::string(text) + '"');
  const bool left_out = text.front() == 'S' || text.front() == 's';
  return {std::string(text.substr(tab + 1)),
          {static_cast<Mode>(mode), *id, left_out, text[stage_place] != '0',
           left_out || text.front() == 'h'}};
}

}  // namespace

std::map<std::string, IndexEntry> read_index(Handles& handles,
                                             const std::vector<std::string>& paths) {
  std::map<std::string, IndexEntry> entries;
  if (paths.empty()) return entries;
  std::vector<std::string> arguments{"--literal-pathspecs", "ls-files", "-s", "-v", "-z", "--"};
  if (paths.size() <= most_pathspecs) {
    arguments.insert(arguments.end(), paths.begin(), paths.end());
  }
  const std::string words = require_command(repository_command(handles, arguments));
  std::vector<std::string_view> wanted(paths.begin(), paths.end());
  std::sort(wanted.begin(), wanted.end());
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::string_view path = line.substr(std::min(line.find('\t'), line.size() - 1) + 1);
    if (!std::binary_search(wanted.begin(), wanted.end(), path)) continue;
    StageLine read = read_line(line);
    const bool known = entries.count(read.path) != 0;
    entries[read.path] = read.entry;
    if (known) entries[read.path].unmerged = true;
  }
  return entries;
}

}  // namespace relctl::git
