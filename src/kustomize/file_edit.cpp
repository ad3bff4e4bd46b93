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

/// What all entry changes of a file did, to see that anchors carry no value to another image.
struct Ties {
  std::vector<const yaml::Node*> written;
  std::vector<const yaml::Node*> removed;
  std::map<const yaml::Node*, std::string> aliases;

  void add(EntryChange& change) {
    written.insert(written.end(), change.written.begin(), change.written.end());
    removed.insert(removed.end(), change.removed.begin(), change.removed.end());
    aliases.insert(change.aliases.begin(), change.aliases.end());
  }
};

/// The anchored value that an alias stands for, once `ties` are carried out.
void check_alias(const yaml::Stream& stream, const Anchors& anchors, const yaml::Node& alias,
                 const std::string& wanted, const std::map<const yaml::Node*, std::string>& news) {
  const yaml::Node* target = anchors.target(alias);
  if (target == nullptr) throw alias_error(stream, alias);
  const auto changed = news.find(target);
  const std::string& value = changed == news.end() ? target->value : changed->second;
  if (value != wanted) throw alias_error(stream, alias);
}

/// Throws where an image's tag or digest is tied by an anchor to a value that changes, unless it
/// was to get the same value.
void check_ties(const yaml::Stream& stream, const yaml::Node& images, const Ties& ties,
                const std::map<const yaml::Node*, std::string>& news) {
  if (stream.text.find('*') == std::string::npos) return;
  const Anchors anchors(stream.documents.front());
  for (const auto& [alias, wanted] : ties.aliases) {
    check_alias(stream, anchors, *alias, wanted, news);
  }
  for (const yaml::Node& item : images.items) {
    for (const std::string_view key : {"newTag", "digest"}) {
      const Member* member = find_member(item, key);
      if (member == nullptr || member->value.kind != yaml::Kind::alias) continue;
      const yaml::Node& alias = member->value;
      if (ties.aliases.contains(&alias) || contains(ties.removed, &alias)) continue;
      const yaml::Node* target = anchors.target(alias);
      if (!contains(ties.written, target) && !contains(ties.removed, target)) continue;
      throw alias_error(stream, alias)
          .hint("the image that has the anchor gets another value, and this one would follow");
    }
  }
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
  if (const Member* member = find_member(root, "images"); member && !edit.entries.empty()) {
    const yaml::Node& images = member->value;
    if (images.kind == yaml::Kind::alias) throw alias_error(stream, images);
    const auto index = static_cast<std::size_t>(member - root.entries.data());
    yaml::Node& after = expected.front().entries[index].value;
    Ties ties;
    std::map<const yaml::Node*, std::string> news;
    for (const auto& [place, setting] : edit.entries) {
      const yaml::Node& entry = images.items[place];
      if (entry.kind == yaml::Kind::alias) throw alias_error(stream, entry);
      EntryChange change = change_entry(stream, entry, setting, value_style(images));
      for (const yaml::Node* node : change.written) {
        const Member* tag = find_member(entry, "newTag");
        news[node] = tag != nullptr && &tag->value == node ? *setting.tag : *setting.digest;
      }
      ties.add(change);
      splices.insert(splices.end(), change.splices.begin(), change.splices.end());
      after.items[place] = std::move(change.after);
    }
    check_ties(stream, images, ties, news);
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
