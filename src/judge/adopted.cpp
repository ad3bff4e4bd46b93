// SPDX-License-Identifier: MIT
#include "judge/adopted.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "judge/field_comparison.hpp"
#include "kustomize/image_reference.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::judge {
namespace {

constexpr std::string_view deleted = "deleted";

Error wrong(const std::string& fault) {
  return Error(ErrorKind::input, fmt::format("{}: {}", adopted_path, fault))
      .at({adopted_path, 0, 0, {}})
      .hint("`relctl adopt` writes this file; `git log` has its last good state");
}

Adopted read_item(const yaml::Node& item) {
  const auto path = item.text("path");
  const auto content = item.text("content");
  if (!path || !content || !path_fault(*path).empty())
    throw wrong("an item has no path or content");
  Adopted adopted;
  adopted.path = *path;
  if (*content != deleted) adopted.content = content;
  adopted.reason = item.text("reason");
  if (const yaml::Node* images = item.find("images")) {
    for (const yaml::Node& image : images->items)
      adopted.images.push_back(image.value);
  }
  return adopted;
}

std::string text_of(const Adopted& item) {
  std::string text =
      fmt::format("  - path: {}\n    content: {}\n", yaml::quote_if_needed(item.path),
                  yaml::quote_if_needed(item.content.value_or(std::string(deleted))));
  if (!item.images.empty()) text += "    images:\n";
  for (const std::string& image : item.images)
    text += fmt::format("      - {}\n", yaml::quote_if_needed(image));
  if (item.reason) text += fmt::format("    reason: {}\n", yaml::quote_if_needed(*item.reason));
  return text;
}

std::string reference(const kustomize::ImageSetting& image) {
  return kustomize::to_string(kustomize::ImageReference{image.name, image.tag, image.digest});
}

}  // namespace

bool Adopted::has(const kustomize::ImageSetting& image) const {
  return std::find(images.begin(), images.end(), reference(image)) != images.end();
}

std::vector<Adopted> read_adopted(const Tree& tree) {
  std::vector<Adopted> adopted;
  if (!tree.find(adopted_path)) return adopted;
  const yaml::Stream stream = yaml::parse(read_file(tree, adopted_path), adopted_path);
  const yaml::Node* list =
      stream.documents.size() == 1 ? stream.documents.front().find("adopted") : nullptr;
  if (list == nullptr || list->kind != yaml::Kind::sequence) throw wrong("it has no `adopted`");
  for (const yaml::Node& item : list->items)
    adopted.push_back(read_item(item));
  return adopted;
}

std::vector<Adopted> readable_adopted(const Tree& tree) {
  try {
    return read_adopted(tree);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {};
  }
}

void write_adopted(plan::Draft& draft, std::vector<Adopted> adopted) {
  std::stable_sort(adopted.begin(), adopted.end(),
                   [](const Adopted& a, const Adopted& b) { return a.path < b.path; });
  std::string text =
      "# Content below generated paths that people made. `relctl adopt` writes this file.\n"
      "adopted:\n";
  for (const Adopted& item : adopted)
    text += text_of(item);
  draft.write(adopted_path, text);
}

Adopted adopt(const std::string& path, const std::optional<std::string>& text, const Owned& owned) {
  Adopted adopted;
  adopted.path = path;
  if (!text) return adopted;
  const FileFields fields = read_fields(*text, path, owned);
  adopted.content = fingerprint(fields);
  std::set<std::string> images;
  for (const ImageField& field : fields.images)
    images.insert(reference(field.image));
  adopted.images.assign(images.begin(), images.end());
  return adopted;
}

}  // namespace relctl::judge
