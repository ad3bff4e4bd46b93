// SPDX-License-Identifier: MIT
#include "render/files.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "tree/path.hpp"

namespace relctl::render {
namespace {

constexpr int most_links = 40;

/// The parts of `path`, `.` and `..` applied. Throws where `..` leaves the root.
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (parts.empty()) {
      throw Error(ErrorKind::input, "\"" + std::string(path) + "\" leads out of the repository");
    } else {
      parts.pop_back();
    }
  }
  return parts;
}

std::string joined_path(const std::vector<std::string>& parts) {
  std::string path;
  for (const std::string& part : parts)
    path = join_path(path, part);
  return path;
}

/// kustomize refuses parts such as `a..b`, which an indentation error makes of two lines.
bool has_ambiguous_part(std::string_view name) {
  const auto parts = [&] {
    std::vector<std::string_view> found;
    for (std::size_t start = 0; start <= name.size();) {
      const std::size_t end = std::min(name.find('/', start), name.size());
      found.push_back(name.substr(start, end - start));
      start = end + 1;
    }
    return found;
  }();
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part != ".." && part.find("..") != std::string_view::npos;
  });
}

bool has_user(std::string_view name) {
  const std::size_t at = name.find('@');
  return at != std::string_view::npos && at > 0 &&
         std::isalpha(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(at), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) || c == '-';
         });
}

}  // namespace

std::optional<Found> Files::find(std::string_view path) const {
  const std::string key(path);
  if (const auto known = found_.find(key); known != found_.end()) return known->second;
  std::vector<std::string> left = parts_of(path);
  std::reverse(left.begin(), left.end());
  std::vector<std::string> parts;
  Found found{"", Mode::directory, {}};
  for (int links = 0; !left.empty();) {
    parts.push_back(left.back());
    left.pop_back();
    const auto mode = found.mode == Mode::directory ? tree_.mode(joined_path(parts)) : std::nullopt;
    if (!mode) return found_[key] = std::nullopt;
    found = {joined_path(parts), *mode, {}};
    if (*mode != Mode::symlink) continue;
    bind_to_place();
    if (++links > most_links)
      throw Error(ErrorKind::input, shown(path) + " leads through a circle of symbolic links");
    const std::string target = tree_.read(found.path);
    parts.pop_back();
    if (target.starts_with('/')) parts.clear();
    const std::vector<std::string> more = parts_of(joined_path(parts) + "/" + target);
    left.insert(left.end(), more.rbegin(), more.rend());
    parts.clear();
    found = {"", Mode::directory, {}};
  }
  if (found.mode != Mode::directory) found.id = tree_.find(found.path).value().id;
  return found_[key] = found;
}

const std::string& Files::read(const Found& file) {
  const auto known = contents_.find(file.path);
  if (known != contents_.end()) return known->second;
  std::string content = tree_.read(file.path);
  if (content.size() > file_limit) {
    throw Error(ErrorKind::input, "the file is larger than 64 MiB")
        .at({shown(file.path), 0, 0, ""});
  }
  inputs_.emplace(file.path, file.id);
  return contents_.emplace(file.path, std::move(content)).first->second;
}

std::string Folder::resolve(std::string_view name) const {
  if (name.starts_with('/') || name.find("..") != std::string_view::npos) files_.bind_to_place();
  if (name.starts_with('/')) return joined_path(parts_of(name));
  return joined_path(parts_of(path_ + "/" + std::string(name)));
}

Found Folder::file(std::string_view name) const {
  if (is_remote(name)) {
    throw Error(ErrorKind::input, "remote files are not fetched: " + std::string(name))
        .hint("download it into the repository and name that file");
  }
  const std::string path = resolve(name);
  const auto found = files_.find(path);
  if (!found) throw Error(ErrorKind::input, "there is no " + files_.shown(path));
  if (found->mode == Mode::directory)
    throw Error(ErrorKind::input, files_.shown(path) + " is a folder, where a file is expected");
  if (found->mode == Mode::submodule)
    throw Error(ErrorKind::input, files_.shown(path) + " is a submodule");
  if (!may_read(*found)) {
    throw Error(ErrorKind::input, "security; file " + files_.shown(found->path) +
                                      " is not in or below " + files_.shown(path_))
        .hint("move it, or pass --load-restrictor LoadRestrictionsNone");
  }
  return *found;
}

bool Folder::may_read(const Found& file) const {
  return !restricted_ || is_below(file.path, path_);
}

bool Folder::is_folder(std::string_view name) const {
  const auto found = files_.find(resolve(name));
  return found && found->mode == Mode::directory;
}

Folder Folder::enter(std::string_view name) const {
  if (is_remote(name)) {
    throw Error(ErrorKind::input, "remote bases are not fetched: " + std::string(name))
        .hint("add it to the repository, as files or as a subtree");
  }
  if (name.starts_with('/'))
    throw Error(ErrorKind::input, "the folder " + std::string(name) + " cannot be absolute");
  if (has_ambiguous_part(name)) {
    throw Error(ErrorKind::input,
                "the folder \"" + std::string(name) +
                    "\" is ambiguous: a part of it holds \"..\" beside other text");
  }
  const std::string path = resolve(name);
  const auto found = files_.find(path);
  if (!found) throw Error(ErrorKind::input, "there is no " + files_.shown(path));
  if (found->mode != Mode::directory)
    throw Error(ErrorKind::input, files_.shown(path) + " is no folder");
  for (const Folder* folder = this; folder != nullptr; folder = folder->parent_) {
    if (!is_below(folder->path_, found->path)) continue;
    throw Error(ErrorKind::input, "cycle: " + files_.shown(found->path) +
                                      " is built already, and " + files_.shown(folder->path_) +
                                      " lies in it");
  }
  return {found->path, this, files_, restricted_};
}

bool is_remote(std::string_view name) {
  std::string text = ascii_lower(name);
  if (text.starts_with("git::")) text.erase(0, 5);
  for (const std::string_view scheme : {"http://", "https://", "ssh://", "file://"}) {
    if (text.starts_with(scheme)) return true;
  }
  if (text.starts_with("github.com/") || text.starts_with("github.com:")) return true;
  return has_user(text) && text.find_first_of(":/", text.find('@')) != std::string::npos;
}

}  // namespace relctl::render
