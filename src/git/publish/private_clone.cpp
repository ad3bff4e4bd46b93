// SPDX-License-Identifier: MIT
#include "git/publish/private_clone.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/ref_name.hpp"
#include "git/remote/deepening.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

/// What most questions about a branch need: the promotion or release before the last ones.
constexpr int first_depth = 50;

constexpr const char* empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// Who the user is to a server, and how commits are signed. What names a remote or a work tree is
/// the owner's alone, and so are headers that go to any server.
constexpr const char* shared_settings =
    "^(credential\\..*|url\\..*|user\\..*|gpg\\..*|ssh\\..*|protocol\\..*|http\\..*\\..*|"
    "http\\.(proxy.*|ssl.*|lowspeed.*|version)|core\\.(sshcommand|askpass|gitproxy)|"
    "commit\\.gpgsign|tag\\.gpgsign|relctl\\.trusted)$";

Error no_branch(const std::string& branch, const std::string& remote) {
  return Error(ErrorKind::conflict, "there is no branch " + branch + " in " + redact(remote))
      .hint("push it there once, with the files of the environment");
}

}  // namespace

PrivateClone::PrivateClone(const Repository& owner, const PublishOptions& options,
                           const std::string& operation)
    : owner_(owner),
      connection_{options.remote, operation, {options.deadline, true}, options.on_progress, false} {
  create();
}

void PrivateClone::create() {
  const std::string path = folder_.path() + '/' + std::to_string(generation_++);
  require_git(owner_, {"init", "--quiet", "--bare", "--template=", "--initial-branch=relctl",
                       "--object-format=sha1", "--", path});
  repository_.emplace(Repository::open(path));
  copy_settings();
}

void PrivateClone::copy_settings() {
  const process::Output found = run_git(
      owner_, {"config", "--local", "--includes", "--null", "--get-regexp", shared_settings});
  std::string_view rest = found.out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view entry = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t line = entry.find('\n');
    // A key without a value means true.
    const std::string value(line == std::string_view::npos ? "true" : entry.substr(line + 1));
    require_git(*repository_,
                {"config", "--local", "--add", std::string(entry.substr(0, line)), value});
  }
}

ObjectId PrivateClone::tip_of(const std::string& branch) const {
  const auto tip = repository_->ref("refs/relctl/" + connection_.operation + "/heads/" + branch);
  if (!tip) throw no_branch(branch, connection_.remote);
  return *tip;
}

void PrivateClone::fetch_branch(const std::string& branch) {
  connection_.say("fetching " + branch + " from " + redact(connection_.remote));
  FetchDepth depth;
  depth.depth = first_depth;
  depth.without_files = without_files_;
  fetch(*repository_, connection_.remote, {plan::branch_ref(branch)}, connection_.operation,
        connection_.options, depth);
}

/// Comparing with nothing makes git fetch all that it lacks at once; one by one each would take a
/// connection.
bool PrivateClone::fetch_files(const ObjectId& tip, const std::vector<std::string>& folders) const {
  if (!without_files_) return true;
  std::vector<std::string> arguments{"--literal-pathspecs",
                                     "diff",
                                     "--numstat",
                                     "--no-ext-diff",
                                     "--no-textconv",
                                     "--no-renames",
                                     "--end-of-options",
                                     empty_tree,
                                     tip.hex(),
                                     "--"};
  arguments.insert(arguments.end(), folders.begin(), folders.end());
  const process::Output output = run_git(*repository_, arguments, connection_.options);
  if (output.timed_out) {
    throw Error(ErrorKind::timeout,
                "the remote " + redact(connection_.remote) + " did not answer until the deadline");
  }
  return output.status == 0;
}

plan::Place PrivateClone::place(const std::optional<std::string>& branch,
                                const std::vector<std::string>& folders) {
  if (!refs_) {
    connection_.say("asking " + redact(connection_.remote));
    refs_ = list_remote(*repository_, connection_.remote, connection_.options);
  }
  const auto name = branch ? branch : refs_->default_branch;
  if (!name) {
    throw Error(ErrorKind::conflict, "the repository " + redact(connection_.remote) + " is empty")
        .hint("push the files of the environment there once");
  }
  check_branch_name(*name);
  if (!refs_->branch(*name)) throw no_branch(*name, connection_.remote);
  const auto known = places_.find(*name);
  if (known != places_.end()) {
    static_cast<void>(fetch_files(*known->second.tip, folders));
    return known->second;
  }
  fetch_branch(*name);
  if (!fetch_files(tip_of(*name), folders) && places_.empty()) {
    // The server leaves files out, but does not give them later.
    without_files_ = false;
    create();
    fetch_branch(*name);
  }
  return places_[*name] = {deepening_history(*repository_, connection_, {*name}), *name,
                           tip_of(*name)};
}

}  // namespace relctl::git
