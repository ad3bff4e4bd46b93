// SPDX-License-Identifier: MIT
#include "commands/revision_range.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::commands {
namespace {

ObjectId require_commit(const git::Repository& repository, const std::string& revision) {
  try {
    return repository.resolve_commit(revision);
  } catch (const Error&) {
    if (!repository.is_shallow()) throw;
    throw Error(ErrorKind::system, fmt::format("this shallow clone lacks {}", revision))
        .hint("git fetch --unshallow (in CI: check out with the full history)");
  }
}

}  // namespace

RevisionRange read_range(const git::Repository& repository, const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == 0 || dots == std::string::npos || text.find("...") != std::string::npos) {
    throw Error(ErrorKind::usage, fmt::format("--range \"{}\" is not A..B", text))
        .hint("such as origin/main..HEAD");
  }
  const std::string end = text.substr(dots + 2);
  return {require_commit(repository, text.substr(0, dots)),
          require_commit(repository, end.empty() ? "HEAD" : end)};
}

}  // namespace relctl::commands
