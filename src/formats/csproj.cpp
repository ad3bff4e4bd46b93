// SPDX-License-Identifier: MIT
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/xml_file.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view shared_name = "Directory.Build.props";

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

// The places of the version in one file, in the order of the file; there may be none.
Found find_in_project(const Tree& tree, const std::string& path) {
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
  return found;
}

// MSBuild takes in the nearest Directory.Build.props above a project.
std::optional<std::string> props_above(const Tree& tree, std::string_view path) {
  while (!path.empty()) {
    path = directory_of(path);
    std::string props = join_path(path, shared_name);
    if (is_file(tree, props)) return props;
  }
  return std::nullopt;
}

// A project that has no version of its own. One that cannot be read is left to its own release.
bool inherits(const Tree& tree, const std::string& path, const std::string& props) {
  if (props_above(tree, path) != props) return false;
  try {
    return find_in_project(tree, path).spots.empty();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return false;
  }
}

// Adds the projects whose version is that of `props`.
void add_projects(const Tree& tree, const std::string& props, std::set<std::string>& paths) {
  for (const char* name : {"*.csproj", "*.fsproj", "*.vbproj"}) {
    for (const std::string& path : files_called(tree, name)) {
      if (inherits(tree, path, props)) paths.insert(path);
    }
  }
}

// `from` at the beginning of a number of four parts, as assemblies have it: the rest of it.
std::optional<std::string> fourth_part(const std::string& number, const std::string& from) {
  if (number == from) return "";
  const bool longer = number.starts_with(from + ".") && from.find_first_of("-+") == from.npos;
  if (!longer || number.find_first_not_of("0123456789.") != number.npos) return std::nullopt;
  return number.substr(from.size());
}

// Whole versions follow as they are; an assembly's number has no pre-release.
void follow_property(Found& found, const pugi::xml_node& element, const Move& move) {
  const std::string name = element.name();
  const bool is_number = name == "AssemblyVersion" || name == "FileVersion";
  const bool is_version = name == "PackageVersion" || name == "InformationalVersion";
  if ((!is_number && !is_version) || !element.first_child()) return;
  const std::string_view text = element.text().get();
  if (text.find("$(") != text.npos) return;
  Spot spot = xml_text(found.source, element, "<" + name + ">");
  const auto core_of = [](const std::string& version) {
    return version.substr(0, version.find_first_of("-+"));
  };
  const auto rest = fourth_part(spot.value, is_number ? core_of(move.from) : move.from);
  if (!rest || (is_version && !rest->empty())) return;
  if (is_number) spot.instead = core_of(move.to) + *rest;
  add_spot(found, std::move(spot));
}

}  // namespace

Found find_csproj(const Tree& tree, const std::string& path) {
  Found found = find_in_project(tree, path);
  if (!found.spots.empty()) return found;
  const auto props = props_above(tree, path);
  if (props && *props != path) {
    if (Found shared = find_in_project(tree, *props); !shared.spots.empty()) return shared;
  }
  throw fault(found.source, "there is no <Version> or <VersionPrefix> in a <PropertyGroup>")
      .hint("add <Version>0.1.0</Version> to a <PropertyGroup>");
}

void follow_csproj(const Move& move, Rewrite& rewrite) {
  const std::string holder = find_csproj(move.tree, move.path).source.file;
  std::set<std::string> paths = {move.path, holder};
  if (holder.ends_with(shared_name)) add_projects(move.tree, holder, paths);
  for (const std::string& path : paths) {
    Found found{load(move.tree, path), Syntax::xml, {}};
    pugi::xml_document document;
    parse_xml(found.source, document);
    for (const pugi::xml_node& group : document.child("Project").children("PropertyGroup")) {
      for (const pugi::xml_node& element : group.children())
        follow_property(found, element, move);
    }
    rewrite.add(std::move(found));
  }
}

}  // namespace relctl::formats
