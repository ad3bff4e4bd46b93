// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/kustomization.hpp"
#include "render/objects.hpp"

namespace relctl::render {

/// A label selector of Kubernetes: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`.
class LabelSelector {
 public:
  /// Throws Error(input) for text that is no selector.
  explicit LabelSelector(std::string_view text);
  ~LabelSelector();
  LabelSelector(LabelSelector&&) noexcept;
  LabelSelector& operator=(LabelSelector&&) noexcept;

  [[nodiscard]] bool empty() const { return requirements_.empty(); }
  [[nodiscard]] bool matches(const std::map<std::string, std::string, std::less<>>& labels) const;

 private:
  friend class LabelSelectorParser;
  struct Requirement;
  std::vector<Requirement> requirements_;
};

/// A selector whose regular expressions are compiled.
class ObjectSelector {
 public:
  /// Throws Error(input) with the selector's place for what is no regular expression.
  ObjectSelector(const Arena& arena, const Selector& selector);
  ~ObjectSelector();
  ObjectSelector(ObjectSelector&&) noexcept;
  ObjectSelector& operator=(ObjectSelector&&) noexcept;

  [[nodiscard]] bool matches_gvk(const Gvk& gvk) const;
  [[nodiscard]] bool matches_name(const std::string& name) const;
  [[nodiscard]] bool matches_namespace(std::string_view ns) const;
  [[nodiscard]] bool matches_metadata(const Object& object) const;
  /// True when group, version, kind, name and namespace are all left out.
  [[nodiscard]] bool names_nothing() const;
  /// True when neither labels nor annotations are asked for.
  [[nodiscard]] bool asks_no_metadata() const;

  /// The objects that a patch with this target is for, in order.
  [[nodiscard]] std::vector<Object*> select(const Objects& objects) const;

 private:
  struct Part;
  std::vector<Part> parts_;  ///< group, version, kind, name, namespace
  LabelSelector labels_;
  LabelSelector annotations_;
};

}  // namespace relctl::render
