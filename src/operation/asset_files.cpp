// SPDX-License-Identifier: MIT
#include "operation/asset_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "config/glob.hpp"
#include "tree/digest.hpp"

namespace relctl::operation {
namespace {

/// The folder that all files of `glob` are in.
std::string fixed_folder(const std::string& glob) {
  const std::string fixed = glob.substr(0, glob.find_first_of("*?["));
  const std::size_t slash = fixed.rfind('/');
  return slash == std::string::npos ? "" : fixed.substr(0, slash);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad() || !file.is_open()) {
    throw Error(ErrorKind::system, fmt::format("{} cannot be read", path.string()));
  }
  return bytes;
}

/// Adds the files that `glob` selects, by their paths below `root`.
void select(const std::filesystem::path& root, const std::string& glob,
            std::map<std::string, std::filesystem::path>& files) {
  std::error_code ignored;
  bool found = false;
  std::filesystem::recursive_directory_iterator entry(root / fixed_folder(glob), ignored);
  for (const auto end = std::filesystem::end(entry); entry != end; entry.increment(ignored)) {
    if (entry->path().filename() == ".git") entry.disable_recursion_pending();
    if (entry->is_symlink(ignored) || !entry->is_regular_file(ignored)) continue;
    const std::string path = entry->path().lexically_relative(root).generic_string();
    if (path.starts_with(".git/") || path.starts_with("../")) continue;
    if (!config::matches({glob}, path)) continue;
    files.emplace(path, entry->path());
    found = true;
  }
  if (found) return;
  throw Error(ErrorKind::input, fmt::format("no file is selected by the asset `{}`", glob))
      .hint("globs are relative to the repository's root, like `dist/*.tar.gz`");
}

}  // namespace

std::vector<forge::Asset> read_assets(const std::string& root,
                                      const std::vector<std::string>& globs) {
  std::map<std::string, std::filesystem::path> files;
  for (const std::string& glob : globs)
    select(std::filesystem::path(root).lexically_normal(), glob, files);
  std::map<std::string, std::string> names;
  std::vector<forge::Asset> assets;
  for (const auto& [path, place] : files) {
    forge::Asset asset{place.filename().string(), bytes_of(place), ""};
    const auto [other, is_new] = names.try_emplace(asset.name, path);
    if (!is_new) {
      throw Error(ErrorKind::input,
                  fmt::format("{} and {} would be assets of one name", other->second, path));
    }
    asset.sha256 = sha256(asset.bytes);
    assets.push_back(std::move(asset));
  }
  return assets;
}

}  // namespace relctl::operation
