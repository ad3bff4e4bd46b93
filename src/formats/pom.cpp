// SPDX-License-Identifier: MIT
#include <utility>

#include "formats/format.hpp"
#include "formats/xml_file.hpp"

namespace relctl::formats {
namespace {

Error no_version(const Source& source, const pugi::xml_node& project) {
  const pugi::xml_node parent = project.child("parent");
  if (parent.child("version")) {
    return fault(source, xml_offset(source, parent), "the project inherits its parent's version")
        .hint("name the parent's pom.xml as the version file, or give the project a <version>");
  }
  return fault(source, xml_offset(source, project), "the project has no <version>")
      .hint("add <version>0.1.0</version> under <project>");
}

// The property that a version refers to; "" where it is written out.
std::string property_in(const std::string& version) {
  const std::size_t begin = version.find("${");
  if (begin == std::string::npos) return {};
  const std::size_t end = version.find('}', begin);
  return version.substr(begin + 2, end - begin - 2);
}

// A version of several parts (`${revision}${changelist}`) has no one place.
Error refers_to(const Source& source, const Spot& spot, const std::string& name) {
  return fault(source, spot.span.offset, "the project's version is " + spot.value)
      .hint("name the property as the place: {path: " + source.file + ", pattern: '<" + name +
            ">{version}</" + name + ">'}");
}

}  // namespace

Found find_pom(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::xml, {}};
  pugi::xml_document document;
  parse_xml(found.source, document);
  const pugi::xml_node project = document.child("project");
  if (!project) {
    throw fault(found.source, "the file has no <project>: it is no Maven project");
  }
  const pugi::xml_node version = project.child("version");
  if (!version) throw no_version(found.source, project);
  if (const pugi::xml_node second = version.next_sibling("version")) {
    throw fault(found.source, xml_offset(found.source, second), "the project has two versions");
  }
  found.spots.push_back(xml_text(found.source, version, "the project's <version>"));
  const std::string name = property_in(found.spots.front().value);
  if (name.empty()) return found;
  const pugi::xml_node property = project.child("properties").child(name.c_str());
  if (!property || found.spots.front().value != "${" + name + "}") {
    throw refers_to(found.source, found.spots.front(), name);
  }
  // CI-friendly: the version is a property of the same file, and the modules refer to it too.
  found.spots = {xml_text(found.source, property, "<" + name + ">")};
  return found;
}

}  // namespace relctl::formats
