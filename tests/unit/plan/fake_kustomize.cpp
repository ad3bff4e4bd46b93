// SPDX-License-Identifier: MIT
// Stands in for kustomize's edits: `name: IMAGE` with `newTag: TAG` in the next line.
#include "base/error.hpp"
#include "kustomize/images.hpp"
#include "tree/path.hpp"

namespace relctl::kustomize {

std::vector<ImagePlace> read_images(const Tree& tree, std::string_view directory) {
  const std::string path = join_path(directory, "kustomization.yaml");
  std::vector<ImagePlace> places;
  if (!tree.find(path)) return places;
  const std::string text = tree.read(path);
  const std::string name_key = "  - name: ";
  const std::string tag_key = "    newTag: ";
  for (std::size_t at = text.find(name_key); at != std::string::npos;
       at = text.find(name_key, at + 1)) {
    const std::size_t end = text.find('\n', at);
    const std::size_t tag = end + 1 + tag_key.size();
    const std::string name = text.substr(at + name_key.size(), end - at - name_key.size());
    places.push_back({path, 0, {name, text.substr(tag, text.find('\n', tag) - tag), {}}});
  }
  return places;
}

std::vector<FileContent> set_images(const Tree& tree, std::string_view directory,
                                    const std::vector<ImageSetting>& settings) {
  const std::string path = join_path(directory, "kustomization.yaml");
  std::string text = tree.read(path);
  for (const ImageSetting& setting : settings) {
    const std::string key = "  - name: " + setting.name + "\n    newTag: ";
    const std::size_t at = text.find(key);
    if (at == std::string::npos) {
      throw Error(ErrorKind::input,
                  "no place in " + std::string(directory) + " uses " + setting.name);
    }
    const std::size_t tag = at + key.size();
    text.replace(tag, text.find('\n', tag) - tag, *setting.tag);
  }
  return {{path, text}};
}

}  // namespace relctl::kustomize
