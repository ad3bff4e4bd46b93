// SPDX-License-Identifier: MIT
#include "render/field_spec.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/order.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

std::string part_or_any(std::string_view part) {
  return part == "-" ? "" : std::string(part);
}

FieldSpec parse_spec(std::string_view line) {
  const std::string_view path = take(line, ' ');
  const std::string_view kind = take(line, ' ');
  const std::string_view group = take(line, ' ');
  const std::string_view version = take(line, ' ');
  return make_spec({part_or_any(group), part_or_any(version), part_or_any(kind)}, path,
                   line == "create");
}

NameReference parse_target(std::string_view line) {
  take(line, ' ');
  const std::string_view kind = take(line, ' ');
  const std::string_view group = take(line, ' ');
  return {{part_or_any(group), part_or_any(line), part_or_any(kind)}, {}};
}

TransformerConfig read_data(std::string_view data) {
  TransformerConfig config;
  std::string_view section;
  while (!data.empty()) {
    const std::string_view line = take(data, '\n');
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      section = line.substr(1, line.size() - 2);
    } else if (line[0] == '>') {
      config.name_reference.push_back(parse_target(line));
    } else if (section == "nameReference") {
      config.name_reference.back().referrers.push_back(parse_spec(line));
    } else {
      config.section(section)->push_back(parse_spec(line));
    }
  }
  return config;
}

/// Adds one spec, as merge_specs() says.
void merge_spec(FieldSpecs& specs, const FieldSpec& incoming) {
  const auto covers = [&](const FieldSpec& spec) {
    return spec.gvk.is_selected_by(incoming.gvk) && spec.path == incoming.path;
  };
  const auto found = std::find_if(specs.begin(), specs.end(), covers);
  if (found == specs.end()) {
    specs.push_back(incoming);
  } else if (found->create != incoming.create) {
    throw Error(ErrorKind::input, "conflicting fieldspecs: " + incoming.path + " of " +
                                      incoming.gvk.text() + " is given with another \"create\"");
  }
}

void merge_references(std::vector<NameReference>& references, const NameReference& incoming) {
  bool found = false;
  for (NameReference& reference : references) {
    if (reference.target != incoming.target) continue;
    merge_specs(reference.referrers, incoming.referrers);
    found = true;
  }
  if (!found) references.push_back(incoming);
}

void sort_specs(TransformerConfig& config) {
  const auto precedes = [](const auto& a, const auto& b) { return gvk_precedes(a.gvk, b.gvk); };
  for (const auto list :
       {&TransformerConfig::name_prefix, &TransformerConfig::name_suffix, &TransformerConfig::ns,
        &TransformerConfig::common_labels, &TransformerConfig::labels,
        &TransformerConfig::template_labels, &TransformerConfig::volume_claim_template_labels,
        &TransformerConfig::common_annotations, &TransformerConfig::var_reference,
        &TransformerConfig::images, &TransformerConfig::replicas}) {
    std::stable_sort((config.*list).begin(), (config.*list).end(), precedes);
  }
  std::stable_sort(config.name_reference.begin(), config.name_reference.end(),
                   [](const NameReference& a, const NameReference& b) {
                     return gvk_precedes(a.target, b.target);
                   });
}

/// `incoming` added to `config`, spec by spec, and sorted. Added to nothing it is thinned out as
/// well: a spec of all kinds is left out behind one of the same path for some kind.
TransformerConfig merged_into(TransformerConfig config, const TransformerConfig& incoming) {
  for (const auto list :
       {&TransformerConfig::name_prefix, &TransformerConfig::name_suffix, &TransformerConfig::ns,
        &TransformerConfig::common_annotations, &TransformerConfig::common_labels,
        &TransformerConfig::labels, &TransformerConfig::template_labels,
        &TransformerConfig::volume_claim_template_labels, &TransformerConfig::var_reference,
        &TransformerConfig::images, &TransformerConfig::replicas}) {
    merge_specs(config.*list, incoming.*list);
  }
  for (const NameReference& reference : incoming.name_reference)
    merge_references(config.name_reference, reference);
  sort_specs(config);
  return config;
}

}  // namespace

FieldSpec make_spec(Gvk gvk, std::string_view path, bool create) {
  return {std::move(gvk), std::string(path), create, split_path(path, '/')};
}

FieldSpecs* TransformerConfig::section(std::string_view name) {
  struct Section {
    std::string_view name;
    FieldSpecs TransformerConfig::*list;
  };
  static constexpr Section sections[] = {
      {"namePrefix", &TransformerConfig::name_prefix},
      {"nameSuffix", &TransformerConfig::name_suffix},
      {"namespace", &TransformerConfig::ns},
      {"commonLabels", &TransformerConfig::common_labels},
      {"labels", &TransformerConfig::labels},
      {"templateLabels", &TransformerConfig::template_labels},
      {"volumeClaimTemplateLabels", &TransformerConfig::volume_claim_template_labels},
      {"commonAnnotations", &TransformerConfig::common_annotations},
      {"varReference", &TransformerConfig::var_reference},
      {"images", &TransformerConfig::images},
      {"replicas", &TransformerConfig::replicas}};
  for (const Section& section : sections) {
    if (section.name == name) return &(this->*section.list);
  }
  return nullptr;
}

SharedConfig default_config() {
  static const SharedConfig config = [] {
    TransformerConfig read = read_data(field_spec_data());
    sort_specs(read);
    sort_specs(read);
    return std::make_shared<const TransformerConfig>(std::move(read));
  }();
  return config;
}

void merge_specs(FieldSpecs& specs, const FieldSpecs& incoming) {
  for (const FieldSpec& spec : incoming)
    merge_spec(specs, spec);
}

SharedConfig merge_configs(const SharedConfig& config, const SharedConfig& incoming) {
  if (incoming == nullptr || config == incoming) return config;
  // The built-in fields stay as they are where they are added to nothing, which takes long to find.
  if (config == nullptr && incoming == default_config()) return incoming;
  return std::make_shared<const TransformerConfig>(
      merged_into(config == nullptr ? TransformerConfig{} : *config, *incoming));
}

std::vector<std::string> split_path(std::string_view path, char delimiter) {
  std::vector<std::string> pieces;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find(delimiter, start), path.size());
    pieces.emplace_back(path.substr(start, end - start));
    start = end + 1;
  }
  if (pieces.size() > 1 && pieces.front().empty()) pieces.erase(pieces.begin());
  std::vector<std::string> parts{pieces.front()};
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (parts.back().ends_with('\\')) {
      parts.back().back() = delimiter;
      parts.back() += pieces[i];
    } else {
      parts.push_back(pieces[i]);
    }
  }
  return parts;
}

std::vector<std::string> split_field_path(std::string_view path) {
  const std::vector<std::string> pieces = split_path(path, '.');
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].starts_with('[') || pieces[i].ends_with(']')) {
      parts.push_back(pieces[i]);
      continue;
    }
    std::string together = pieces[i];
    while (i + 1 < pieces.size()) {
      together += "." + pieces[++i];
      if (pieces[i].ends_with(']')) break;
    }
    if (together.find('=') == std::string::npos) {
      together.erase(0, together.find_first_not_of("[]"));
      together.erase(together.find_last_not_of("[]") + 1);
    }
    parts.push_back(std::move(together));
  }
  return parts;
}

}  // namespace relctl::render
