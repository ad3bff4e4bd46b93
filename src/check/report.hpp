// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.hpp"
#include "check/manifests.hpp"

namespace relctl::check {

struct Check;

/// What the checks read.
struct Subject {
  const Manifests& manifests;
  const std::vector<std::string>& registries;  ///< where images may come from; none: anywhere
};

/// Names of fields, from the outside to the inside.
using FieldNames = std::initializer_list<std::string_view>;

/// Where `path` below `from` stands, or what is nearest to it on the way: the value, else the key
/// of what would hold it, else `from` itself, else the object.
render::Provenance nearest_place(const render::Build& build, const render::Object& object,
                                 const render::Node* from, FieldNames path);

/// Takes the findings of one check after the other.
class Report {
 public:
  explicit Report(std::vector<Finding>& findings) : findings_(findings) {}

  void begin(const Check& check) { check_ = &check; }

  /// A container of `workload` breaks the check by its field `path`. `message` goes on from
  /// "container NAME".
  void add(const Workload& workload, const Container& container, FieldNames path,
           std::string message, std::string hint = "");
  /// The pods of `workload` break the check by the field `path` of their spec.
  void add(const Workload& workload, FieldNames path, std::string message, std::string hint = "");
  /// The same with the field `path` below `from`, a value of the pods' spec.
  void add_below(const Workload& workload, const render::Node& from, FieldNames path,
                 std::string message);
  /// The same for a value of an object.
  void add_below(const BuiltObject& object, const render::Node& from, FieldNames path,
                 std::string message);
  /// An object as a whole breaks the check by its field `path`.
  void add(const BuiltObject& object, FieldNames path, std::string message, std::string hint = "");

 private:
  Finding& enter(const BuiltObject& object, const render::Node* from, FieldNames path,
                 std::string message, std::string hint);

  std::vector<Finding>& findings_;
  const Check* check_ = nullptr;
};

}  // namespace relctl::check
