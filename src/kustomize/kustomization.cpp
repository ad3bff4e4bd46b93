// SPDX-License-Identifier: MIT
#include "kustomize/kustomization.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "kustomize/nodes.hpp"
#include "tree/path.hpp"

namespace relctl::kustomize {

namespace {

constexpr std::array<std::string_view, 3> file_names = {"kustomization.yaml", "kustomization.yml",
                                                        "Kustomization"};

/// `relative` as seen from `directory`; nothing when it is a URL, absolute, or outside of the
/// repository.
std::optional<std::string> resolve(std::string_view directory, std::string_view relative) {
  if (relative.empty() || relative.front() == '/') return std::nullopt;
  if (relative.find("://") != std::string_view::npos) return std::nullopt;
  std::string path(directory);
  while (!relative.empty()) {
    const std::size_t slash = relative.find('/');
    const std::string_view part = relative.substr(0, slash);
    relative.remove_prefix(slash == std::string_view::npos ? relative.size() : slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      path = join_path(path, part);
      continue;
    }
    if (path.empty()) return std::nullopt;
    path = std::string(directory_of(path));
  }
  return path;
}

/// Reads the fields of one kustomization file.
class Reader {
 public:
  explicit Reader(Kustomization& file)
      : file_(file), root_(file.stream.documents.front()), anchors_(root_) {}

  void read() {
    images();
    paths("resources", file_.resources);
    paths("bases", file_.resources);
    paths("components", file_.components);
    for (const yaml::Node& patch : items("patches")) {
      if (const std::optional<std::string> path = text(patch, "path")) follow(*path, file_.patches);
      if (std::optional<std::string> body = text(patch, "patch")) {
        file_.inline_patches.push_back(*std::move(body));
      }
    }
    for (const yaml::Node& patch : items("patchesStrategicMerge")) {
      const bool is_text = patch.value.find('\n') != std::string::npos;
      if (is_text) file_.inline_patches.push_back(patch.value);
      if (!is_text) follow(patch.value, file_.patches);
    }
  }

 private:
  [[nodiscard]] const std::vector<yaml::Node>& items(std::string_view key) const {
    static const std::vector<yaml::Node> none;
    const Member* member = find_member(root_, key);
    return member == nullptr ? none : anchors_.follow(member->value).items;
  }

  [[nodiscard]] std::optional<std::string> text(const yaml::Node& mapping,
                                                std::string_view key) const {
    const Member* member = find_member(anchors_.follow(mapping), key);
    if (member == nullptr) return std::nullopt;
    const yaml::Node& value = anchors_.follow(member->value);
    if (value.is_null()) return std::nullopt;
    if (value.kind != yaml::Kind::scalar) {
      throw input_error(file_.stream, member->key.span.offset, fmt::format("`{}` is no text", key));
    }
    return value.value;
  }

  void paths(std::string_view key, std::vector<std::string>& list) {
    for (const yaml::Node& item : items(key))
      follow(anchors_.follow(item).value, list);
  }

  void follow(const std::string& relative, std::vector<std::string>& list) {
    if (std::optional<std::string> path = resolve(file_.directory, relative)) {
      list.push_back(*std::move(path));
    } else {
      file_.unfollowed.push_back(relative);
    }
  }

  void images() {
    const Member* member = find_member(root_, "images");
    if (member == nullptr) return;
    const yaml::Node& list = anchors_.follow(member->value);
    if (list.is_null()) return;
    if (list.kind != yaml::Kind::sequence) {
      throw input_error(file_.stream, member->key.span.offset, "`images` is no list");
    }
    for (std::size_t i = 0; i < list.items.size(); ++i)
      image(i, list.items[i]);
  }

  void image(std::size_t index, const yaml::Node& item) {
    if (anchors_.follow(item).kind != yaml::Kind::mapping) {
      throw input_error(file_.stream, item.span.offset, "an item of `images` is no mapping")
          .hint("write it as `- name: IMAGE` with `newTag: TAG` below");
    }
    const std::optional<std::string> name = text(item, "name");
    file_.images.push_back({index, item.span.offset, name.value_or(""), text(item, "newName"),
                            text(item, "newTag"), text(item, "digest"), text(item, "tagSuffix")});
  }

  Kustomization& file_;
  const yaml::Node& root_;
  Anchors anchors_;
};

}  // namespace

bool ImageEntry::is_for(std::string_view image) const {
  return name == image || (new_name && *new_name == image);
}

ImageReference ImageEntry::apply(const ImageReference& image) const {
  if (image.name != name) return image;
  ImageReference result = image;
  if (new_name) result.name = *new_name;
  if (new_tag || digest) {
    result.tag = new_tag;
    result.digest = digest;
  } else if (tag_suffix) {
    result.tag = result.tag.value_or("") + *tag_suffix;
    result.digest.reset();
  }
  return result;
}

bool is_kustomization_name(std::string_view name) {
  return name == file_names[0] || name == file_names[1] || name == file_names[2];
}

std::optional<std::string> find_kustomization(const Tree& tree, std::string_view directory) {
  std::optional<std::string> found;
  for (const std::string_view name : file_names) {
    const std::string path = join_path(directory, name);
    const std::optional<Entry> entry = tree.find(path);
    if (!entry) continue;
    if (found) {
      throw Error(ErrorKind::input, fmt::format("{} stands beside {}", path, *found))
          .at({path, 0, 0, ""})
          .hint("kustomize takes one kustomization a directory: remove the other");
    }
    if (entry->mode != Mode::file && entry->mode != Mode::executable) {
      throw Error(ErrorKind::input, fmt::format("{} is not a regular file", path))
          .at({path, 0, 0, ""});
    }
    found = path;
  }
  return found;
}

Kustomization load_kustomization(const Tree& tree, const std::string& path) {
  Kustomization file;
  file.path = path;
  file.directory = std::string(directory_of(path));
  file.stream = yaml::parse(tree.read(path), path);
  const std::vector<yaml::Node>& documents = file.stream.documents;
  for (std::size_t i = 1; i < documents.size(); ++i) {
    if (documents[i].is_null()) continue;
    throw input_error(file.stream, documents[i].span.offset, "a second document starts here")
        .hint("kustomize reads one document a kustomization");
  }
  if (documents.empty() || documents.front().is_null()) return file;
  if (documents.front().kind != yaml::Kind::mapping) {
    throw input_error(file.stream, documents.front().span.offset, "a kustomization is a mapping");
  }
  Reader(file).read();
  return file;
}

}  // namespace relctl::kustomize
