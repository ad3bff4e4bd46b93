// SPDX-License-Identifier: MIT
#include "render/read_kustomization.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/read_entries.hpp"
#include "render/read_yaml.hpp"

namespace relctl::render {
namespace {

/// Fills a kustomization from the root of its file.
class KustomizationReader {
 public:
  KustomizationReader(const Arena& arena, Kustomization& result)
      : decoder_(arena, Decoder::Dialect::kustomization), out_(result) {}

  void read(const Node& root) {
    std::vector<FieldReader> readers = head();
    for (auto part : {&KustomizationReader::texts, &KustomizationReader::lists,
                      &KustomizationReader::transformers, &KustomizationReader::refused}) {
      auto more = (this->*part)();
      readers.insert(readers.end(), more.begin(), more.end());
    }
    decoder_.fields(root, readers);
    check_head(root);
    move_deprecated();
    check_not_empty(root);
  }

 private:
  std::vector<FieldReader> head() {
    return {decoder_.into("apiVersion", api_version_),
            decoder_.into("kind", kind_),
            {"metadata", [this](const Node& node) {
               std::string name;
               std::string ns;
               TextMap labels;
               TextMap annotations;
               decoder_.fields(node, {decoder_.into("name", name), decoder_.into("namespace", ns),
                                      decoder_.into("labels", labels),
                                      decoder_.into("annotations", annotations)});
             }}};
  }

  std::vector<FieldReader> texts() {
    return {decoder_.into("namePrefix", out_.name_prefix),
            decoder_.into("nameSuffix", out_.name_suffix),
            decoder_.into("namespace", out_.ns),
            decoder_.into("openapi", out_.openapi),
            deprecated(decoder_.into("commonLabels", out_.common_labels), "labels"),
            decoder_.into("commonAnnotations", out_.common_annotations),
            decoder_.into("buildMetadata", out_.build_metadata),
            one("sortOptions", out_.sort_options, read_sort_options),
            one("generatorOptions", out_.generator_options, read_generator_options)};
  }

  std::vector<FieldReader> lists() {
    return {decoder_.into("resources", out_.resources),
            deprecated(decoder_.into("bases", bases_), "resources"),
            decoder_.into("components", out_.components),
            decoder_.into("crds", out_.crds),
            decoder_.into("configurations", out_.configurations),
            decoder_.into("generators", out_.generators),
            decoder_.into("transformers", out_.transformers),
            decoder_.into("validators", out_.validators),
            many("configMapGenerator", out_.config_maps, read_config_map_generator),
            many("secretGenerator", out_.secrets, read_secret_generator)};
  }

  std::vector<FieldReader> transformers() {
    return {
        deprecated(decoder_.into("patchesStrategicMerge", out_.patches_strategic_merge), "patches"),
        deprecated(many("patchesJson6902", out_.patches_json, read_patch), "patches"),
        many("patches", out_.patches, read_patch),
        many("labels", out_.labels, read_labels),
        many("images", out_.images, read_image),
        deprecated(many("imageTags", image_tags_, read_image), "images"),
        many("replicas", out_.replicas, read_replicas),
        many("replacements", out_.replacements, read_replacement),
        deprecated(many("vars", out_.variables, read_variable), "replacements")};
  }

  std::vector<FieldReader> refused() {
    const auto refuse = [this](std::string_view name) {
      return FieldReader{name, [this](const Node& node) {
                           if (node.count > 0) fail_helm(node);
                         }};
    };
    return {refuse("helmCharts"),
            refuse("helmChartInflationGenerator"),
            {"helmGlobals", [](const Node&) {}}};
  }

  [[noreturn]] void fail_helm(const Node& node) const {
    throw Error(ErrorKind::input, "Helm charts are not rendered here")
        .at(location_of(decoder_.arena(), &node))
        .hint("render the chart with `helm template` into a file and list that under resources");
  }

  template <typename Value>
  FieldReader one(std::string_view name, std::optional<Value>& target,
                  Value (*read)(const Decoder&, const Node&)) {
    return {name, [this, &target, read](const Node& node) { target = read(decoder_, node); }};
  }

  template <typename Value>
  FieldReader many(std::string_view name, std::vector<Value>& target,
                   Value (*read)(const Decoder&, const Node&)) {
    return {name, [this, &target, read](const Node& node) {
              decoder_.items(node,
                             [&](const Node& item) { target.push_back(read(decoder_, item)); });
            }};
  }

  /// A field that still works, with kustomize's warning about it.
  FieldReader deprecated(FieldReader reader, std::string_view instead) {
    const std::string_view name = reader.name;
    const std::string experimental = name == "vars" ? "[EXPERIMENTAL] " : "";
    std::string warning = "# Warning: '" + std::string(name) + "' is deprecated. Please use '" +
                          std::string(instead) + "' instead. " + experimental +
                          "Run 'kustomize edit fix' to update your Kustomization automatically.";
    return {name, [this, read = std::move(reader.read), warning](const Node& node) {
              out_.warnings.push_back(warning);
              read(node);
            }};
  }

  void check_head(const Node& root) {
    out_.component = kind_ == "Component";
    if (!kind_.empty() && kind_ != "Kustomization" && !out_.component)
      decoder_.fail(*find(&root, "kind"), "kind should be Kustomization or Component");
    const std::string version =
        out_.component ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1";
    if (!api_version_.empty() && api_version_ != version) {
      decoder_.fail(
          *find(&root, "apiVersion"),
          "apiVersion for " + (kind_.empty() ? "Kustomization" : kind_) + " should be " + version);
    }
  }

  void move_deprecated() {
    std::move(bases_.begin(), bases_.end(), std::back_inserter(out_.resources));
    std::move(image_tags_.begin(), image_tags_.end(), std::back_inserter(out_.images));
    // kustomize tells of its fields in this order.
    static const std::vector<std::string> order = {
        "'bases'",           "'commonLabels'",          "'imageTags'",
        "'patchesJson6902'", "'patchesStrategicMerge'", "'vars'"};
    const auto rank = [](const std::string& warning) {
      return std::find_if(order.begin(), order.end(), [&](const std::string& name) {
        return warning.find(name) != std::string::npos;
      });
    };
    std::sort(out_.warnings.begin(), out_.warnings.end(),
              [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  }

  /// kustomize refuses a file in which no field but the head has a value.
  void check_not_empty(const Node& root) const {
    for (std::uint32_t i = 0; i < size_of(root); ++i) {
      const std::string_view name = key_at(root, i)->text;
      const Node& value = *value_at(root, i);
      const bool moved = name == "bases" || name == "imageTags";
      const bool head = name == "apiVersion" || name == "kind";
      if (head || is_null(&value) || (moved && value.count == 0)) continue;
      if (value.kind != Kind::scalar || !value.text.empty()) return;
    }
    fail_empty(decoder_.arena(), root.place.file);
  }

 public:
  [[noreturn]] static void fail_empty(const Arena& arena, std::uint16_t file) {
    throw Error(ErrorKind::input, "kustomization.yaml is empty: nothing is said in it")
        .at({arena.file_name(file), 1, 1, ""});
  }

 private:
  Decoder decoder_;
  Kustomization& out_;
  std::string api_version_;
  std::string kind_;
  std::vector<Reference> bases_;
  std::vector<ImageChange> image_tags_;
};

}  // namespace

Kustomization read_kustomization(Arena& arena, std::string_view text, std::uint16_t file) {
  Kustomization result;
  result.file = arena.file_name(file);
  const Node* root = read_first_document(arena, text, file);
  if (root == nullptr) KustomizationReader::fail_empty(arena, file);
  result.root = root;
  KustomizationReader(arena, result).read(*root);
  return result;
}

}  // namespace relctl::render
