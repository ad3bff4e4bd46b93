// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/json_file.hpp"
#include "formats/requirement.hpp"
#include "formats/yaml_file.hpp"
#include "formats/yarn_lock.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view package_file = "package.json";
constexpr std::string_view dependency_lists[] = {"dependencies", "devDependencies",
                                                 "optionalDependencies", "peerDependencies"};

// A package.json elsewhere that cannot be read is a test's or a template's.
std::optional<json::Value> readable_json(const Source& source) {
  try {
    return json::parse(source.text, source.file);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

std::vector<std::string> strings_in(const json::Value* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  for (const json::Value& item : list->items)
    texts.push_back(item.text);
  return texts;
}

std::vector<std::string> pnpm_globs(const Tree& tree, const std::string& path) {
  std::vector<std::string> globs;
  const yaml::Stream stream = yaml::parse(load(tree, path).text, path);
  if (stream.documents.empty()) return globs;
  const yaml::Node* packages = stream.documents.front().find("packages");
  if (packages == nullptr) return globs;
  for (const yaml::Node& item : packages->items)
    globs.push_back(item.value);
  return globs;
}

// The globs of a workspace's members; nothing where `directory` is no workspace's root.
std::optional<std::vector<std::string>> workspace_globs(const Tree& tree,
                                                        const std::string& directory) {
  std::vector<std::string> globs;
  bool is_root = false;
  if (const std::string path = join_path(directory, "pnpm-workspace.yaml"); is_file(tree, path)) {
    globs = pnpm_globs(tree, path);
    is_root = true;
  }
  for (const char* name : {"package.json", "lerna.json"}) {
    const std::string path = join_path(directory, name);
    const auto root = is_file(tree, path) ? readable_json(load(tree, path)) : std::nullopt;
    const bool is_lerna = std::string_view(name) == "lerna.json";
    const json::Value* list = root ? root->find(is_lerna ? "packages" : "workspaces") : nullptr;
    if (list != nullptr && list->kind == json::Kind::object) list = list->find("packages");
    is_root = is_root || list != nullptr || (root && is_lerna);
    const auto more = strings_in(list);
    globs.insert(globs.end(), more.begin(), more.end());
  }
  if (!is_root) return std::nullopt;
  return globs;
}

std::set<std::string> members_of(const Tree& tree, const std::string& root,
                                 const std::vector<std::string>& globs) {
  std::set<std::string> members;
  for (std::string_view glob : globs) {
    const bool excludes = glob.starts_with('!');
    if (excludes) glob.remove_prefix(1);
    for (const std::string& directory : expand_glob(tree, root, glob)) {
      if (excludes) {
        members.erase(directory);
      } else if (is_file(tree, join_path(directory, package_file))) {
        members.insert(directory);
      }
    }
  }
  members.insert(root);
  return members;
}

// The workspace of the package in `home`: its root, and every member's directory.
struct Workspace {
  std::string root;
  std::set<std::string> members;
};

Workspace workspace_around(const Tree& tree, const std::string& home) {
  std::string directory = home;
  while (true) {
    if (const auto globs = workspace_globs(tree, directory)) {
      Workspace workspace{directory, members_of(tree, directory, *globs)};
      if (workspace.members.contains(home)) return workspace;
    }
    if (directory.empty()) return {home, {home}};
    directory = directory_of(directory);
  }
}

// One package that moves, and the files that name it.
class NpmMove {
 public:
  NpmMove(const Move& move, const std::string& path, Rewrite& rewrite)
      : move_(move), rewrite_(rewrite), home_(directory_of(path)) {
    const auto root = json::parse(load(move.tree, path).text, path);
    const json::Value* name = root.find("name");
    if (name != nullptr) name_ = name->text;
  }

  void follow() {
    const Workspace workspace = workspace_around(move_.tree, home_);
    for (const std::string& member : workspace.members)
      manifest(join_path(member, package_file));
    lerna(join_path(workspace.root, "lerna.json"));
    pnpm_lock(join_path(workspace.root, "pnpm-lock.yaml"), workspace);
    follow_yarn_lock(move_, join_path(workspace.root, "yarn.lock"), home_, name_, rewrite_);
    for (const char* name : {"package-lock.json", "npm-shrinkwrap.json"}) {
      for (const std::string& path : files_called(move_.tree, name))
        lock(path);
    }
  }

 private:
  // The requirements on the package in `holder`'s lists of dependencies.
  void requirements(Found& found, const json::Value& holder) {
    for (const std::string_view list : dependency_lists)
      requirement(found, holder.find(list));
  }

  void requirement(Found& found, const json::Value* list) {
    const json::Value* value = list == nullptr || name_.empty() ? nullptr : list->find(name_);
    if (value == nullptr || value->kind != json::Kind::string) return;
    add_npm_requirement(found, json_string(found.source, *value, "the requirement on " + name_),
                        move_);
  }

  void manifest(const std::string& path) {
    if (!is_file(move_.tree, path)) return;
    Found found{load(move_.tree, path), Syntax::json, {}};
    const auto root = readable_json(found.source);
    if (!root) return;
    requirements(found, *root);
    rewrite_.add(std::move(found));
  }

  // In lerna's fixed mode all packages have the version that lerna.json says.
  void lerna(const std::string& path) {
    if (!is_file(move_.tree, path)) return;
    Found found{load(move_.tree, path), Syntax::json, {}};
    const json::Value root = json::parse(found.source.text, path);
    const json::Value* version = root.find("version");
    if (version == nullptr || version->text != move_.from) return;
    add_spot(found, json_string(found.source, *version, "version"));
    rewrite_.add(std::move(found));
  }

  // Lock files of all versions, of the package's workspace and of others that link to it: version 2
  // and 3 have the packages of the repository by path, 1 and 2 have links to them by name.
  void lock(const std::string& path) {
    Found found{load(move_.tree, path), Syntax::json, {}};
    const auto root = readable_json(found.source);
    if (!root) return;
    const std::string directory(directory_of(path));
    if (directory == home_) version(found, *root, "version");
    if (const json::Value* packages = root->find("packages")) locked(found, *packages, directory);
    links(found, *root, directory);
    rewrite_.add(std::move(found));
  }

  void locked(Found& found, const json::Value& packages, const std::string& directory) {
    bool holds = false;
    std::vector<const json::Member*> local;
    for (const json::Member& member : packages.members) {
      if (member.name.find("node_modules") != std::string::npos) continue;
      local.push_back(&member);
      if (resolve(directory, member.name) != home_) continue;
      version(found, member.value, "packages[\"" + member.name + "\"].version");
      holds = true;
    }
    if (!holds) return;
    for (const json::Member* member : local)
      requirements(found, member->value);
  }

  void links(Found& found, const json::Value& root, const std::string& directory) {
    constexpr std::string_view prefix = "file:";
    const json::Value* list = root.find("dependencies");
    const json::Value* own = list == nullptr || name_.empty() ? nullptr : list->find(name_);
    const json::Value* target = own == nullptr ? nullptr : own->find("version");
    if (target == nullptr || !target->text.starts_with(prefix)) return;
    if (resolve(directory, target->text.substr(prefix.size())) != home_) return;
    for (const json::Member& member : list->members) {
      const json::Value* link = member.value.find("version");
      const bool is_local = link != nullptr && link->text.starts_with(prefix);
      if (is_local) requirement(found, member.value.find("requires"));
    }
  }

  static void version(Found& found, const json::Value& holder, const std::string& name) {
    const json::Value* value = holder.find("version");
    if (value != nullptr) add_spot(found, json_string(found.source, *value, name));
  }

  // pnpm repeats what each member asks for.
  void pnpm_lock(const std::string& path, const Workspace& workspace) {
    if (!is_file(move_.tree, path) || name_.empty()) return;
    Found found{load(move_.tree, path), Syntax::yaml, {}};
    const yaml::Stream stream = yaml::parse(found.source.text, path);
    const yaml::Node* importers =
        stream.documents.empty() ? nullptr : stream.documents.front().find("importers");
    if (importers == nullptr) return;
    for (const yaml::Entry& importer : importers->entries) {
      const auto directory = resolve(workspace.root, importer.key.value);
      if (!directory || !workspace.members.contains(*directory)) continue;
      specifiers(found, importer.value);
    }
    rewrite_.add(std::move(found));
  }

  // What one member asks for, in the newer form and in the older one.
  void specifiers(Found& found, const yaml::Node& importer) {
    for (const std::string_view list : dependency_lists) {
      const yaml::Node* all = importer.find(list);
      const yaml::Node* own = all == nullptr ? nullptr : all->find(name_);
      if (own != nullptr) specifier(found, own->find("specifier"));
    }
    const yaml::Node* older = importer.find("specifiers");
    if (older != nullptr) specifier(found, older->find(name_));
  }

  void specifier(Found& found, const yaml::Node* node) {
    if (node == nullptr || node->kind != yaml::Kind::scalar) return;
    add_npm_requirement(found, {node->span, node->value, "the specifier of " + name_}, move_);
  }

  const Move& move_;
  Rewrite& rewrite_;
  std::string home_;
  std::string name_;
};

}  // namespace

void follow_package_json(const Move& move, Rewrite& rewrite) {
  NpmMove(move, move.path, rewrite).follow();
}

void follow_lerna(const Move& move, Rewrite& rewrite) {
  const std::string root(directory_of(move.path));
  const auto globs = workspace_globs(move.tree, root);
  for (const std::string& member :
       members_of(move.tree, root, globs.value_or(std::vector<std::string>()))) {
    const std::string path = join_path(member, package_file);
    if (!is_file(move.tree, path)) continue;
    Found found{load(move.tree, path), Syntax::json, {}};
    const json::Value package = json::parse(found.source.text, path);
    const json::Value* version = package.find("version");
    if (version == nullptr || version->text != move.from) continue;
    add_spot(found, json_string(found.source, *version, "version"));
    rewrite.add(std::move(found));
    NpmMove(move, path, rewrite).follow();
  }
}

}  // namespace relctl::formats
