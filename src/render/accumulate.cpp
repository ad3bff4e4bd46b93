// SPDX-License-Identifier: MIT
#include "render/accumulate.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/error_context.hpp"
#include "render/fields.hpp"
#include "render/generate_objects.hpp"
#include "render/read_kustomization.hpp"
#include "render/read_objects.hpp"
#include "render/read_yaml.hpp"
#include "tree/path.hpp"

namespace relctl::render {
namespace {

/// `path` seen from the folder at `origin`, both from the root kustomization.
std::string origin_path(const std::string& origin, const std::string& path) {
  std::vector<std::string> parts;
  const std::string joined = join_path(origin, path);
  for (std::size_t start = 0; start <= joined.size();) {
    const std::size_t end = std::min(joined.find('/', start), joined.size());
    const std::string part = joined.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  std::string result;
  for (const std::string& part : parts)
    result = join_path(result, part);
  return result;
}

std::string file_name(const Kustomization& kustomization) {
  return kustomization.file.substr(kustomization.file.rfind('/') + 1);
}

Origin builtin_origin(const std::string& origin, const Kustomization& kustomization,
                      std::string_view kind) {
  return {"",
          origin_path(origin, file_name(kustomization)),
          {"", "builtin", std::string(kind)},
          "",
          ""};
}

std::string place_text(const Arena& arena, const Object& object) {
  const Location place = location_of(arena, object.root());
  return place.file + ":" + std::to_string(place.line);
}

/// kustomize writes what it notes among an object's annotations, which become texts by that: what
/// comes next finds `"null"` and `"1.50"` where null and 1.50 stood.
void add_transformation(Arena& arena, Objects& objects, const Origin& origin) {
  for (Object* object : objects.list()) {
    if (object->is_gone()) continue;
    set_metadata_map(arena, *object->root(), "annotations",
                     metadata_map(object->root(), "annotations"));
    if (!object->notes.origin) {
      object->notes.origin = origin;
    } else {
      object->notes.transformations.push_back(origin);
    }
  }
}

/// The origin of what `generator` makes.
std::optional<Origin> made_by(const Object& generator) {
  if (!generator.notes.origin) return std::nullopt;
  const Id& id = generator.id();
  return Origin{"", generator.notes.origin->path, id.gvk, id.name, id.ns};
}

}  // namespace

const Kustomization& Accumulation::load(const Folder& folder) {
  std::vector<Found> files;
  for (const std::string_view name : {"kustomization.yaml", "kustomization.yml", "Kustomization"}) {
    const auto found = session_.files.find(join_path(folder.path(), name));
    if (found && (found->mode == Mode::file || found->mode == Mode::executable) &&
        folder.may_read(*found)) {
      files.push_back(*found);
    }
  }
  const std::string shown = session_.files.shown(folder.path());
  if (files.empty()) {
    throw Error(ErrorKind::input,
                "unable to find one of 'kustomization.yaml', 'kustomization.yml' or "
                "'Kustomization' in directory '" +
                    shown + "'");
  }
  if (files.size() > 1)
    throw Error(ErrorKind::input, "Found multiple kustomization files under: " + shown);
  Arena& arena = session_.work.arena;
  const std::uint16_t file = arena.file(session_.files.shown(files[0].path));
  session_.kustomizations.push_back(read_kustomization(arena, session_.files.read(files[0]), file));
  const Kustomization& loaded = session_.kustomizations.back();
  session_.warnings.insert(session_.warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
  return loaded;
}

void Accumulation::build(const Folder& folder, const Kustomization& kustomization,
                         const std::string& origin, Accumulator& target) {
  set_schema(folder, kustomization);
  for (const Reference& reference : kustomization.resources)
    add_resource(folder, reference, origin, target);
  target.config =
      merge_configs(target.config, read_configurations(session_, folder, kustomization));
  run_generators(folder, kustomization, origin, target);
  for (const Reference& reference : kustomization.components)
    add_component(folder, reference, origin, target);
  run_transformers(folder, kustomization, origin, target);
  if (!kustomization.validators.empty()) {
    throw Error(ErrorKind::input, "validators are not run here")
        .at(location_of(session_.work.arena, kustomization.validators.front().node));
  }
  add_variables(kustomization, target);
}

void Accumulation::add_resource(const Folder& folder, const Reference& reference,
                                const std::string& origin, Accumulator& target) {
  try {
    if (!is_remote(reference.text) && folder.is_folder(reference.text)) {
      add_base(folder, reference, origin, target);
    } else {
      add_file(folder, reference, origin, target);
    }
  } catch (Error& error) {
    throw error.at(location_of(session_.work.arena, reference.node));
  }
}

void Accumulation::add_file(const Folder& folder, const Reference& reference,
                            const std::string& origin, Accumulator& target) {
  Arena& arena = session_.work.arena;
  const SourceText source = read_source(session_, folder, reference.text, reference.node);
  for (Object& object : read_objects(arena, read_documents(arena, source.text, source.file))) {
    session_.objects.push_back(std::move(object));
    Object& kept = session_.objects.back();
    if (session_.tracks_origins) {
      kept.notes.origin = Origin{};
      kept.notes.origin->path = origin_path(origin, reference.text);
    }
    try {
      target.objects.append(kept);
    } catch (Error& error) {
      throw error.at(location_of(arena, kept.root()));
    }
  }
}

const Kustomization& Accumulation::load_below(const Folder& folder, bool component,
                                              const Reference& reference) {
  const Kustomization& kustomization = load(folder);
  if (kustomization.component == component) return kustomization;
  throw Error(ErrorKind::input, component
                                    ? "expected kind 'Component' for path '" + reference.text + "'"
                                    : "expected kind != 'Component' for path '" + reference.text +
                                          "'; list it under components");
}

void Accumulation::add_base(const Folder& folder, const Reference& reference,
                            const std::string& origin, Accumulator& target) {
  const Folder below = folder.enter(reference.text);
  const Kustomization& kustomization = load_below(below, false, reference);
  Accumulator base;
  build(below, kustomization, origin_path(origin, reference.text), base);
  for (Object* object : base.objects.list()) {
    try {
      target.objects.append(*object);
    } catch (const Error& error) {
      throw with_context(error,
                         std::string(error.what()) + ", which " + reference.text + " brings again")
          .hint("it comes from " + place_text(session_.work.arena, *object));
    }
  }
  target.config = merge_configs(target.config, base.config);
  for (const Variable& variable : base.variables) {
    const bool known =
        std::any_of(target.variables.begin(), target.variables.end(),
                    [&](const Variable& other) { return other.name == variable.name; });
    if (known) throw Error(ErrorKind::input, "var '" + variable.name + "' already encountered");
    target.variables.push_back(variable);
  }
}

void Accumulation::add_component(const Folder& folder, const Reference& reference,
                                 const std::string& origin, Accumulator& target) {
  try {
    const Folder below = folder.enter(reference.text);
    const Kustomization& kustomization = load_below(below, true, reference);
    build(below, kustomization, origin_path(origin, reference.text), target);
  } catch (Error& error) {
    throw error.at(location_of(session_.work.arena, reference.node));
  }
}

void Accumulation::set_schema(const Folder& folder, const Kustomization& kustomization) {
  if (session_.has_own_schema) return;
  const auto path = kustomization.openapi.find("path");
  const auto version = kustomization.openapi.find("version");
  Arena& arena = session_.work.arena;
  if (path != kustomization.openapi.end()) {
    if (version != kustomization.openapi.end()) {
      throw Error(ErrorKind::input, "openapi: path and version cannot both be given")
          .at({kustomization.file, 0, 0, ""});
    }
    if (!session_.objects.empty()) {
      throw Error(ErrorKind::input,
                  "openapi: here it says nothing of the objects that were read before, and "
                  "kustomize joins it with what is built in; that is not done here")
          .at({kustomization.file, 0, 0, ""})
          .hint("put openapi into the kustomization that is built");
    }
    const SourceText source = read_source(session_, folder, path->second, kustomization.root);
    const Node* document = read_first_document(arena, source.text, source.file);
    if (document != nullptr) session_.work.schema = Schema::custom(*document);
    session_.has_own_schema = true;
  } else if (version != kustomization.openapi.end() && !version->second.empty()) {
    if (version->second != "v1.21.2") {
      throw Error(ErrorKind::input,
                  "openapi: the version \"" + version->second + "\" is not built in")
          .at({kustomization.file, 0, 0, ""})
          .hint("v1.21.2 is");
    }
    session_.has_own_schema = true;
  }
}

void Accumulation::run_generators(const Folder& folder, const Kustomization& kustomization,
                                  const std::string& origin, Accumulator& target) {
  const auto take = [&](Object object, std::optional<Origin> from) {
    session_.objects.push_back(std::move(object));
    if (session_.tracks_origins) session_.objects.back().notes.origin = std::move(from);
    absorb(session_.work, target.objects, session_.objects.back());
  };
  for (const bool secret : {false, true}) {
    const std::string_view kind = secret ? "SecretGenerator" : "ConfigMapGenerator";
    for (const Generator& generator : secret ? kustomization.secrets : kustomization.config_maps) {
      take(generate(session_.work, folder, generator, secret, kustomization.generator_options),
           builtin_origin(origin, kustomization, kind));
    }
  }
  for (Object* plugin : read_plugins(folder, kustomization, kustomization.generators, origin)) {
    for (Object& object : plugin_objects(session_, folder, *plugin))
      take(std::move(object), made_by(*plugin));
  }
}

std::vector<Object*> Accumulation::read_plugins(const Folder& folder,
                                                const Kustomization& kustomization,
                                                const std::vector<Reference>& references,
                                                const std::string& origin) {
  Accumulator plugins;
  std::vector<const Reference*> paths;
  Arena& arena = session_.work.arena;
  for (const Reference& reference : references) {
    // A text without a line break is a path.
    if (reference.text.find('\n') == std::string::npos) {
      paths.push_back(&reference);
      continue;
    }
    const std::vector<Node*> documents =
        read_documents(arena, reference.text, reference.node->place.file);
    for (Object& object : read_objects(arena, documents)) {
      session_.objects.push_back(std::move(object));
      if (session_.tracks_origins) {
        session_.objects.back().notes.origin = Origin{};
        session_.objects.back().notes.origin->path = origin_path(origin, file_name(kustomization));
      }
      plugins.objects.append(session_.objects.back());
    }
  }
  for (const Reference* path : paths)
    add_resource(folder, *path, origin, plugins);
  return plugins.objects.list();
}

void Accumulation::run_transformers(const Folder& folder, const Kustomization& kustomization,
                                    const std::string& origin, Accumulator& target) {
  std::vector<Step> steps = field_steps(session_, folder, kustomization, target.config, origin);
  for (const Object* plugin :
       read_plugins(folder, kustomization, kustomization.transformers, origin)) {
    steps.push_back(plugin_step(session_, folder, *plugin));
  }
  Arena& arena = session_.work.arena;
  for (const Step& step : steps) {
    arena.set_setter(step.description);
    step.run(target.objects);
    if (session_.tracks_origins) add_transformation(arena, target.objects, step.origin);
    target.objects.drop_gone();
  }
  arena.set_setter("");
}

void Accumulation::add_variables(const Kustomization& kustomization, Accumulator& target) {
  const Arena& arena = session_.work.arena;
  for (const Variable& variable : kustomization.variables) {
    const Id id{variable.gvk, variable.object_name, variable.object_ns, false};
    const auto found = target.objects.with_any_id(id, variable.object_ns.empty());
    if (found.size() > 1) {
      throw Error(ErrorKind::input, "found " + std::to_string(found.size()) + " objects for var " +
                                        variable.name + " (unable to disambiguate)")
          .at(location_of(arena, variable.node));
    }
    if (found.size() == 1) found.front()->variables.push_back(variable.name);
  }
  for (const Variable& variable : kustomization.variables) {
    const bool known =
        std::any_of(target.variables.begin(), target.variables.end(),
                    [&](const Variable& other) { return other.name == variable.name; });
    if (known) {
      throw Error(ErrorKind::input, "var '" + variable.name + "' already encountered")
          .at(location_of(arena, variable.node));
    }
    target.variables.push_back(variable);
  }
}

}  // namespace relctl::render
