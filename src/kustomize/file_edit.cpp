// SPDX-License-Identifier: MIT
#include "kustomize/file_edit.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "kustomize/entry_change.hpp"
#include "kustomize/entry_style.hpp"
#include "kustomize/new_entries.hpp"
#include "kustomize/nodes.hpp"
#include "kustomize/scalar.hpp"

namespace relctl::kustomize {

namespace {

bool contains(const std::vector<const yaml::Node*>& nodes, const yaml::Node* node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

Error alias_error(const yaml::Stream& stream, const yaml::Node& alias) {
  return input_error(stream, alias.span.offset,
                     fmt::format("the value is an alias of the anchor &{}", alias.value))
      .hint(fmt::format("write the value here instead of *{}", alias.value));
}

/// What the changes of a file's entries did to values that anchors may tie to others.
struct Ties {
  std::map<const yaml::Node*, std::string> written;  ///< scalars and their new values
  std::vector<const yaml::Node*> removed;
  std::map<const yaml::Node*, std::string> aliases;  ///< and the values they are to have

  void add(const EntryChange& change) {
    written.insert(change.written.begin(), change.written.end());
    removed.insert(removed.end(), change.removed.begin(), change.removed.end());
    aliases.insert(change.aliases.begin(), change.aliases.end());
  }
};

/// Throws unless the anchor that `alias` stands for has the value `wanted`, or gets it.
void check_wanted(const yaml::Stream& stream, const Anchors& anchors, const yaml::Node& alias,
                  const std::string& wanted, const Ties& ties) {
  const yaml::Node* target = anchors.target(alias);
  if (target == nullptr) throw alias_error(stream, alias);
  const auto changed = ties.written.find(target);
  const std::string& value = changed == ties.written.end() ? target->value : changed->second;
  if (value != wanted) throw alias_error(stream, alias);
}

/// Throws where `value`, a tag or digest, is an alias that nobody asked to change and that follows
/// an anchor that does.
void check_bystander(const yaml::Stream& stream, const Anchors& anchors, const yaml::Node& value,
                     const Ties& ties) {
  if (value.kind != yaml::Kind::alias || ties.aliases.contains(&value)) return;
  if (contains(ties.removed, &value)) return;
  const yaml::Node* target = anchors.target(value);
  if (!ties.written.contains(target) && !contains(ties.removed, target)) return;
  throw alias_error(stream, value)
      .hint("the image that has the anchor gets another value, and this one would follow");
}

void check_ties(const yaml::Stream& stream, const yaml::Node& images, const Ties& ties) {
  if (stream.text.find('*') == std::string::npos) return;
  const Anchors anchors(stream.documents.front());
  for (const auto& [alias, wanted] : ties.aliases) {
    check_wanted(stream, anchors, *alias, wanted, ties);
  }
  for (const yaml::Node& item : images.items) {
    for (const std::string_view key : {"newTag", "digest"}) {
      const Member* member = find_member(item, key);
      if (member != nullptr) check_bystander(stream, anchors, member->value, ties);
    }
  }
}

/// The splices that change entries of the list `images`; `after` is a copy of it.
std::vector<edit::Splice> change_entries(const yaml::Stream& stream, const yaml::Node& images,
                                         const std::map<std::size_t, ImageSetting>& entries,
                                         yaml::Node& after) {
  if (images.kind == yaml::Kind::alias) throw alias_error(stream, images);
  std::vector<edit::Splice> splices;
  Ties ties;
  for (const auto& [place, setting] : entries) {
    const yaml::Node& entry = images.items[place];
    if (entry.kind == yaml::Kind::alias) throw alias_error(stream, entry);
    EntryChange change = change_entry(stream, entry, setting, value_style(images));
    ties.add(change);
    splices.insert(splices.end(), change.splices.begin(), change.splices.end());
    after.items[place] = std::move(change.after);
  }
  check_ties(stream, images, ties);
  return splices;
}

/// Gives the copies of the nodes in `edit` their new values; `copy` is a copy of `node`.
void rewrite(const yaml::Node& node, yaml::Node& copy, const ManifestEdit& edit) {
  const auto found = edit.find(&node);
  if (found != edit.end() && node.kind == yaml::Kind::scalar) {
    copy.value = found->second;
    copy.style = scalar_node(found->second, node.style).style;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i)
    rewrite(node.items[i], copy.items[i], edit);
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    rewrite(node.entries[i].value, copy.entries[i].value, edit);
  }
}

}  // namespace

std::string edit_kustomization(const Kustomization& file, const ImagesEdit& edit) {
  const yaml::Stream& stream = file.stream;
  const yaml::Node& root = stream.documents.front();
  std::vector<yaml::Node> expected = stream.documents;
  std::vector<edit::Splice> splices;
  const Member* member = find_member(root, "images");
  if (member != nullptr && !edit.entries.empty()) {
    const auto index = static_cast<std::size_t>(member - root.entries.data());
    splices =
        change_entries(stream, member->value, edit.entries, expected.front().entries[index].value);
  }
  if (!edit.added.empty()) {
    splices.push_back(add_entries(stream, root, edit.added, expected.front()));
  }
  return splices.empty() ? stream.text : prove(stream, std::move(splices), expected);
}

std::string edit_manifest(const Manifest& manifest, const ManifestEdit& edit) {
  const yaml::Stream& stream = manifest.stream;
  std::vector<yaml::Node> expected = stream.documents;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    rewrite(stream.documents[i], expected[i], edit);
  }
  std::vector<edit::Splice> splices;
  std::vector<const yaml::Node*> aliases;
  for (const auto& [node, value] : edit) {
    if (node->kind == yaml::Kind::alias) {
      aliases.push_back(node);
    } else {
      splices.push_back(replace_scalar(stream, *node, value));
    }
  }
  for (const yaml::Node* alias : aliases) {
    // The alias follows where the anchored image itself is edited.
    const bool follows = std::any_of(edit.begin(), edit.end(), [&](const auto& other) {
      return other.first->anchor == alias->value && other.second == edit.at(alias);
    });
    if (!follows) throw alias_error(stream, *alias);
  }
  return splices.empty() ? stream.text : prove(stream, std::move(splices), expected);
}

}  // namespace relctl::kustomize
