// SPDX-License-Identifier: MIT
#include "git/index_entries.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>

#include "base/error.hpp"
#include "git/command.hpp"
#include "git/index_file.hpp"

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

/// The bytes of the index; nothing where git alone knows which file it is, or where there is none.
std::optional<std::string> index_bytes(const Handles& handles) {
  if (handles.from_environment) return std::nullopt;
  std::ifstream file(std::string(git_repository_path(handles.repository.get())) + "index",
                     std::ios::binary | std::ios::ate);
  if (!file) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
  return bytes;
}

std::map<std::string, IndexEntry> ask_git(Handles& handles, const std::vector<std::string>& paths) {
  std::map<std::string, IndexEntry> entries;
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

}  // namespace

std::map<std::string, IndexEntry> read_index(Handles& handles,
                                             const std::vector<std::string>& paths) {
  if (paths.empty()) return {};
  if (const auto bytes = index_bytes(handles)) {
    if (auto entries = find_in_index(*bytes, paths)) return *std::move(entries);
  }
  return ask_git(handles, paths);
}

}  // namespace relctl::git
