// SPDX-License-Identifier: MIT
#include <memory>

#include "base/error.hpp"
#include "render/decoder.hpp"
#include "render/fields.hpp"
#include "render/patches.hpp"
#include "render/read_entries.hpp"
#include "render/read_objects.hpp"
#include "render/read_yaml.hpp"
#include "render/sources.hpp"
#include "render/step.hpp"
#include "tree/path.hpp"

namespace relctl::render {
namespace {

/// Collects the steps of one kustomization.
class StepCollector {
 public:
  StepCollector(Session& session, const Folder& folder, const Kustomization& kustomization,
                SharedConfig config, const std::string& origin)
      : session_(session),
        folder_(folder),
        file_(kustomization),
        config_(std::move(config)),
        configured_in_(
            join_path(origin, kustomization.file.substr(kustomization.file.rfind('/') + 1))) {}

  std::vector<Step> collect() {
    add_patches();
    add_names();
    add_labels();
    add_json_patches();
    add_values();
    return std::move(steps_);
  }

 private:
  void add(std::string_view field, std::string_view kind, std::function<void(Objects&)> run) {
    steps_.push_back({std::string(field) + " of " + file_.file,
                      {"", configured_in_, {"", "builtin", std::string(kind)}, "", ""},
                      std::move(run)});
  }

  Workspace& work() { return session_.work; }

  void add_patches() {
    if (!file_.patches_strategic_merge.empty()) {
      auto documents = std::make_shared<std::vector<Object>>(
          read_old_merge_patches(session_, folder_, file_.patches_strategic_merge));
      add("patchesStrategicMerge", "PatchStrategicMergeTransformer",
          [this_work = &work(), documents](Objects& objects) {
            for (Object& document : *documents)
              apply_old_merge_patch(*this_work, objects, document);
          });
    }
    for (const Patch& patch : file_.patches) {
      auto loaded = std::make_shared<LoadedPatch>(load_entry(session_, folder_, patch));
      add("patches", "PatchTransformer", [this_work = &work(), loaded](Objects& objects) {
        apply_patch(*this_work, objects, *loaded);
      });
    }
  }

  void add_names() {
    if (!file_.ns.empty()) {
      add("namespace", "NamespaceTransformer",
          [this_work = &work(), change = NamespaceChange{file_.ns, config_->ns}](Objects& objects) {
            set_namespace(*this_work, objects, change);
          });
    }
    if (!file_.name_prefix.empty()) {
      add("namePrefix", "PrefixTransformer",
          [this_work = &work(), &file = file_, config = config_](Objects& objects) {
            add_prefix(*this_work, objects, file.name_prefix, config->name_prefix);
          });
    }
    if (!file_.name_suffix.empty()) {
      add("nameSuffix", "SuffixTransformer",
          [this_work = &work(), &file = file_, config = config_](Objects& objects) {
            add_suffix(*this_work, objects, file.name_suffix, config->name_suffix);
          });
    }
  }

  void add_texts(std::string_view field, std::string_view kind, const TextMap& texts,
                 FieldSpecs specs) {
    add(field, kind, [this_work = &work(), &texts, specs = std::move(specs)](Objects& objects) {
      set_texts(*this_work, objects, texts, specs);
    });
  }

  void add_labels() {
    for (const Labels& labels : file_.labels)
      add_texts("labels", "LabelTransformer", labels.pairs, label_specs(labels));
    if (!file_.labels.empty() || !file_.common_labels.empty())
      add_texts("commonLabels", "LabelTransformer", file_.common_labels, config_->common_labels);
    if (!file_.common_annotations.empty()) {
      add_texts("commonAnnotations", "AnnotationsTransformer", file_.common_annotations,
                config_->common_annotations);
    }
  }

  [[nodiscard]] FieldSpecs label_specs(const Labels& labels) const {
    FieldSpecs specs = labels.fields;
    merge_specs(specs, config_->labels);
    if (labels.include_selectors) {
      merge_specs(specs, config_->common_labels);
      return specs;
    }
    if (labels.include_templates) merge_specs(specs, config_->template_labels);
    if (labels.include_volume_claim_templates)
      merge_specs(specs, config_->volume_claim_template_labels);
    merge_specs(specs, {make_spec({}, "metadata/labels", true)});
    return specs;
  }

  void add_json_patches() {
    for (const Patch& patch : file_.patches_json) {
      auto loaded = std::make_shared<LoadedPatch>(load_old_json_patch(session_, folder_, patch));
      add("patchesJson6902", "PatchJson6902Transformer",
          [this_work = &work(), loaded](Objects& objects) {
            apply_old_json_patch(*this_work, objects, *loaded);
          });
    }
  }

  void add_values() {
    for (const Replicas& replicas : file_.replicas) {
      add("replicas", "ReplicaCountTransformer",
          [this_work = &work(), &replicas, config = config_](Objects& objects) {
            set_replicas(*this_work, objects, replicas, config->replicas);
          });
    }
    for (std::size_t i = 0; i < file_.images.size(); ++i) {
      // All entries run as one, at the place of the first; the others leave their annotation alone.
      add("images", "ImageTagTransformer",
          [this_work = &work(), &file = file_, config = config_, i](Objects& objects) {
            if (i == 0) set_images(*this_work, objects, file.images, config->images);
          });
    }
    if (file_.replacements.empty()) return;
    auto replacements = std::make_shared<std::vector<Replacement>>(
        read_replacements(session_, folder_, file_.replacements));
    add("replacements", "ReplacementTransformer",
        [this_work = &work(), replacements](Objects& objects) {
          apply_replacements(*this_work, objects, *replacements);
        });
  }

  Session& session_;
  const Folder& folder_;
  const Kustomization& file_;
  SharedConfig config_;
  std::string configured_in_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> field_steps(Session& session, const Folder& folder,
                              const Kustomization& kustomization, const SharedConfig& config,
                              const std::string& origin) {
  return StepCollector(session, folder, kustomization, config, origin).collect();
}

}  // namespace relctl::render
