// SPDX-License-Identifier: MIT
#include "git/remote/remote.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/ref_name.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

constexpr std::string_view peeled = "^{}";

ObjectId require_id(std::string_view hex) {
  if (const auto id = ObjectId::parse(hex)) return *id;
  throw Error(ErrorKind::system, "the remote names objects otherwise than by SHA-1")
      .hint("repositories with SHA-256 object names are not supported");
}

/// A server that does not say what HEAD refers to still tells its commit.
std::optional<std::string> guess_default(const RemoteRefs& refs,
                                         const std::optional<ObjectId>& head) {
  for (const char* name : {"main", "master"}) {
    if (head && refs.branch(name) == head) return name;
  }
  if (refs.branches.size() == 1) return refs.branches.front().first;
  const auto same = [&](const auto& branch) { return branch.second == head; };
  const auto found = std::find_if(refs.branches.begin(), refs.branches.end(), same);
  if (!head || found == refs.branches.end()) return std::nullopt;
  return found->first;
}

void add_tag(RemoteRefs& refs, std::string_view name, const ObjectId& id) {
  if (name.ends_with(peeled)) {
    name.remove_suffix(peeled.size());
    if (!refs.tags.empty() && refs.tags.back().name == name) refs.tags.back().commit = id;
    return;
  }
  refs.tags.push_back({std::string(name), id, id, true});
}

/// The remote's name, with its address where that is another word; without secrets.
std::string name_and_address(const Repository& repository, const std::string& remote) {
  const bool is_address = remote.find_first_of(":/") != std::string::npos;
  const auto address = is_address ? std::nullopt : repository.config("remote." + remote + ".url");
  return redact(remote) + (address ? " (" + redact(*address) + ")" : "");
}

/// Throws when git ended otherwise than well; `doing` is what was done with the remote: "fetching
/// from".
void check(const process::Output& output, const Repository& repository, const std::string& remote,
           const std::string& doing) {
  if (output.timed_out) {
    throw Error(ErrorKind::timeout, "the remote " + name_and_address(repository, remote) +
                                        " did not answer until the deadline (" + doing + " it)")
        .hint("nothing was changed there; it is safe to run the command again");
  }
  if (output.status != 0) {
    throw Error(ErrorKind::system, doing + " " + name_and_address(repository, remote) +
                                       " failed: " + tidy_words(output.err));
  }
}

}  // namespace

std::optional<ObjectId> RemoteRefs::branch(std::string_view name) const {
  const auto named = [&](const auto& branch) { return branch.first == name; };
  const auto found = std::find_if(branches.begin(), branches.end(), named);
  if (found == branches.end()) return std::nullopt;
  return found->second;
}

const plan::Tag* RemoteRefs::tag(std::string_view name) const {
  const auto named = [&](const plan::Tag& tag) { return tag.name == name; };
  const auto found = std::find_if(tags.begin(), tags.end(), named);
  return found == tags.end() ? nullptr : &*found;
}

std::optional<ObjectId> RemoteRefs::value(std::string_view name) const {
  if (const auto own = plan::branch_of(name)) return branch(*own);
  const auto own = plan::tag_of(name);
  if (!own) return std::nullopt;
  const plan::Tag* found = tag(*own);
  if (found == nullptr) return std::nullopt;
  return found->object;
}

RemoteRefs parse_remote_refs(std::string_view listing) {
  RemoteRefs refs;
  std::optional<ObjectId> head;
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\n'), listing.size());
    const std::string_view line = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    const std::string_view left = line.substr(0, tab);
    const std::string_view name = line.substr(tab + 1);
    if (left.starts_with("ref: ")) {
      const std::string_view target = left.substr(5);
      if (name == "HEAD" && plan::branch_of(target)) refs.default_branch = plan::branch_of(target);
    } else if (name == "HEAD") {
      head = require_id(left);
    } else if (auto branch = plan::branch_of(name)) {
      refs.branches.emplace_back(*std::move(branch), require_id(left));
    } else if (const auto tag = plan::tag_of(name)) {
      add_tag(refs, *tag, require_id(left));
    }
  }
  if (!refs.default_branch) refs.default_branch = guess_default(refs, head);
  return refs;
}

RemoteRefs list_remote(const Repository& repository, const std::string& remote,
                       const ProgramOptions& options) {
  check_remote_name(remote);
  const process::Output output =
      run_git(repository, {"ls-remote", "--symref", "--end-of-options", remote}, options);
  check(output, repository, remote, "listing the refs of");
  return parse_remote_refs(output.out);
}

void fetch(const Repository& repository, const std::string& remote,
           const std::vector<std::string>& names, const std::string& operation,
           const ProgramOptions& options, const FetchDepth& depth) {
  check_remote_name(remote);
  // An empty refmap keeps remote-tracking refs as they are: two runs in one clone would otherwise
  // contend for their locks.
  std::vector<std::string> arguments{"fetch",
                                     "--no-tags",
                                     "--no-write-fetch-head",
                                     "--no-auto-maintenance",
                                     "--recurse-submodules=no",
                                     "--no-prune",
                                     "--refmap="};
  if (depth.whole) arguments.emplace_back("--unshallow");
  if (depth.depth > 0) arguments.push_back("--depth=" + std::to_string(depth.depth));
  if (depth.without_files) arguments.emplace_back("--filter=blob:none");
  if (depth.deepen > 0) arguments.push_back("--deepen=" + std::to_string(depth.deepen));
  arguments.insert(arguments.end(), {"--end-of-options", remote});
  for (const std::string& name : names) {
    std::string refspec = "+" + name;
    refspec.append(":refs/relctl/").append(operation).append(name, 4);
    arguments.push_back(std::move(refspec));
  }
  check(run_git(repository, arguments, options), repository, remote, "fetching from");
}

std::string tidy_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t last = line.find_last_not_of(" \t\r");
    if (last == std::string_view::npos) continue;
    if (!words.empty()) words += '\n';
    words += line.substr(0, last + 1);
  }
  return redact(words, secrets_of_environment());
}

}  // namespace relctl::git
