// SPDX-License-Identifier: MIT
#include <optional>

#include "base/error.hpp"
#include "render/decoder.hpp"
#include "render/fields.hpp"
#include "render/patches.hpp"
#include "render/read_entries.hpp"
#include "render/read_objects.hpp"
#include "render/read_yaml.hpp"
#include "render/sources.hpp"
#include "render/step.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

[[noreturn]] void fail_at(const Arena& arena, const Node* node, const std::string& fault) {
  throw Error(ErrorKind::input, fault).at(location_of(arena, node));
}

/// The number of the text of an entry's field; lines of a block are taken to stand two columns
/// deeper than its name, as nearly all write it.
std::uint16_t text_file(Arena& arena, const Node& entry, std::string_view name) {
  for (std::uint32_t i = 0; i < size_of(entry); ++i) {
    if (key_at(entry, i)->text == name)
      return arena.text_in_file(*value_at(entry, i), key_at(entry, i)->place.column + 1);
  }
  return entry.place.file;
}

}  // namespace

SourceText read_source(Session& session, const Folder& folder, const std::string& name,
                       const Node* reference) {
  try {
    const Found found = folder.file(name);
    return {session.files.read(found), session.work.arena.file(session.files.shown(found.path))};
  } catch (Error& error) {
    throw error.at(location_of(session.work.arena, reference));
  }
}

LoadedPatch load_entry(Session& session, const Folder& folder, const Patch& patch) {
  Arena& arena = session.work.arena;
  const std::string text = trimmed(patch.text);
  if (text.empty() == patch.path.empty()) {
    fail_at(arena, patch.node,
            text.empty() ? "a patch must specify one of patch and path"
                         : "patch and path cannot both be given in patches");
  }
  if (text.empty()) {
    const SourceText source = read_source(session, folder, patch.path, patch.node);
    return load_patch(arena, patch, source.text, source.file);
  }
  const std::uint16_t file = text_file(arena, *patch.node, "patch");
  return load_patch(arena, patch, text, file);
}

LoadedPatch load_old_json_patch(Session& session, const Folder& folder, const Patch& patch) {
  Arena& arena = session.work.arena;
  if (!patch.target || patch.target->name.empty())
    fail_at(arena, patch.node, "must specify the target name");
  if (patch.path.empty() == patch.text.empty())
    fail_at(arena, patch.node, "a patch must specify a file path or a patch, and not both");
  LoadedPatch loaded;
  loaded.patch = &patch;
  std::string text = patch.text;
  std::uint16_t file = text_file(arena, *patch.node, "patch");
  if (!patch.path.empty()) {
    const SourceText source = read_source(session, folder, patch.path, patch.node);
    text = source.text;
    file = source.file;
  }
  require_json(arena, text, file);
  const Node* document = read_first_document(arena, text, file);
  if (document == nullptr || document->kind != Kind::sequence || document->count == 0)
    fail_at(arena, patch.node, "patch appears to be empty, or is no list of operations");
  loaded.operations = read_operations(arena, *document);
  return loaded;
}

namespace {

/// A text with line breaks is a patch by itself; JSON may stand on one line.
bool is_inline(const Reference& reference) {
  return reference.text.find('\n') != std::string::npos || reference.text.starts_with('{');
}

/// Throws for the first file that cannot be read, and tells of the others too.
void check_files(const Arena& arena, const Folder& folder,
                 const std::vector<Reference>& references) {
  std::optional<Error> first;
  for (const Reference& reference : references) {
    if (is_inline(reference)) continue;
    try {
      static_cast<void>(folder.file(reference.text));
    } catch (Error& error) {
      if (first) {
        first->hint("also: " + std::string(error.what()));
      } else {
        first = error.at(location_of(arena, reference.node));
      }
    }
  }
  if (first) throw Error(*first);
}

}  // namespace

std::vector<Object> read_old_merge_patches(Session& session, const Folder& folder,
                                           const std::vector<Reference>& references) {
  Arena& arena = session.work.arena;
  check_files(arena, folder, references);
  std::vector<Object> documents;
  for (const Reference& reference : references) {
    std::vector<Object> found;
    if (is_inline(reference)) {
      const std::uint16_t file =
          arena.text_in_file(*reference.node, reference.node->place.column - 1);
      found = read_objects(arena, read_documents(arena, reference.text, file));
    } else {
      const SourceText source = read_source(session, folder, reference.text, reference.node);
      found = read_objects(arena, read_documents(arena, source.text, source.file));
    }
    documents.insert(documents.end(), found.begin(), found.end());
  }
  if (documents.empty() && !references.empty())
    fail_at(arena, references.front().node, "patch appears to be empty");
  return documents;
}

std::vector<Replacement> read_replacements(Session& session, const Folder& folder,
                                           const std::vector<Replacement>& entries) {
  Arena& arena = session.work.arena;
  const Decoder decoder(arena, Decoder::Dialect::replacement);
  std::vector<Replacement> replacements;
  for (const Replacement& entry : entries) {
    if (entry.path.empty()) {
      replacements.push_back(entry);
      continue;
    }
    if (entry.source || !entry.targets.empty())
      fail_at(arena, entry.node, "a replacement cannot have both a path and parts of its own");
    const SourceText source = read_source(session, folder, entry.path, entry.node);
    const Node* document = read_first_document(arena, source.text, source.file);
    if (document != nullptr && document->kind == Kind::sequence) {
      for (const Node* item : document->children())
        replacements.push_back(read_replacement(decoder, *item));
    } else if (document != nullptr && document->kind == Kind::mapping) {
      replacements.push_back(read_replacement(decoder, *document));
    } else {
      fail_at(arena, entry.node, "there is no replacement in " + entry.path);
    }
  }
  return replacements;
}

SharedConfig read_configurations(Session& session, const Folder& folder,
                                 const Kustomization& kustomization) {
  Arena& arena = session.work.arena;
  if (!kustomization.crds.empty())
    fail_at(arena, kustomization.crds.front().node, "crds are not read here");
  SharedConfig config;
  for (const Reference& reference : kustomization.configurations) {
    const SourceText source = read_source(session, folder, reference.text, reference.node);
    const Node* document = read_first_document(arena, source.text, source.file);
    if (document == nullptr) continue;
    config = merge_configs(config, std::make_shared<const TransformerConfig>(
                                       read_transformer_config(arena, *document)));
  }
  return merge_configs(default_config(), config);
}

TransformerConfig read_transformer_config(const Arena& arena, const Node& document) {
  const Decoder decoder(arena, Decoder::Dialect::kustomization);
  TransformerConfig config;
  std::vector<FieldReader> readers;
  for (const std::string_view section :
       {"namePrefix", "nameSuffix", "namespace", "commonLabels", "labels", "templateLabels",
        "volumeClaimTemplateLabels", "commonAnnotations", "varReference", "images", "replicas"}) {
    readers.push_back({section, [&decoder, specs = config.section(section)](const Node& node) {
                         decoder.items(node, [&](const Node& item) {
                           specs->push_back(read_field_spec(decoder, item));
                         });
                       }});
  }
  readers.push_back({"nameReference", [&](const Node& node) {
                       decoder.items(node, [&](const Node& item) {
                         NameReference reference;
                         std::vector<FieldReader> fields = decoder.into(reference.target);
                         fields.push_back({"fieldSpecs", [&](const Node& list) {
                                             decoder.items(list, [&](const Node& spec) {
                                               reference.referrers.push_back(
                                                   read_field_spec(decoder, spec));
                                             });
                                           }});
                         decoder.fields(item, fields);
                         config.name_reference.push_back(std::move(reference));
                       });
                     }});
  decoder.fields(document, readers);
  return config;
}

}  // namespace relctl::render
