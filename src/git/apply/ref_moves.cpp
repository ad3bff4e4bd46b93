// SPDX-License-Identifier: MIT
#include "git/apply/ref_moves.hpp"

#include "base/error.hpp"
#include "git/waiting.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

ReferenceHandle find_ref(Handles& handles, const std::string& name) {
  git_reference* reference = nullptr;
  const int result = git_reference_lookup(&reference, handles.repository.get(), name.c_str());
  if (result == GIT_ENOTFOUND) return nullptr;
  check(result, "read the ref " + name);
  return ReferenceHandle(reference);
}

std::string for_people(const std::string& name) {
  if (const auto tag = plan::tag_of(name)) return "the tag " + *tag;
  if (const auto branch = plan::branch_of(name)) return "the branch " + *branch;
  return name;
}

void check_expected(Handles& handles, const RefChange& change) {
  const ReferenceHandle reference = find_ref(handles, change.name);
  if (!reference && !change.expected) return;
  const std::string name = for_people(change.name);
  if (!reference) throw Error(ErrorKind::conflict, name + " is gone");
  if (!change.expected) throw Error(ErrorKind::conflict, name + " exists already");
  const git_oid* value = git_reference_target(reference.get());
  if (value == nullptr) throw Error(ErrorKind::conflict, name + " is a symbolic ref");
  if (to_id(*value) == *change.expected) return;
  throw Error(ErrorKind::conflict, name + " moved to " + to_id(*value).short_hex() +
                                       " meanwhile; it was " + change.expected->short_hex());
}

/// A packed ref "a" and a new one "a/b" have no file in common that a lock could be about.
void check_room(Handles& handles, const RefChange& change) {
  if (change.expected) return;
  const auto collide = [&change](const std::string& other) {
    throw Error(ErrorKind::conflict, for_people(change.name) + " cannot be made: " +
                                         for_people(other) + " is in the way");
  };
  for (std::size_t end = change.name.find('/', change.name.find('/') + 1); end != std::string::npos;
       end = change.name.find('/', end + 1)) {
    const std::string part = change.name.substr(0, end);
    if (part != "refs/tags" && part != "refs/heads" && find_ref(handles, part)) collide(part);
  }
  git_reference_iterator* iterator = nullptr;
  check(git_reference_iterator_glob_new(&iterator, handles.repository.get(),
                                        (change.name + "/*").c_str()),
        "list refs");
  const ReferencesHandle owner(iterator);
  const char* below = nullptr;
  if (git_reference_next_name(&below, iterator) == 0) collide(below);
}

void check_checked_out(Handles& handles, const RefChange& change) {
  const ReferenceHandle reference = find_ref(handles, change.name);
  if (!reference || git_reference_is_branch(reference.get()) != 1) return;
  const ReferenceHandle head = find_ref(handles, "HEAD");
  const char* current = head ? git_reference_symbolic_target(head.get()) : nullptr;
  if (current != nullptr && change.name == current) return;
  if (git_branch_is_checked_out(reference.get()) != 1) return;
  throw Error(ErrorKind::conflict,
              for_people(change.name) + " is checked out in another work tree of this repository")
      .hint("git worktree list shows where; run relctl there");
}

void lock_ref(Handles& handles, git_transaction* transaction, const std::string& name) {
  LockWait wait;
  int result = 0;
  while ((result = git_transaction_lock_ref(transaction, name.c_str())) == GIT_ELOCKED) {
    if (wait.wait()) continue;
    const bool own = name == "HEAD";
    git_repository* repository = handles.repository.get();
    throw lock_error(
        (own ? git_repository_path(repository) : git_repository_commondir(repository)) + name +
        ".lock");
  }
  check(result, "lock " + for_people(name));
}

class Transaction {
 public:
  Transaction(Handles& handles, const std::vector<RefChange>& changes) : changes_(changes) {
    git_transaction* transaction = nullptr;
    check(git_transaction_new(&transaction, handles.repository.get()), "move refs");
    transaction_.reset(transaction);
    for (const RefChange& change : changes)
      lock_ref(handles, transaction, change.name);
  }

  void commit(const git_signature* who) {
    for (const RefChange& change : changes_) {
      const git_oid target = to_oid(change.target);
      check(git_transaction_set_target(transaction_.get(), change.name.c_str(), &target, who,
                                       change.reason.c_str()),
            "move " + for_people(change.name));
    }
    check(git_transaction_commit(transaction_.get()), "move refs");
  }

 private:
  const std::vector<RefChange>& changes_;
  TransactionHandle transaction_;
};

std::string reason_of(const std::optional<std::string>& message) {
  return "relctl: " + (message ? message->substr(0, message->find('\n')) : "moved");
}

}  // namespace

std::vector<RefChange> ref_changes(const std::vector<plan::Plan>& plans, const Objects& objects) {
  std::vector<RefChange> changes;
  for (const plan::Plan& plan : plans) {
    for (const plan::RefMove& move : plan.refs) {
      changes.push_back(
          {move.name, move.expected, resolve(move.target, objects), reason_of(plan.message)});
    }
  }
  for (const auto& [name, id] : objects.tags) {
    changes.push_back({plan::tag_ref(name), std::nullopt, id, "relctl: tag"});
  }
  return changes;
}

bool is_moved(Handles& handles, const RefChange& change) {
  const ReferenceHandle reference = find_ref(handles, change.name);
  const git_oid* value = reference ? git_reference_target(reference.get()) : nullptr;
  return value != nullptr && to_id(*value) == change.target;
}

void move_refs(Handles& handles, const std::vector<RefChange>& changes,
               const plan::Operation& operation) {
  git_signature* signature = nullptr;
  check(git_signature_new(&signature, operation.identity.name.c_str(),
                          operation.identity.email.c_str(), operation.time, operation.offset),
        "name the reflog's writer");
  const SignatureHandle owner(signature);
  std::vector<RefChange> tags;
  std::vector<RefChange> branches;
  for (const RefChange& change : changes) {
    check_checked_out(handles, change);
    check_room(handles, change);
    (plan::tag_of(change.name) ? tags : branches).push_back(change);
  }
  // A transaction writes its refs in no set order; a release without its tag can be finished, a
  // tag without its release cannot.
  Transaction branch_transaction(handles, branches);
  Transaction tag_transaction(handles, tags);
  for (const RefChange& change : changes)
    check_expected(handles, change);
  branch_transaction.commit(signature);
  tag_transaction.commit(signature);
}

}  // namespace relctl::git
