// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/object.hpp"
#include "tree/tree.hpp"

namespace relctl::render {

/// The order of the objects, where the kustomization does not say one.
enum class Reorder { legacy, none };

/// An image that is set as `kustomize edit set image NAME=REFERENCE` would, in the root
/// kustomization.
struct ImageSetting {
  std::string name;
  std::string new_name;  ///< empty: stays
  std::string tag;
  std::string digest;  ///< with its algorithm
};

struct Options {
  Reorder reorder = Reorder::legacy;
  bool restrict_loads =
      true;  ///< files stay in or below the folder of the kustomization that names them
  bool managed_by_label = false;
  std::vector<ImageSetting> images{};
  /// What messages and places call a path of the tree; without it, the path itself.
  std::function<std::string(std::string_view)> shown{};
};

/// A file that a build read.
struct Input {
  std::string path;  ///< in the tree, symbolic links followed
  ObjectId id;       ///< as the tree gives it: zero on disk
};

/// Where a value comes from.
struct Provenance {
  std::string file;  ///< as shown
  std::size_t line = 0;
  std::size_t column = 0;
  std::string setter;  ///< the transformer that set it ("images of
                       ///< overlays/prod/kustomization.yaml"); empty for the file itself
};

/// The objects that a kustomization makes, in the order in which they are printed. Nodes and
/// objects live as long as the build.
class Build {
 public:
  Build();
  ~Build();
  Build(Build&&) noexcept;
  Build& operator=(Build&&) noexcept;

  [[nodiscard]] const std::vector<Object*>& objects() const;
  /// All files that were read, in order of path.
  [[nodiscard]] const std::vector<Input>& inputs() const;
  /// True where the same files in a folder of another name build to the same objects: no name that
  /// was followed leads up, starts at the root, or is a symbolic link.
  [[nodiscard]] bool is_movable() const;
  /// What kustomize tells on standard error: deprecated fields, variables that were never replaced.
  [[nodiscard]] const std::vector<std::string>& warnings() const;
  [[nodiscard]] Provenance provenance(const Node& node) const;
  [[nodiscard]] const Arena& arena() const;

 private:
  friend Build build(const Tree&, std::string_view, const Options&);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Builds the kustomization in `folder` of `tree`, as `kustomize build` 5.8.2 does. Throws
/// Error(input) with the place for what is wrong, and for what is not done here: remote files and
/// bases, Helm charts, functions and plugins.
Build build(const Tree& tree, std::string_view folder, const Options& options = {});

/// All objects as YAML, `---` between them. Throws Error(input) as printer.hpp says.
std::string print(const Build& build);
/// One object as YAML.
std::string print(const Build& build, const Object& object);

/// The `image` of each container, init container and ephemeral container of the object, in its
/// order.
std::vector<const Node*> images_of(const Object& object);

/// The name that `kustomize build -o DIR` gives the object's file:
/// [NAMESPACE_]GROUP_VERSION_KIND_NAME.yaml in lower case.
std::string file_name_of(const Object& object, bool with_namespace);

}  // namespace relctl::render
