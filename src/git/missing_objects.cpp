// SPDX-License-Identifier: MIT
#include "git/missing_objects.hpp"

namespace relctl::git {

bool MissingObjects::fetch(const ObjectId& id) {
  if (!pipe_) pipe_ = std::make_unique<process::Pipe>(command_);
  pipe_->write(id.hex() + '\n');
  return !pipe_->read_line().ends_with(" missing");
}

}  // namespace relctl::git
