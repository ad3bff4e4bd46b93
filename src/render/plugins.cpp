// SPDX-License-Identifier: MIT
#include <memory>

#include "base/error.hpp"
#include "render/decoder.hpp"
#include "render/fields.hpp"
#include "render/generate_objects.hpp"
#include "render/read_entries.hpp"
#include "render/read_objects.hpp"
#include "render/read_yaml.hpp"
#include "render/sources.hpp"
#include "render/step.hpp"

namespace relctl::render {
namespace {

[[noreturn]] void refuse_plugin(const Arena& arena, const Object& plugin,
                                const std::string& fault) {
  throw Error(ErrorKind::input, fault).at(location_of(arena, plugin.root()));
}

void require_builtin(const Arena& arena, const Object& plugin) {
  const Gvk& gvk = plugin.id().gvk;
  if (gvk.group.empty() && gvk.version == "builtin") return;
  refuse_plugin(arena, plugin,
                "external plugins and functions are not run: " + gvk.api_version() + " " +
                    gvk.kind + " \"" + plugin.id().name + "\"");
}

/// Reads the configuration of one transformer.
class Plugin {
 public:
  using Run = std::function<void(Objects&)>;

  Plugin(Session& session, const Folder& folder, const Object& configuration)
      : session_(session),
        folder_(folder),
        object_(configuration),
        decoder_(session.work.arena, Decoder::Dialect::manifest) {}

  Run run() {
    struct Entry {
      std::string_view kind;
      Run (Plugin::*make)();
    };
    static constexpr Entry entries[] = {{"AnnotationsTransformer", &Plugin::annotations},
                                        {"LabelTransformer", &Plugin::labels},
                                        {"NamespaceTransformer", &Plugin::ns},
                                        {"PrefixTransformer", &Plugin::affixes},
                                        {"SuffixTransformer", &Plugin::affixes},
                                        {"PrefixSuffixTransformer", &Plugin::affixes},
                                        {"ImageTagTransformer", &Plugin::image},
                                        {"ReplicaCountTransformer", &Plugin::replicas},
                                        {"ReplacementTransformer", &Plugin::replacements},
                                        {"PatchTransformer", &Plugin::patch},
                                        {"PatchJson6902Transformer", &Plugin::json_patch},
                                        {"PatchStrategicMergeTransformer", &Plugin::merge_patch},
                                        {"HashTransformer", &Plugin::hash}};
    for (const Entry& entry : entries) {
      if (entry.kind == object_.id().gvk.kind) return (this->*entry.make)();
    }
    refuse_plugin(session_.work.arena, object_,
                  "the transformer " + object_.id().gvk.kind + " is not done here");
  }

 private:
  Workspace* work() { return &session_.work; }

  void read(const std::vector<FieldReader>& readers) { decoder_.fields(*object_.root(), readers); }

  FieldReader specs() {
    return {"fieldSpecs", [this](const Node& node) {
              decoder_.items(node, [this](const Node& item) {
                specs_.push_back(read_field_spec(decoder_, item));
              });
            }};
  }

  Run texts(std::string_view field) {
    TextMap texts;
    read({decoder_.into(field, texts), specs()});
    return [work = work(), texts, specs = specs_](Objects& objects) {
      set_texts(*work, objects, texts, specs);
    };
  }
  Run annotations() { return texts("annotations"); }
  Run labels() { return texts("labels"); }

  Run ns() {
    NamespaceChange change;
    std::string subjects;
    read({{"metadata",
           [&](const Node& node) {
             decoder_.fields(node, {decoder_.into("namespace", change.ns)});
           }},
          specs(),
          decoder_.into("unsetOnly", change.unset_only),
          decoder_.into("setRoleBindingSubjects", subjects)});
    change.specs = specs_;
    if (subjects == "allServiceAccounts") {
      change.subjects = BindingSubjects::all_service_accounts;
    } else if (subjects == "none") {
      change.subjects = BindingSubjects::none;
    } else if (!subjects.empty() && subjects != "defaultOnly") {
      refuse_plugin(session_.work.arena, object_,
                    "setRoleBindingSubjects is defaultOnly, allServiceAccounts or none");
    }
    return [work = work(), change](Objects& objects) { set_namespace(*work, objects, change); };
  }

  Run affixes() {
    std::string prefix;
    std::string suffix;
    read({decoder_.into("prefix", prefix), decoder_.into("suffix", suffix), specs()});
    if (specs_.empty())
      refuse_plugin(session_.work.arena, object_, "fieldSpecs is not expected to be nil");
    const std::string& kind = object_.id().gvk.kind;
    const bool prefixes = kind != "SuffixTransformer";
    const bool suffixes = kind != "PrefixTransformer";
    return [=, work = work(), specs = specs_](Objects& objects) {
      if (prefixes) add_prefix(*work, objects, prefix, specs);
      if (suffixes) add_suffix(*work, objects, suffix, specs);
    };
  }

  Run image() {
    auto image = std::make_shared<std::vector<ImageChange>>(1);
    read({{"imageTag", [&](const Node& node) { image->front() = read_image(decoder_, node); }},
          specs()});
    return [work = work(), image, specs = specs_](Objects& objects) {
      set_images(*work, objects, *image, specs);
    };
  }

  Run replicas() {
    Replicas replicas;
    read({{"replica", [&](const Node& node) { replicas = read_replicas(decoder_, node); }},
          specs()});
    return [work = work(), replicas, specs = specs_](Objects& objects) {
      set_replicas(*work, objects, replicas, specs);
    };
  }

  Run replacements() {
    std::vector<Replacement> entries;
    read({{"replacements", [&](const Node& node) {
             decoder_.items(node, [&](const Node& item) {
               entries.push_back(read_replacement(decoder_, item));
             });
           }}});
    auto all =
        std::make_shared<std::vector<Replacement>>(read_replacements(session_, folder_, entries));
    return [work = work(), all](Objects& objects) { apply_replacements(*work, objects, *all); };
  }

  Run patch() {
    auto entry = std::make_shared<Patch>(read_patch(decoder_, *object_.root()));
    auto loaded = std::make_shared<LoadedPatch>(load_entry(session_, folder_, *entry));
    return
        [work = work(), entry, loaded](Objects& objects) { apply_patch(*work, objects, *loaded); };
  }

  Run json_patch() {
    auto entry = std::make_shared<Patch>(read_patch(decoder_, *object_.root()));
    read({decoder_.into("jsonOp", entry->text)});
    auto loaded = std::make_shared<LoadedPatch>(load_old_json_patch(session_, folder_, *entry));
    return [work = work(), entry, loaded](Objects& objects) {
      apply_old_json_patch(*work, objects, *loaded);
    };
  }

  Run merge_patch() {
    std::vector<Reference> paths;
    std::string text;
    read({decoder_.into("paths", paths), decoder_.into("patches", text)});
    auto documents =
        std::make_shared<std::vector<Object>>(read_old_merge_patches(session_, folder_, paths));
    Arena& arena = session_.work.arena;
    const std::uint16_t file = object_.root()->place.file;
    for (Object& document : read_objects(arena, read_documents(arena, text, file)))
      documents->push_back(std::move(document));
    if (documents->empty()) refuse_plugin(arena, object_, "patch appears to be empty");
    return [work = work(), documents](Objects& objects) {
      for (Object& document : *documents)
        apply_old_merge_patch(*work, objects, document);
    };
  }

  Run hash() {
    return [work = work()](Objects& objects) { add_hashes(*work, objects); };
  }

  Session& session_;
  const Folder& folder_;
  const Object& object_;
  Decoder decoder_;
  FieldSpecs specs_;
};

/// A ServiceAccount that stands for one of a cloud.
Object service_account(Session& session, const Object& plugin) {
  Arena& arena = session.work.arena;
  const Decoder decoder(arena, Decoder::Dialect::manifest);
  std::string cloud;
  std::string name;
  std::string ns;
  std::string account;
  std::string project;
  decoder.fields(
      *plugin.root(),
      {decoder.into("cloud", cloud),
       {"kubernetesService",
        [&](const Node& node) {
          decoder.fields(node, {decoder.into("name", name), decoder.into("namespace", ns)});
        }},
       {"serviceAccount", [&](const Node& node) {
          decoder.fields(node, {decoder.into("name", account), decoder.into("projectId", project)});
        }}});
  if (cloud != "gke")
    refuse_plugin(arena, plugin, "cloud provider " + cloud + " not supported yet");
  std::string text =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n"
      "    iam.gke.io/gcp-service-account: " +
      account + "@" + project + ".iam.gserviceaccount.com\n  name: " + name + "\n";
  if (!ns.empty()) text += "  namespace: " + ns + "\n";
  const auto documents = read_documents(arena, text, plugin.root()->place.file);
  return read_objects(arena, documents).front();
}

}  // namespace

Step plugin_step(Session& session, const Folder& folder, const Object& configuration) {
  const Arena& arena = session.work.arena;
  require_builtin(arena, configuration);
  const Id& id = configuration.id();
  const std::string file = arena.file_name(configuration.root()->place.file);
  Origin origin;
  if (configuration.notes.origin)
    origin = {"", configuration.notes.origin->path, id.gvk, id.name, id.ns};
  return {id.gvk.kind + " of " + file, origin, Plugin(session, folder, configuration).run()};
}

std::vector<Object> plugin_objects(Session& session, const Folder& folder,
                                   const Object& configuration) {
  Arena& arena = session.work.arena;
  require_builtin(arena, configuration);
  const std::string& kind = configuration.id().gvk.kind;
  const Decoder decoder(arena, Decoder::Dialect::manifest);
  const Node& root = *configuration.root();
  if (kind == "ConfigMapGenerator")
    return {generate(session.work, folder, read_config_map_generator(decoder, root), false, {})};
  if (kind == "SecretGenerator")
    return {generate(session.work, folder, read_secret_generator(decoder, root), true, {})};
  if (kind == "IAMPolicyGenerator") return {service_account(session, configuration)};
  refuse_plugin(arena, configuration, "the generator " + kind + " is not done here");
}

}  // namespace relctl::render
