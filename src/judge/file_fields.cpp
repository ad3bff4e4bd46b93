// SPDX-License-Identifier: MIT
#include "judge/file_fields.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "kustomize/kustomization.hpp"
#include "kustomize/manifest.hpp"
#include "kustomize/nodes.hpp"
#include "plan/draft.hpp"
#include "yaml/document.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;
using yaml::Kind;
using yaml::Node;

std::string step(std::string_view name) {
  const bool plain = name.find_first_of(".[]=\" ") == std::string_view::npos && !name.empty();
  return plain ? std::string(name) : fmt::format("\"{}\"", name);
}

std::string member(const std::string& path, std::string_view name) {
  return path.empty() ? step(name) : path + '.' + step(name);
}

std::string written(const Node& node) {
  std::string text;
  if (!node.anchor.empty()) text += '&' + node.anchor + ' ';
  if (!node.tag.empty()) text += node.tag + ' ';
  if (node.kind == Kind::alias) return text + '*' + node.value;
  if (node.kind != Kind::scalar) return text;
  return text + (node.style == yaml::Style::plain ? node.value : '"' + node.value + '"');
}

/// Splits the documents of one stream.
class Separation {
 public:
  Separation(const yaml::Stream& stream, const Owned& owned) : stream_(stream), owned_(owned) {
    for (std::size_t at = stream.text.find('\n'); at != std::string::npos;
         at = stream.text.find('\n', at + 1)) {
      line_ends_.push_back(at);
    }
  }

  FileFields run(bool is_kustomization) {
    if (is_kustomization && stream_.documents.size() == 1) {
      take_entries(stream_.documents.front());
    } else if (!is_kustomization) {
      take_manifest_images();
    }
    take_keys();
    for (std::size_t i = 0; i < stream_.documents.size(); ++i) {
      walk(stream_.documents[i], i == 0 ? "" : fmt::format("[document {}]", i + 1));
    }
    return std::move(fields_);
  }

 private:
  [[nodiscard]] std::size_t line_of(const Node& node) const {
    const auto end = std::lower_bound(line_ends_.begin(), line_ends_.end(), node.span.offset);
    return static_cast<std::size_t>(end - line_ends_.begin()) + 1;
  }

  /// What is owned is left out of the rest, or stands there as `rest`.
  void own(const Node& node, std::optional<std::string> rest = std::nullopt) {
    owned_nodes_[&node] = std::move(rest);
  }

  void add_image(const std::string& key, const Node& node, ImageSetting image) {
    if (image.tag || image.digest) {
      fields_.images.push_back({key, line_of(node), std::move(image)});
    }
  }

  void take_entries(const Node& root) {
    const kustomize::Anchors anchors(root);
    const kustomize::Member* images = kustomize::find_member(root, "images");
    if (images == nullptr || images->value.kind != Kind::sequence) return;
    for (const Node& item : images->value.items)
      take_entry(item, anchors);
    if (images->value.items.empty()) own(images->value);
  }

  void take_entry(const Node& item, const kustomize::Anchors& anchors) {
    const auto text = [&](std::string_view key) -> std::optional<std::string> {
      const kustomize::Member* found = kustomize::find_member(item, key);
      if (found == nullptr || found->value.is_null()) return std::nullopt;
      return anchors.follow(found->value).value;
    };
    const auto name = text("name");
    const auto new_name = text("newName");
    std::size_t others = item.entries.size();
    bool is_owned = false;
    for (const auto& each : {new_name, name}) {
      if (!each || owned_.images.count(*each) == 0) continue;
      is_owned = true;
      add_image(fmt::format("images[name={}]", step(name.value_or(*each))), item,
                {*each, text("newTag"), text("digest")});
    }
    if (!is_owned) return;
    for (const char* key : {"newTag", "digest"}) {
      if (const kustomize::Member* found = kustomize::find_member(item, key)) {
        own(found->value);
        --others;
      }
    }
    if (others == 1 && name) own(item);
  }

  void take_manifest_images() {
    for (const kustomize::ManifestImage& found : kustomize::manifest_images(stream_)) {
      const std::string& name = found.image.name;
      if (owned_.images.count(name) == 0) continue;
      add_image("image " + name, *found.node, {name, found.image.tag, found.image.digest});
      own(*found.node, name);
    }
  }

  void take_keys() {
    for (const std::string& key : owned_.keys) {
      for (const Node& document : stream_.documents) {
        const Node* node = yaml::find(document, key);
        if (node == nullptr || node->kind != Kind::scalar) continue;
        fields_.keys[key] = {node->value, line_of(*node)};
        own(*node);
        break;
      }
    }
  }

  void walk(const Node& node, const std::string& path) {
    const auto owned = owned_nodes_.find(&node);
    if (owned != owned_nodes_.end()) {
      if (owned->second) fields_.rest[path] = {*owned->second, line_of(node)};
      return;
    }
    if (node.kind == Kind::mapping) {
      walk_mapping(node, path);
    } else if (node.kind == Kind::sequence) {
      walk_sequence(node, path);
    } else {
      fields_.rest[path] = {written(node), line_of(node)};
    }
  }

  void walk_mapping(const Node& node, const std::string& path) {
    const std::string mark = written(node);
    if (node.entries.empty() || !mark.empty()) {
      fields_.rest[path] = {mark + "{}", line_of(node)};
    }
    for (const yaml::Entry& entry : node.entries) {
      const std::string key =
          entry.key.kind == Kind::scalar ? entry.key.value : fmt::format("{}", written(entry.key));
      walk(entry.value, member(path, key));
    }
  }

  void walk_sequence(const Node& node, const std::string& path) {
    const std::string mark = written(node);
    if (node.items.empty() || !mark.empty()) fields_.rest[path] = {mark + "[]", line_of(node)};
    std::size_t index = 0;
    for (const Node& item : node.items) {
      const auto owned = owned_nodes_.find(&item);
      if (owned != owned_nodes_.end() && !owned->second) continue;
      walk(item, fmt::format("{}[{}]", path, index++));
    }
  }

  const yaml::Stream& stream_;
  const Owned& owned_;
  std::vector<std::size_t> line_ends_;
  std::map<const Node*, std::optional<std::string>> owned_nodes_;
  FileFields fields_;
};

}  // namespace

bool FileFields::has(const ImageSetting& image) const {
  return std::any_of(images.begin(), images.end(),
                     [&](const ImageField& field) { return field.image == image; });
}

bool FileFields::names(std::string_view image) const {
  return std::any_of(images.begin(), images.end(),
                     [&](const ImageField& field) { return field.image.name == image; });
}

bool is_structured(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json") ||
         path == "Kustomization" || path.ends_with("/Kustomization");
}

bool FileFields::is_opaque() const {
  return rest.size() == 1 && rest.begin()->first.empty();
}

FileFields read_fields(const std::string& text, const std::string& path, const Owned& owned) {
  if (is_structured(path)) {
    try {
      const yaml::Stream stream = yaml::parse(text, path);
      const std::size_t slash = path.rfind('/');
      const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
      return Separation(stream, owned).run(kustomize::is_kustomization_name(name));
    } catch (const Error& error) {
      // Text that cannot be read has no fields of its own: templates, broken files.
      if (error.kind() != ErrorKind::input) throw;
    }
  }
  FileFields fields;
  fields.rest[""] = {text, 0};
  return fields;
}

}  // namespace relctl::judge
