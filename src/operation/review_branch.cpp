// SPDX-License-Identifier: MIT
#include "operation/review_branch.hpp"

#include "base/error.hpp"
#include "git/remote/operation_refs.hpp"
#include "git/remote/push.hpp"
#include "git/remote/remote.hpp"
#include "plan/ref_names.hpp"

namespace relctl::operation {
namespace {

git::ProgramOptions until_deadline(const git::PublishOptions& options) {
  git::ProgramOptions program;
  program.deadline = options.deadline;
  return program;
}

}  // namespace

RemoteBranch fetch_branch(const git::Repository& repository, const git::PublishOptions& options,
                          const std::string& branch, const std::string& operation,
                          const ObjectId& base) {
  const git::ProgramOptions program = until_deadline(options);
  RemoteBranch there;
  there.tip = git::list_remote(repository, options.remote, program).branch(branch);
  if (!there.tip) return there;
  const git::OperationRefs refs(repository, operation);
  git::fetch(repository, options.remote, {plan::branch_ref(branch)}, operation, program);
  there.commits = repository.history()->log(*there.tip, {base});
  return there;
}

void push_branch(const git::Repository& repository, const git::PublishOptions& options,
                 const std::string& branch, const std::optional<ObjectId>& expected,
                 const ObjectId& commit) {
  const git::PushOutcome outcome =
      git::push(repository, options.remote, {{plan::branch_ref(branch), expected, commit}}, false,
                until_deadline(options));
  if (outcome.verdict == git::PushVerdict::landed) return;
  const ErrorKind kind = outcome.timed_out                             ? ErrorKind::timeout
                         : outcome.verdict == git::PushVerdict::broken ? ErrorKind::unknown
                                                                       : ErrorKind::system;
  throw Error(kind, "the branch " + branch + " was not pushed: " + outcome.words)
      .hint("run the command again: it looks at the branch anew");
}

}  // namespace relctl::operation
