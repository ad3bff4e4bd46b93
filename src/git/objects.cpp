// SPDX-License-Identifier: MIT
#include "git/objects.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/commit_hooks.hpp"
#include "git/handles.hpp"
#include "git/signing.hpp"
#include "plan/ref_names.hpp"
#include "tree/path.hpp"

namespace relctl::git {
namespace {

git_filemode_t file_mode(const plan::FileEdit& edit) {
  switch (edit.mode) {
    case Mode::file:
      return GIT_FILEMODE_BLOB;
    case Mode::executable:
      return GIT_FILEMODE_BLOB_EXECUTABLE;
    default:
      throw Error(ErrorKind::bug, "a plan may only write regular files: " + edit.path);
  }
}

/// Writes one operation's objects: each plan after those that it refers to.
class Writer {
 public:
  Writer(const Repository& repository, const plan::Operation& operation)
      : repository_(repository),
        handles_(repository.handles()),
        operation_(operation),
        signer_(handles_,
                committer_of(operation).name + " <" + committer_of(operation).email + '>'),
        author_(signature_of(operation, operation.identity)),
        committer_(signature_of(operation, committer_of(operation))) {}

  void write(const plan::Plan& plan) {
    objects_.commits.push_back(plan.message ? commit(plan, tree(plan)) : ObjectId{});
    for (const plan::NewTag& tag : plan.tags) {
      objects_.tags.emplace_back(tag.name, write_tag(tag));
    }
  }

  Objects take() { return std::move(objects_); }

 private:
  static const plan::Identity& committer_of(const plan::Operation& operation) {
    return operation.committer ? *operation.committer : operation.identity;
  }

  static SignatureHandle signature_of(const plan::Operation& operation, const plan::Identity& who) {
    git_signature* signature = nullptr;
    const int result = git_signature_new(&signature, who.name.c_str(), who.email.c_str(),
                                         operation.time, operation.offset);
    if (result < 0) {
      throw Error(ErrorKind::system, "the name or e-mail address to commit with is not usable: " +
                                         who.name + " <" + who.email + '>')
          .hint("git config user.name NAME and git config user.email ADDRESS");
    }
    return SignatureHandle(signature);
  }

  ObjectId put(const std::string& content, git_object_t type, const std::string& what) {
    git_oid id{};
    check(git_odb_write(&id, handles_.odb.get(), content.data(), content.size(), type),
          "write " + what);
    return to_id(id);
  }

  ObjectId tree(const plan::Plan& plan) {
    std::optional<ObjectId> base;
    if (plan.base) base = tree_of(handles_, resolve(*plan.base, objects_));
    if (plan.edits.empty() && base) return *base;
    TreeHandle base_tree;
    if (base) {
      base_tree = lookup_tree(handles_, *base);
      // Also brings what a partial clone lacks of the trees on the way.
      const auto view = open_tree(handles_, *base);
      for (const plan::FileEdit& edit : plan.edits)
        check_target(*view, edit);
    }
    std::vector<git_tree_update> updates;
    for (const plan::FileEdit& edit : plan.edits)
      updates.push_back(update(edit));
    git_oid id{};
    check(git_tree_create_updated(&id, handles_.repository.get(), base_tree.get(), updates.size(),
                                  updates.data()),
          "write the tree");
    return to_id(id);
  }

  static void check_target(const Tree& tree, const plan::FileEdit& edit) {
    check_path(tree, edit.path);
    const auto entry = tree.find(edit.path);
    if (entry && entry->mode == Mode::directory) {
      throw Error(ErrorKind::input, edit.path + " is a folder, not a file");
    }
  }

  git_tree_update update(const plan::FileEdit& edit) {
    git_tree_update update{};
    update.path = edit.path.c_str();
    update.action = edit.after ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
    if (edit.after) {
      update.filemode = file_mode(edit);
      update.id = to_oid(put(*edit.after, GIT_OBJECT_BLOB, edit.path));
    }
    return update;
  }

  /// The plan's message with what the repository's rules add to it.
  [[nodiscard]] std::string message(const plan::Plan& plan) const {
    std::string text = *plan.message;
    if (operation_.signs_off) {
      const plan::Identity& who = committer_of(operation_);
      text = signed_off(std::move(text), who.name + " <" + who.email + '>');
    }
    const bool is_merge = plan.parents.size() > 1;
    return operation_.runs_hooks ? after_hooks(repository_, std::move(text), is_merge) : text;
  }

  ObjectId commit(const plan::Plan& plan, const ObjectId& tree_id) {
    const std::string words = message(plan);
    const TreeHandle tree = lookup_tree(handles_, tree_id);
    std::vector<CommitHandle> parents;
    std::vector<const git_commit*> pointers;
    for (const plan::CommitRef& parent : plan.parents) {
      parents.push_back(lookup_commit(handles_, resolve(parent, objects_)));
      pointers.push_back(parents.back().get());
    }
    Buffer text;
    check(git_commit_create_buffer(text.get(), handles_.repository.get(), author_.get(),
                                   committer_.get(), nullptr, words.c_str(), tree.get(),
                                   pointers.size(), pointers.data()),
          "make the commit");
    const std::string content = text.str();
    if (!signer_.signs_commits()) return put(content, GIT_OBJECT_COMMIT, "the commit");
    std::string signature = signer_.sign(content);
    while (signature.ends_with('\n'))
      signature.pop_back();
    git_oid id{};
    check(git_commit_create_with_signature(&id, handles_.repository.get(), content.c_str(),
                                           signature.c_str(), nullptr),
          "write the signed commit");
    return to_id(id);
  }

  ObjectId write_tag(const plan::NewTag& tag) {
    if (git_reference_is_valid_name(plan::tag_ref(tag.name).c_str()) != 1) {
      throw Error(ErrorKind::input, "\"" + tag.name + "\" cannot be the name of a git tag");
    }
    std::string text = "object " + resolve(tag.target, objects_).hex() + "\ntype commit\ntag " +
                       tag.name + "\ntagger " + tagger() + "\n\n" + tag.message;
    if (!text.ends_with('\n')) text += '\n';
    if (signer_.signs_tags()) text += signer_.sign(text);
    return put(text, GIT_OBJECT_TAG, "the tag " + tag.name);
  }

  [[nodiscard]] std::string tagger() const {
    const int minutes = std::abs(operation_.offset);
    const auto two = [](int number) {
      return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return std::string(committer_->name) + " <" + committer_->email + "> " +
           std::to_string(operation_.time) + (operation_.offset < 0 ? " -" : " +") +
           two(minutes / 60) + two(minutes % 60);
  }

  const Repository& repository_;
  Handles& handles_;
  const plan::Operation& operation_;
  Signer signer_;
  SignatureHandle author_;
  SignatureHandle committer_;
  Objects objects_;
};

}  // namespace

Objects write_objects(const Repository& repository, const std::vector<plan::Plan>& plans,
                      const plan::Operation& operation) {
  Writer writer(repository, operation);
  for (const plan::Plan& plan : plans)
    writer.write(plan);
  return writer.take();
}

ObjectId resolve(const plan::CommitRef& reference, const Objects& objects) {
  if (const auto* id = std::get_if<ObjectId>(&reference)) return *id;
  const std::size_t plan = std::get<plan::Created>(reference).plan;
  if (plan >= objects.commits.size() || objects.commits[plan].is_zero()) {
    throw Error(ErrorKind::bug, "a plan refers to a commit that is not made before it");
  }
  return objects.commits[plan];
}

}  // namespace relctl::git
