// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "judge/lines.hpp"
#include "plan/history.hpp"

namespace relctl::judge {

/// The past of environments that are kept on other branches than the judged commits. A folder of
/// the same name in the judged commits is not theirs, and says nothing of them.
class OtherLines {
 public:
  /// `lines` must outlive it.
  explicit OtherLines(const Lines& lines) : lines_(lines) {}

  /// True for an environment that is kept elsewhere.
  [[nodiscard]] bool keep(const config::Environment& environment) const;

  /// True when `test` holds for the tree of a commit on the line that keeps `environment`. Throws
  /// Error(system), and says how to bring it here, where that is not known.
  bool any(const config::Environment& environment, const std::function<bool(const Tree&)>& test);

 private:
  const Lines& lines_;
  std::map<std::string, std::vector<plan::Commit>> commits_;  ///< of a line, by the environment
};

}  // namespace relctl::judge
