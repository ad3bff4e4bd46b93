// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/error.hpp"

namespace relctl::config {

/// Collects the faults of parts that can be judged without one another, so that all are told at
/// once.
class Faults {
 public:
  /// Calls `read`, and keeps the Error(input) that it throws.
  template <typename Read>
  void attempt(const Read& read) {
    try {
      read();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      errors_.push_back(error);
    }
  }

  /// Throws what was kept as one error, in the order of the file; does nothing where all was well.
  void raise() {
    if (errors_.empty()) return;
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const Error& a, const Error& b) { return place_of(a) < place_of(b); });
    Error first = errors_.front();
    for (std::size_t i = 1; i < errors_.size(); ++i)
      first.also(errors_[i]);
    throw first;
  }

 private:
  static std::tuple<std::size_t, std::size_t> place_of(const Error& error) {
    const auto& where = error.where();
    return where ? std::tuple(where->line, where->column) : std::tuple<std::size_t, std::size_t>();
  }

  std::vector<Error> errors_;
};

}  // namespace relctl::config
