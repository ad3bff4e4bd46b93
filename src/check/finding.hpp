// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "render/id.hpp"

namespace relctl::check {

/// How much a finding weighs.
enum class Level {
  error,    ///< the answer is no
  warning,  ///< worth a look
};

/// Why a finding is let pass.
struct Ignored {
  std::string reason;
  std::optional<std::string> until;  ///< the last day
  bool operator==(const Ignored&) const = default;
};

/// One thing that is wrong with one object that a build makes.
struct Finding {
  std::vector<std::string> checks;  ///< their ids; several where one cause breaks several rules
  Level level = Level::error;
  render::Id object;
  std::string container;  ///< empty: the object as a whole
  std::string message;    ///< a sentence without the object's name
  std::string hint;       ///< what to do; may be empty
  std::string setter;     ///< the transformer that set the value; empty: the file itself did
  Location where;         ///< of the base or patch that is to be changed
  std::vector<std::string> environments{};  ///< that the object is in
  std::optional<Ignored> ignored{};         ///< nothing: it counts
  bool known = false;                       ///< it was there before what is judged
};

/// "Deployment/sample": the object for people; empty where there is none.
inline std::string name_of(const render::Id& object) {
  return object.gvk.kind.empty() ? "" : object.gvk.kind + "/" + object.name;
}

}  // namespace relctl::check
