// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"
#include "process/descriptor.hpp"

namespace relctl::git {

/// 32 hexadecimal digits that no other operation has.
std::string random_operation_id();

/// The refs below `refs/relctl/<operation>/` that hold what an operation fetched: deleted at its
/// end, however it ends. A lock on the file `relctl/<operation>` in the common git directory says
/// that the operation lives: the kernel lets go of it when the process dies, so that a later
/// operation knows the refs of a killed one, and removes them, without trusting process numbers.
class OperationRefs {
 public:
  /// Takes the lock, and removes what dead operations left. Throws Error(system) where the git
  /// directory cannot be written.
  OperationRefs(const Repository& repository, const std::string& operation);
  OperationRefs(const OperationRefs&) = delete;
  OperationRefs& operator=(const OperationRefs&) = delete;
  ~OperationRefs();

  /// Full name of the ref that holds what was fetched of the remote's ref `name`.
  [[nodiscard]] std::string local_name(const std::string& name) const;

 private:
  const Repository& repository_;
  std::string operation_;
  process::Descriptor lock_;
};

}  // namespace relctl::git
