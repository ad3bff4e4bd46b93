// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "plan/draft.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// What renders here, as rendered paths name it: kustomize's version, and the number of our own
/// rules of writing.
inline constexpr std::string_view own_renderer = "kustomize-5.8.2+1";

/// A path that holds manifests: one file an object, and a kustomization that lists them, sets their
/// images, and says what they were rendered from.
struct RenderedPath {
  std::string from;      ///< the folder they were rendered from
  ObjectId revision;     ///< the commit they were rendered from
  std::string inputs;    ///< `sha256:…` over the path and blob id of every file that was read
  std::string renderer;  ///< own_renderer, of the relctl that wrote them
  std::vector<kustomize::ImageSetting> images;  ///< in order of their names
  std::vector<std::string> order;               ///< the names of the files, as they are listed
  std::map<std::string, std::string> objects;   ///< files by name

  /// True when the same runs: objects and images; whatever they were rendered from.
  [[nodiscard]] bool runs_the_same(const RenderedPath& other) const {
    return objects == other.objects && images == other.images;
  }
};

/// Reads a rendered path back, files of `keep` passed over; nothing where its kustomization lacks
/// the annotations. Throws Error(input) for annotations that are no good.
std::optional<RenderedPath> read_rendered(const Tree& tree, const std::string& path,
                                          const std::vector<std::string>& keep);

/// False where read_rendered() certainly finds nothing: told without parsing, as only an escape
/// could hide the annotation's name.
bool may_be_rendered(const Tree& tree, const std::string& path);

/// Makes the path hold `rendered` and what `keep` names, nothing else. A path that is so already is
/// not touched. Throws Error(conflict) that lists the files which people put there, where it was
/// not rendered before, and Error(input) where a newer relctl rendered it.
void write_rendered(plan::Draft& draft, const std::string& path, const RenderedPath& rendered,
                    const std::vector<std::string>& keep);

/// The images that the kustomization at `path` itself sets, as it names them in the end; none where
/// there is no kustomization.
std::vector<kustomize::ImageSetting> images_listed(const Tree& tree, const std::string& path);

/// The text of the kustomization of a rendered path.
std::string rendered_kustomization(const RenderedPath& rendered);

/// The files at and below `path`, but those that `keep` names, with paths relative to it. Links and
/// submodules are among them.
std::vector<std::string> files_in(const Tree& tree, const std::string& path,
                                  const std::vector<std::string>& keep);

/// True when `renderer` is of a later relctl than this one, or of an unknown form.
bool is_newer_renderer(std::string_view renderer);

}  // namespace relctl::deploy
