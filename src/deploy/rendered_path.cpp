// SPDX-License-Identifier: MIT
#include "deploy/rendered_path.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "kustomize/kustomization.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

constexpr const char* kustomization_name = "kustomization.yaml";
constexpr const char* origin_key = "relctl.dev/rendered-from";
constexpr std::string_view renderer_prefix = "kustomize-5.8.2+";

bool is_kept(const std::string& file, const std::vector<std::string>& keep) {
  return std::any_of(keep.begin(), keep.end(),
                     [&](const std::string& each) { return is_below(file, each); });
}

void collect_files(const Tree& tree, const std::string& path, const std::string& below,
                   const std::vector<std::string>& keep, std::vector<std::string>& files) {
  for (const Entry& entry : tree.list(join_path(path, below))) {
    const std::string file = join_path(below, entry.name);
    if (is_kept(file, keep)) continue;
    if (entry.mode == Mode::directory) {
      collect_files(tree, path, file, keep, files);
    } else {
      files.push_back(file);
    }
  }
}

/// The annotations of the kustomization; null where it has none of ours.
const yaml::Node* annotations_of(const yaml::Stream& stream) {
  if (stream.documents.size() != 1) return nullptr;
  const yaml::Node* metadata = stream.documents.front().find("metadata");
  const yaml::Node* annotations = metadata == nullptr ? nullptr : metadata->find("annotations");
  const bool is_ours = annotations != nullptr && annotations->text(origin_key).has_value();
  return is_ours ? annotations : nullptr;
}

std::vector<kustomize::ImageSetting> settings_of(const kustomize::Kustomization& kustomization) {
  std::vector<kustomize::ImageSetting> settings;
  for (const kustomize::ImageEntry& entry : kustomization.images) {
    if (entry.new_tag || entry.digest)
      settings.push_back({entry.new_name.value_or(entry.name), entry.new_tag, entry.digest});
  }
  return settings;
}

/// True for a kustomization that does nothing but refer to one folder and set images, such as
/// `source` makes: it says nothing that a render of that folder would lose.
bool is_reference_to(const Tree& tree, const std::string& path, const std::string& from) {
  const std::string file = join_path(path, kustomization_name);
  const auto kustomization = kustomize::load_kustomization(tree, file);
  if (kustomization.stream.documents.empty()) return false;
  const auto& entries = kustomization.stream.documents.front().entries;
  return kustomization.resources == std::vector{from} &&
         std::all_of(entries.begin(), entries.end(), [](const yaml::Entry& entry) {
           const std::string& key = entry.key.value;
           return key == "apiVersion" || key == "kind" || key == "resources" || key == "images";
         });
}

/// Files that people put into the path before it was rendered for the first time.
std::vector<std::string> strangers_in(const Tree& tree, const std::string& path,
                                      const std::string& from,
                                      const std::vector<std::string>& keep) {
  std::vector<std::string> strangers = files_in(tree, path, keep);
  const auto own = std::find(strangers.begin(), strangers.end(), kustomization_name);
  if (own != strangers.end() && is_reference_to(tree, path, from)) strangers.erase(own);
  return strangers;
}

void refuse_strangers(const std::string& path, const RenderedPath& rendered,
                      const std::vector<std::string>& strangers) {
  if (strangers.empty()) return;
  throw Error(ErrorKind::conflict, fmt::format("{} holds files that no render of {} makes: {}",
                                               path, rendered.from, fmt::join(strangers, ", ")))
      .hint(fmt::format("move what says how it is built to {}, and delete the rest", rendered.from))
      .hint("or name what is to stay under `render.keep` in relctl.yaml");
}

void check_renderer(const std::string& path, const std::string& renderer) {
  if (!is_newer_renderer(renderer)) return;
  throw Error(ErrorKind::input, fmt::format("{} was rendered by a newer relctl ({}), and this one "
                                            "renders as {}",
                                            path, renderer, own_renderer))
      .hint("install that relctl");
}

ObjectId revision_in(const yaml::Node& annotations, const std::string& file) {
  const auto id = ObjectId::parse(annotations.text("relctl.dev/revision").value_or(""));
  if (id) return *id;
  throw Error(ErrorKind::input, fmt::format("{}: relctl.dev/revision names no commit", file))
      .at({file, 0, 0, ""});
}

std::vector<std::string> listed_files(const kustomize::Kustomization& kustomization) {
  std::vector<std::string> names;
  for (const std::string& resource : kustomization.resources)
    names.push_back(resource.substr(resource.rfind('/') + 1));
  return names;
}

}  // namespace

std::vector<std::string> files_in(const Tree& tree, const std::string& path,
                                  const std::vector<std::string>& keep) {
  std::vector<std::string> files;
  collect_files(tree, path, "", keep, files);
  return files;
}

bool is_newer_renderer(std::string_view renderer) {
  if (!renderer.starts_with(renderer_prefix)) return true;
  const auto number = [](std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional(value) : std::nullopt;
  };
  const auto theirs = number(renderer.substr(renderer_prefix.size()));
  return !theirs || *theirs > *number(own_renderer.substr(renderer_prefix.size()));
}

std::optional<RenderedPath> read_rendered(const Tree& tree, const std::string& path,
                                          const std::vector<std::string>& keep) {
  const std::string file = join_path(path, kustomization_name);
  const auto entry = tree.find(file);
  if (!entry || entry->mode == Mode::directory) return std::nullopt;
  const auto kustomization = kustomize::load_kustomization(tree, file);
  const yaml::Node* annotations = annotations_of(kustomization.stream);
  if (annotations == nullptr) return std::nullopt;
  RenderedPath rendered;
  rendered.from = annotations->text(origin_key).value_or("");
  rendered.inputs = annotations->text("relctl.dev/inputs").value_or("");
  rendered.renderer = annotations->text("relctl.dev/renderer").value_or("");
  rendered.revision = revision_in(*annotations, file);
  rendered.images = settings_of(kustomization);
  rendered.order = listed_files(kustomization);
  for (const std::string& name : files_in(tree, path, keep)) {
    if (name != kustomization_name)
      rendered.objects.emplace(name, read_file(tree, join_path(path, name)));
  }
  return rendered;
}

bool may_be_rendered(const Tree& tree, const std::string& path) {
  const std::string file = join_path(path, kustomization_name);
  const auto entry = tree.find(file);
  if (!entry || entry->mode == Mode::directory) return false;
  const std::string text = tree.read(file);
  return text.find(origin_key) != text.npos || text.find('\\') != text.npos;
}

std::vector<kustomize::ImageSetting> images_listed(const Tree& tree, const std::string& path) {
  const auto file = kustomize::find_kustomization(tree, path);
  if (!file) return {};
  return settings_of(kustomize::load_kustomization(tree, *file));
}

std::string rendered_kustomization(const RenderedPath& rendered) {
  std::string text = fmt::format(
      "# Rendered by relctl from {}; changes belong there.\n"
      "apiVersion: kustomize.config.k8s.io/v1beta1\n"
      "kind: Kustomization\n"
      "metadata:\n"
      "  annotations:\n"
      "    relctl.dev/inputs: {}\n"
      "    relctl.dev/rendered-from: {}\n"
      "    relctl.dev/renderer: {}\n"
      "    relctl.dev/revision: {}\n",
      rendered.from, yaml::quote_if_needed(rendered.inputs), yaml::quote_if_needed(rendered.from),
      yaml::quote_if_needed(rendered.renderer), yaml::quote_if_needed(rendered.revision.hex()));
  text += rendered.order.empty() ? "resources: []\n" : "resources:\n";
  for (const std::string& name : rendered.order)
    text += fmt::format("  - {}\n", yaml::quote_if_needed(name));
  if (!rendered.images.empty()) text += "images:\n";
  for (const kustomize::ImageSetting& image : rendered.images) {
    text += fmt::format("  - name: {}\n", yaml::quote_if_needed(image.name));
    if (image.tag) text += fmt::format("    newTag: {}\n", yaml::quote_if_needed(*image.tag));
    if (image.digest) text += fmt::format("    digest: {}\n", yaml::quote_if_needed(*image.digest));
  }
  return text;
}

void write_rendered(plan::Draft& draft, const std::string& path, const RenderedPath& rendered,
                    const std::vector<std::string>& keep) {
  const auto before = read_rendered(draft, path, keep);
  if (before) check_renderer(path, before->renderer);
  if (!before) refuse_strangers(path, rendered, strangers_in(draft, path, rendered.from, keep));
  for (const std::string& name : files_in(draft, path, keep)) {
    const bool stays = name == kustomization_name || rendered.objects.contains(name);
    if (!stays) draft.remove(join_path(path, name));
  }
  for (const auto& [name, text] : rendered.objects)
    draft.write(join_path(path, name), text);
  draft.write(join_path(path, kustomization_name), rendered_kustomization(rendered));
}

}  // namespace relctl::deploy
