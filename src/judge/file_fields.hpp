// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/recent.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// One value of a file: as written, quotes, tag and anchor told apart.
struct Field {
  std::string value;
  std::size_t line = 0;  ///< from 1; 0: unknown
};

/// A field that sets or names the tag or digest of an image.
struct ImageField {
  std::string key;  ///< `images[name=ghcr.io/acme/sample].newTag`
  std::size_t line = 0;
  kustomize::ImageSetting image;
};

/// The fields of one file that an operation may change.
struct Owned {
  std::set<std::string, std::less<>> images;  ///< repositories
  std::set<std::string, std::less<>> keys;    ///< key paths of scalars
};

/// A file taken apart into what operations may change and the rest. A file that is no YAML or JSON
/// (or cannot be parsed) has one field, its bytes, in the rest.
struct FileFields {
  std::map<std::string, Field> rest;  ///< by key path
  std::vector<ImageField> images;     ///< that fix a tag or digest, in the file's order
  std::map<std::string, Field> keys;  ///< of the owned key paths, those that are there

  [[nodiscard]] bool has(const kustomize::ImageSetting& image) const;
  [[nodiscard]] bool names(std::string_view image) const;
  /// True for a file that is one field, its bytes.
  [[nodiscard]] bool is_opaque() const;
};

/// What files hold, by path and content: what is owned of a path never changes.
using FieldMemory = Recent<std::pair<std::string, ObjectId>, FileFields>;

/// True for a file whose name says that it is YAML or JSON: `Kustomization` is one.
bool is_structured(std::string_view path);

/// Takes the file `path` apart. Comments, layout and the order of keys are in none of the parts.
FileFields read_fields(const std::string& text, const std::string& path, const Owned& owned);

}  // namespace relctl::judge
