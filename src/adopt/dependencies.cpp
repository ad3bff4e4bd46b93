// SPDX-License-Identifier: MIT
#include "adopt/dependencies.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "formats/toml_node.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

/// `relative` seen from `folder`; nothing where it leaves the repository.
std::optional<std::string> folder_at(const std::string& folder, std::string_view relative) {
  std::vector<std::string> parts = parts_of(folder);
  for (const std::string& part : parts_of(relative)) {
    if (part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string result;
  for (const std::string& part : parts)
    result = join_path(result, part);
  return result;
}

std::string after_last_blank(std::string_view line) {
  return std::string(line.substr(line.find_last_of(" \t") + 1));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    line.resize(line.find_last_not_of(" \t\r") + 1);
    lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

/// Reads package after package; names of siblings are resolved when all are known.
class Dependencies {
 public:
  Dependencies(const Tree& tree, bool has_go_work) : tree_(tree), has_go_work_(has_go_work) {}

  void read(const std::string& path) {
    const std::string name = base_name(path);
    const std::string folder(directory_of(path));
    try {
      if (name == "package.json") npm(folder, document(path));
      if (name == "Cargo.toml") cargo(folder, formats::read_toml(text(path), path));
      if (name == "pyproject.toml") python(folder, formats::read_toml(text(path), path));
      if (name == "go.mod") go(folder, lines_of(text(path)));
      if (name.ends_with(".csproj") || name.ends_with(".fsproj")) dotnet(folder, text(path));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
    }
  }

  std::map<std::string, std::set<std::string>> result() {
    for (const auto& [folder, name] : wanted_) {
      const auto sibling = packages_.find(name);
      if (sibling != packages_.end()) add(folder, sibling->second);
    }
    return std::move(found_);
  }

 private:
  /// The name of a package, with its language: `npm web` is not `cargo web`.
  using Name = std::pair<std::string_view, std::string>;

  std::string text(const std::string& path) const { return read_file(tree_, path); }

  yaml::Node document(const std::string& path) const {
    yaml::Stream stream = yaml::parse(text(path), path);
    return stream.documents.size() == 1 ? std::move(stream.documents.front()) : yaml::Node();
  }

  void add(const std::string& folder, const std::string& other) {
    const auto entry = tree_.find(other);
    const bool is_folder = other.empty() || (entry && entry->mode == Mode::directory);
    if (is_folder && other != folder) found_[folder].insert(other);
  }

  void add_path(const std::string& folder, std::string_view relative) {
    if (const auto other = folder_at(folder, relative)) add(folder, *other);
  }

  void npm(const std::string& folder, const yaml::Node& root) {
    if (const auto name = root.text("name")) packages_[{"npm", *name}] = folder;
    for (const char* list :
         {"dependencies", "devDependencies", "optionalDependencies", "peerDependencies"}) {
      const yaml::Node* all = root.find(list);
      if (all == nullptr) continue;
      for (const yaml::Entry& entry : all->entries)
        npm_requirement(folder, entry.key.value, entry.value.value);
    }
  }

  void npm_requirement(const std::string& folder, const std::string& name, std::string_view range) {
    for (const std::string_view scheme : {"file:", "link:", "portal:"}) {
      if (range.starts_with(scheme)) return add_path(folder, range.substr(scheme.size()));
    }
    wanted_.push_back({folder, {"npm", name}});
  }

  /// The dependencies by path in the tables of a Cargo.toml, at any depth: a crate's own, those of
  /// a target, those of a workspace, which its members name.
  void cargo(const std::string& folder, const yaml::Node& root) {
    if (const yaml::Node* package = root.find("package")) {
      if (const auto name = package->text("name")) packages_[{"cargo", *name}] = folder;
    }
    for (const yaml::Entry& entry : root.entries) {
      if (entry.key.value.ends_with("dependencies")) cargo_table(folder, entry.value);
      if (entry.key.value != "target") continue;
      for (const yaml::Entry& target : entry.value.entries)
        cargo(folder, target.value);
    }
  }

  void cargo_table(const std::string& folder, const yaml::Node& table) {
    for (const yaml::Entry& entry : table.entries) {
      if (const auto path = entry.value.text("path")) add_path(folder, *path);
      const bool is_shared = entry.value.text("workspace") == "true";
      if (is_shared) wanted_.push_back({folder, {"cargo", entry.key.value}});
    }
  }

  void python(const std::string& folder, const yaml::Node& root) {
    if (const yaml::Node* project = root.find("project")) {
      if (const auto name = project->text("name")) packages_[{"python", as_name(*name)}] = folder;
      python_requirements(folder, *project);
    }
    const yaml::Node* tool = root.find("tool");
    if (tool == nullptr) return;
    if (const yaml::Node* uv = tool->find("uv")) python_table(folder, uv->find("sources"));
    const yaml::Node* poetry = tool->find("poetry");
    if (poetry == nullptr) return;
    for (const char* list : {"dependencies", "dev-dependencies"})
      python_table(folder, poetry->find(list));
    const yaml::Node* groups = poetry->find("group");
    if (groups == nullptr) return;
    for (const yaml::Entry& group : groups->entries)
      python_table(folder, group.value.find("dependencies"));
  }

  void python_table(const std::string& folder, const yaml::Node* table) {
    if (table == nullptr) return;
    for (const yaml::Entry& entry : table->entries) {
      if (const auto path = entry.value.text("path")) add_path(folder, *path);
      const bool is_member = entry.value.text("workspace") == "true";
      if (is_member) wanted_.push_back({folder, {"python", as_name(entry.key.value)}});
    }
  }

  /// PEP 508: `core @ file:///${PROJECT_ROOT}/../core`, `core @ ../core`.
  void python_requirements(const std::string& folder, const yaml::Node& project) {
    const yaml::Node* list = project.find("dependencies");
    if (list == nullptr) return;
    for (const yaml::Node& item : list->items) {
      const std::size_t at = item.value.find('@');
      if (at == std::string::npos) continue;
      std::string target = after_last_blank(item.value.substr(at + 1));
      for (const char* prefix : {"file:///${PROJECT_ROOT}/", "file://${PROJECT_ROOT}/", "file:"}) {
        if (target.starts_with(prefix)) target.erase(0, std::string_view(prefix).size());
      }
      if (target.starts_with('.')) add_path(folder, target);
    }
  }

  void go(const std::string& folder, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      if (line.starts_with("module ")) packages_[{"go", after_last_blank(line)}] = folder;
      const std::size_t arrow = line.find("=> ");
      if (arrow != std::string::npos && line.substr(arrow + 3).starts_with('.')) {
        add_path(folder, line.substr(arrow + 3));
      }
      // Without a go.work a module is taken as it was published.
      const std::size_t begin = line.starts_with("require ") ? 8 : line.find_first_not_of(" \t");
      if (!has_go_work_ || begin == std::string::npos || arrow != std::string::npos) continue;
      const std::string rest = line.substr(begin);
      wanted_.push_back({folder, {"go", rest.substr(0, rest.find(' '))}});
    }
  }

  void dotnet(const std::string& folder, const std::string& text) {
    constexpr std::string_view mark = "<ProjectReference Include=\"";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const std::size_t begin = at + mark.size();
      const std::string path = text.substr(begin, text.find('"', begin) - begin);
      const auto project = folder_at(folder, replace_all(path, "\\", "/"));
      if (project) add(folder, std::string(directory_of(*project)));
    }
  }

  const Tree& tree_;
  bool has_go_work_;
  std::map<Name, std::string> packages_;  ///< the folder of each
  std::vector<std::pair<std::string, Name>> wanted_;
  std::map<std::string, std::set<std::string>> found_;
};

}  // namespace

std::map<std::string, std::set<std::string>> local_dependencies(
    const Tree& tree, const std::vector<std::string>& files) {
  const bool has_go_work = std::any_of(files.begin(), files.end(), [](const std::string& path) {
    return base_name(path) == "go.work";
  });
  Dependencies dependencies(tree, has_go_work);
  for (const std::string& path : files)
    dependencies.read(path);
  return dependencies.result();
}

}  // namespace relctl::adopt
