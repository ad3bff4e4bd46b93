// SPDX-License-Identifier: MIT
#include "git/patch.hpp"

#include <map>
#include <utility>

#include "base/error.hpp"
#include "git/handles.hpp"

namespace relctl::git {
namespace {

std::string octal_mode(Mode mode) {
  switch (mode) {
    case Mode::executable:
      return "100755";
    default:
      return "100644";
  }
}

/// As git quotes a name: a control character, a quote, a backslash or a byte beyond ASCII makes it
/// a C string.
std::string quoted(const std::string& name) {
  static constexpr std::string_view octal = "01234567";
  std::string result = "\"";
  bool needed = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
      needed = true;
    } else if (byte < 0x20 || byte >= 0x7f) {
      result += {'\\', octal[byte >> 6], octal[byte >> 3 & 7], octal[byte & 7]};
      needed = true;
    } else {
      result += c;
    }
  }
  return needed ? result + '"' : name;
}

std::string blob_id(const std::optional<std::string>& content) {
  if (!content) return ObjectId{}.hex();
  git_oid id{};
  check(git_odb_hash(&id, content->data(), content->size(), GIT_OBJECT_BLOB), "hash a file");
  return to_id(id).hex();
}

/// A name that ends in a blank would be read as ending before it, so git puts a tab behind it.
std::string file_line(const std::string& mark, bool exists, const std::string& name) {
  if (!exists) return mark + " /dev/null\n";
  const bool blank = name.find(' ') != std::string::npos;
  return mark + ' ' + quoted(name) + (blank ? "\t" : "") + '\n';
}

std::string header(const plan::FileEdit& edit) {
  std::string text =
      "diff --git " + quoted("a/" + edit.path) + ' ' + quoted("b/" + edit.path) + '\n';
  const std::string mode = octal_mode(edit.mode);
  if (!edit.before) text += "new file mode " + mode + '\n';
  if (!edit.after) text += "deleted file mode " + mode + '\n';
  const bool exists_always = edit.before && edit.after;
  return text + "index " + blob_id(edit.before) + ".." + blob_id(edit.after) +
         (exists_always ? ' ' + mode : "") + '\n';
}

std::string text_of(git_patch* patch) {
  Buffer buffer;
  check(git_patch_to_buf(buffer.get(), patch), "print a patch");
  return buffer.str();
}

/// The part of libgit2's patch behind its own header, whose names and modes are not of this edit.
std::string body(const plan::FileEdit& edit, git_patch* patch) {
  const std::string text = text_of(patch);
  if (const std::size_t binary = text.find("\nGIT binary patch\n"); binary != std::string::npos) {
    return text.substr(binary + 1);
  }
  const std::size_t hunks = text.find("\n@@ ");
  if (hunks == std::string::npos) return {};
  return file_line("---", edit.before.has_value(), "a/" + edit.path) +
         file_line("+++", edit.after.has_value(), "b/" + edit.path) + text.substr(hunks + 1);
}

std::string file_patch(const plan::FileEdit& edit) {
  git_diff_options options{};
  check(git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION), "prepare a patch");
  options.flags = GIT_DIFF_SHOW_BINARY | GIT_DIFF_INDENT_HEURISTIC;
  const std::string before = edit.before.value_or("");
  const std::string after = edit.after.value_or("");
  git_patch* patch = nullptr;
  check(git_patch_from_buffers(&patch, edit.before ? before.data() : nullptr, before.size(), "file",
                               edit.after ? after.data() : nullptr, after.size(), "file", &options),
        "make a patch of " + edit.path);
  const PatchHandle owner(patch);
  return header(edit) + body(edit, patch);
}

using EditsByPath = std::map<std::string, plan::FileEdit>;

/// Of two edits of a file the later one counts; where it goes on from the earlier one, both do.
void add_edit(EditsByPath& edits, plan::FileEdit edit) {
  const auto known = edits.find(edit.path);
  if (known != edits.end() && known->second.after == edit.before)
    edit.before = known->second.before;
  edits.insert_or_assign(edit.path, std::move(edit));
}

}  // namespace

std::string patch(const std::vector<plan::Plan>& plans) {
  const Library library;
  // One plan may be computed on another one's commit: each file is shown once, as the last has it.
  EditsByPath edits;
  for (const plan::Plan& plan : plans) {
    for (const plan::FileEdit& edit : plan.edits)
      add_edit(edits, edit);
  }
  std::string text;
  for (const auto& [path, edit] : edits) {
    if (edit.before != edit.after) text += file_patch(edit);
  }
  return text;
}

}  // namespace relctl::git
