// SPDX-License-Identifier: MIT
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/xml_file.hpp"

namespace relctl::formats {
namespace {

// A pom.xml of the repository. (pugixml's documents cannot be moved: keep them in a deque.)
struct Project {
  explicit Project(Source text) : found{std::move(text), Syntax::xml, {}} {}
  Found found;
  pugi::xml_document document;
  pugi::xml_node root;
};

std::string trimmed(const pugi::xml_node& element) {
  const std::string text = element.text().get();
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

// "group:artifact" of a project, whose group may be its parent's; Maven wants both.
std::string coordinates_of(const pugi::xml_node& project) {
  std::string group = trimmed(project.child("groupId"));
  if (group.empty()) group = trimmed(project.child("parent").child("groupId"));
  return group + ":" + trimmed(project.child("artifactId"));
}

// "group:artifact" that a <parent>, <dependency>, <plugin> or <extension> in `project` means.
std::string coordinates_meant(const pugi::xml_node& reference, const pugi::xml_node& project) {
  std::string group = trimmed(reference.child("groupId"));
  if (group == "${project.groupId}" || group == "${groupId}") {
    const std::string own = coordinates_of(project);
    group = own.substr(0, own.find(':'));
  }
  return group + ":" + trimmed(reference.child("artifactId"));
}

// The modules that move with a project, and the places of all projects that name one of them.
class MavenMove {
 public:
  MavenMove(const Move& move, Rewrite& rewrite) : move_(move), rewrite_(rewrite) {
    for (const std::string& path : files_called(move.tree, "pom.xml"))
      read(path);
  }

  void follow() {
    bool grows = true;
    while (grows) {
      grows = false;
      for (const Project& project : projects_)
        grows = inherits(project) || grows;
    }
    for (Project& project : projects_)
      references(project, project.root);
    for (Project& project : projects_)
      rewrite_.add(std::move(project.found));
  }

 private:
  // A pom.xml elsewhere that cannot be read is a template's or an archetype's.
  void read(const std::string& path) {
    Project& project = projects_.emplace_back(load(move_.tree, path));
    try {
      parse_xml(project.found.source, project.document);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input || path == move_.path) throw;
      projects_.pop_back();
      return;
    }
    project.root = project.document.child("project");
    const bool is_named = !trimmed(project.root.child("artifactId")).empty();
    if (path == move_.path && is_named) moved_.insert(coordinates_of(project.root));
  }

  // Takes in a module that has its parent's version; true where it is new.
  bool inherits(const Project& project) {
    const pugi::xml_node parent = project.root.child("parent");
    if (!parent || project.root.child("version")) return false;
    if (!moved_.contains(coordinates_meant(parent, project.root))) return false;
    return moved_.insert(coordinates_of(project.root)).second;
  }

  // Walks the document without recursion: the depth is the file's to choose.
  void references(Project& project, pugi::xml_node node) {
    while (node) {
      const std::string_view name = node.name();
      if (name == "parent" || name == "dependency" || name == "plugin" || name == "extension") {
        reference(project, node);
      }
      if (node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (node && !node.next_sibling())
        node = node.parent();
      node = node.next_sibling();
    }
  }

  void reference(Project& project, const pugi::xml_node& node) {
    const std::string coordinates = coordinates_meant(node, project.root);
    const pugi::xml_node version = node.child("version");
    if (!version || !moved_.contains(coordinates)) return;
    const std::string text = trimmed(version);
    const std::string place = "the version of " + coordinates;
    if (text == move_.from) {
      add_spot(project.found, xml_text(project.found.source, version, place));
    } else if (text.starts_with("${") && text.ends_with('}')) {
      property(text.substr(2, text.size() - 3));
    }
  }

  // A property that holds the version of a module of the repository, wherever it is set.
  void property(const std::string& name) {
    if (name.starts_with("project.") || name == "revision") return;
    for (Project& project : projects_) {
      const pugi::xml_node value = project.root.child("properties").child(name.c_str());
      if (!value || trimmed(value) != move_.from) continue;
      add_spot(project.found, xml_text(project.found.source, value, "<" + name + ">"));
    }
  }

  const Move& move_;
  Rewrite& rewrite_;
  std::deque<Project> projects_;
  std::set<std::string> moved_;
};

}  // namespace

void follow_pom(const Move& move, Rewrite& rewrite) {
  MavenMove(move, rewrite).follow();
}

}  // namespace relctl::formats
