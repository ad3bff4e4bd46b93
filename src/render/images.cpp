// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "base/error.hpp"
#include "render/apply_spec.hpp"
#include "render/fields.hpp"
#include "render/image_reference.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

/// Whether `reference` fits `name`, where both have plain characters alone: a dot in a name fits
/// any of them. Nothing where only the expression can tell.
std::optional<bool> fits_plainly(std::string_view name, std::string_view reference) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:";
  constexpr auto none = std::string_view::npos;
  if (name.find_first_not_of(plain) != none || reference.find_first_not_of(plain) != none)
    return std::nullopt;
  const bool is_named =
      reference.size() >= name.size() &&
      std::equal(name.begin(), name.end(), reference.begin(),
                 [](char wanted, char found) { return wanted == '.' || wanted == found; });
  if (!is_named) return false;
  const std::string_view rest = reference.substr(name.size());
  return rest.empty() || (rest.front() == ':' && rest.find_first_of("/:", 1) == none);
}

/// One entry of `images`, held against references.
class Matcher {
 public:
  explicit Matcher(const ImageChange& change) : change_(change) {}

  /// What the entry makes of `reference`; nothing where it does not fit.
  [[nodiscard]] std::optional<std::string> changed(std::string_view reference) {
    const std::optional<bool> plainly = fits_plainly(change_.name, reference);
    if (!(plainly ? *plainly : fits(reference))) return std::nullopt;
    ImageReference image = split_image(reference);
    if (!change_.new_name.empty()) image.name = change_.new_name;
    if (!change_.new_tag.empty() || !change_.digest.empty()) {
      image.tag = change_.new_tag;
      image.digest = change_.digest;
    } else if (!change_.tag_suffix.empty()) {
      image.tag += change_.tag_suffix;
      image.digest.clear();
    }
    return to_string(image);
  }

  [[nodiscard]] const ImageChange& change() const { return change_; }

 private:
  /// The name goes into the expression as it is, as in kustomize: a dot fits any character.
  [[nodiscard]] bool fits(std::string_view reference) {
    if (!pattern_) {
      pattern_.emplace("^" + change_.name +
                           "(:[a-zA-Z0-9_.{}-]*)?"
                           "(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$",
                       RE2::Quiet);
    }
    const re2::StringPiece text(reference.data(), reference.size());
    return pattern_->ok() && RE2::PartialMatch(text, *pattern_);
  }

  const ImageChange& change_;
  std::optional<RE2> pattern_;  ///< made when it is needed: that costs more than all else here
};

/// The image nodes of one object, in the order in which kustomize comes by them.
class ImageCollector {
 public:
  explicit ImageCollector(const Arena& arena) : arena_(arena) {}

  std::vector<Node*> nodes;

  /// `image` of each item of any list called containers or initContainers.
  void walk(Node& node) {
    if (node.kind == Kind::sequence) {
      for (Node* item : node.children())
        walk(*item);
    }
    if (node.kind != Kind::mapping) return;
    for (std::uint32_t i = 0; i < size_of(node); ++i) {
      Node& value = *value_at(node, i);
      walk(value);
      const std::string_view name = key_at(node, i)->text;
      if ((name == "containers" || name == "initContainers") && value.kind == Kind::sequence)
        add_items(value);
    }
  }

 private:
  void add_items(Node& list) {
    for (Node* item : list.children()) {
      if (Node* image = get(arena_, item, "image")) nodes.push_back(image);
    }
  }

  const Arena& arena_;
};

void change_image(Workspace& work, Matcher& matcher, Node& node) {
  require_kind(work.arena, &node, Kind::scalar);
  const auto changed = matcher.changed(node.text);
  if (!changed) return;
  Node& value = *work.arena.scalar(work.arena.keep(*changed));
  // The entry is what is to be changed.
  if (const Node* entry = matcher.change().node; entry != nullptr && entry->place.line > 0) {
    const std::uint16_t setter = value.place.setter;
    value.place = entry->place;
    value.place.setter = setter;
  }
  set_scalar(work.arena, node, value);
}

}  // namespace

ImageReference split_image(std::string_view reference) {
  const std::size_t slash = reference.find('/');
  const std::size_t start = slash == std::string_view::npos ? 0 : slash;
  const std::size_t at = reference.find('@', start);
  const std::size_t colon = reference.find(':', start);
  if (at == std::string_view::npos && colon == std::string_view::npos)
    return {std::string(reference), "", ""};
  if (colon == std::string_view::npos || (at != std::string_view::npos && at < colon))
    return {std::string(reference.substr(0, at)), "", std::string(reference.substr(at + 1))};
  ImageReference image{std::string(reference.substr(0, colon)), "", ""};
  if (at == std::string_view::npos) {
    image.tag = reference.substr(colon + 1);
  } else {
    image.tag = reference.substr(colon + 1, at - colon - 1);
    image.digest = reference.substr(at + 1);
  }
  return image;
}

std::string to_string(const ImageReference& image) {
  std::string text = image.name;
  if (!image.tag.empty()) text += ":" + image.tag;
  if (!image.digest.empty()) text += "@" + image.digest;
  return text;
}

void set_images(Workspace& work, Objects& objects, const std::vector<ImageChange>& images,
                const FieldSpecs& specs) {
  std::deque<Matcher> matchers;  // an expression cannot be moved
  for (const ImageChange& image : images)
    matchers.emplace_back(image);
  for (Object* object : objects.list()) {
    if (object->is_gone() || object->id().gvk.kind == "CustomResourceDefinition") continue;
    ImageCollector collector(work.arena);
    collector.walk(*object->root());
    apply_specs(work.arena, *object, specs, {},
                [&](Node& node) { collector.nodes.push_back(&node); });
    for (Matcher& matcher : matchers) {
      for (Node* node : collector.nodes) {
        if (!is_null(node)) change_image(work, matcher, *node);
      }
    }
    objects.update(*object);
  }
}

}  // namespace relctl::render
