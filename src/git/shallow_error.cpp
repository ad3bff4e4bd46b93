// SPDX-License-Identifier: MIT
#include "git/shallow_error.hpp"

namespace relctl::git {

ShallowError::ShallowError()
    : Error(ErrorKind::system,
            "this clone is too shallow to tell: the history that is asked about "
            "is not in it") {
  hint("git fetch --unshallow");
  hint("git fetch --deepen=100 takes less where the last release is near");
}

}  // namespace relctl::git
