// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.hpp"

namespace relctl::git {

/// A shallow clone's boundary hides the answer: fetching more history (`git fetch --deepen`) helps.
/// Of kind system; a caller that may use the network catches it, deepens, and asks again.
class ShallowError : public Error {
 public:
  ShallowError();
};

}  // namespace relctl::git
