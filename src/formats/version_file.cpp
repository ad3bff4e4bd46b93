// SPDX-License-Identifier: MIT
#include "formats/version_file.hpp"

#include <algorithm>

#include "formats/format.hpp"
#include "formats/rewrite.hpp"

namespace relctl::formats {
namespace {

std::string names_of_formats() {
  std::string list;
  for (const Format& format : formats()) {
    list += (list.empty() ? "" : ", ") + std::string(format.name);
  }
  return list;
}

const Format& format_of(const VersionFile& file) {
  const Format* format = file.format ? format_called(*file.format) : format_of_path(file.path);
  if (format != nullptr) return *format;
  Error error(ErrorKind::input,
              file.format ? "there is no format \"" + *file.format + "\""
                          : "the name of the file does not tell where its version stands");
  error.at({file.path, 0, 0, ""});
  if (file.format) throw error.hint("formats: " + names_of_formats());
  throw error.hint("give it a key (YAML, JSON, TOML) or a pattern: {path: " + file.path +
                   ", pattern: 'VERSION \"{version}\"'}");
}

/// What a release does with build numbers of `file`; nothing: they are a part of its version.
std::optional<BuildNumber> build_rule(const VersionFile& file) {
  if (file.build || file.pattern || file.key) return file.build;
  return format_of(file).build;
}

Found find(const Tree& tree, const VersionFile& file) {
  if (file.pattern) return find_pattern(tree, file.path, *file.pattern, file.count);
  if (file.key) return find_key(tree, file.path, *file.key, file.format.value_or(""));
  return format_of(file).find(tree, file.path);
}

std::vector<FileContent> write(const Tree& tree, const VersionFile& file,
                               const std::string& version, bool erases) {
  Found found = find(tree, file);
  if (const auto rule = build_rule(file)) {
    if (erases) drop_build_numbers(found);
    if (!erases) apply_build_number(found, version, *rule);
  }
  const Move move{tree, file.path, agreed_version(found), version, erases};
  const Format* format = file.pattern || file.key ? nullptr : &format_of(file);
  if (format != nullptr && format->check != nullptr) format->check(file.path, version);
  Rewrite rewrite(tree);
  rewrite.add(std::move(found));
  if (format != nullptr && format->follow != nullptr) format->follow(move, rewrite);
  return rewrite.files(version);
}

}  // namespace

std::string read_version(const Tree& tree, const VersionFile& file) {
  Found found = find(tree, file);
  if (build_rule(file)) drop_build_numbers(found);
  return agreed_version(found);
}

std::vector<FileContent> write_version(const Tree& tree, const VersionFile& file,
                                       const std::string& version) {
  return write(tree, file, version, false);
}

std::vector<FileContent> erase_version(const Tree& tree, const VersionFile& file) {
  return write(tree, file, "0.0.0", true);
}

std::string describe_build(const Tree& tree, const VersionFile& file, const std::string& version) {
  const auto rule = build_rule(file);
  if (!rule) return {};
  Found found = find(tree, file);
  const auto before = build_of(agreed_version(found));
  apply_build_number(found, version, *rule);
  if (!before || agreed_version(found) == version) return {};
  const auto after = build_of(found.spots.front().instead.value_or(version));
  const std::string number = file.path + ": the build number " + *before;
  if (!after) return number + " is dropped.";
  return number + (after == before ? " stays." : " becomes " + *after + ".");
}

bool is_known_file_name(std::string_view path) {
  return format_of_path(path) != nullptr;
}

}  // namespace relctl::formats
