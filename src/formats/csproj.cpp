// SPDX-License-Identifier: MIT
#include <utility>

#include "formats/format.hpp"
#include "formats/xml_file.hpp"

namespace relctl::formats {
namespace {

void refuse_msbuild_property(const Source& source, const Spot& spot) {
  if (spot.value.find("$(") == std::string::npos) return;
  throw fault(source, spot.span.offset, spot.name + " is " + spot.value)
      .hint(
          "name the file that sets the property, with a pattern such as "
          "'<MyVersion>{version}</MyVersion>'");
}

// MSBuild appends a suffix to VersionPrefix: what the file says is then not the version.
void refuse_suffix(const Source& source, const pugi::xml_node& group) {
  const pugi::xml_node suffix = group.child("VersionSuffix");
  if (!suffix || suffix.attribute("Condition") || group.attribute("Condition")) return;
  throw fault(source, xml_offset(source, suffix), "<VersionSuffix> makes a part of the version")
      .hint("write the whole version in <Version>");
}

}  // namespace

Found find_csproj(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::xml, {}};
  const Source& source = found.source;
  pugi::xml_document document;
  parse_xml(source, document);
  for (const pugi::xml_node& group : document.child("Project").children("PropertyGroup")) {
    for (const char* name : {"Version", "VersionPrefix"}) {
      for (const pugi::xml_node& element : group.children(name)) {
        found.spots.push_back(xml_text(source, element, "<" + std::string(name) + ">"));
        refuse_msbuild_property(source, found.spots.back());
      }
    }
    refuse_suffix(source, group);
  }
  if (found.spots.empty()) {
    throw fault(source, "there is no <Version> or <VersionPrefix> in a <PropertyGroup>")
        .hint("add <Version>0.1.0</Version> to a <PropertyGroup>");
  }
  return found;
}

}  // namespace relctl::formats
