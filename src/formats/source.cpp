// SPDX-License-Identifier: MIT
#include "formats/source.hpp"

#include <algorithm>

#include "formats/json_file.hpp"
#include "formats/toml_file.hpp"
#include "formats/xml_file.hpp"
#include "formats/yaml_file.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 20;

Error disagreement(const Found& found) {
  std::string list;
  for (const Spot& spot : found.spots) {
    const Location where = edit::locate(found.source.file, found.source.text, spot.span.offset);
    list += (list.empty() ? "" : ", ") + spot.name + " is " + spot.value + " (line " +
            std::to_string(where.line) + ")";
  }
  return fault(found.source, found.spots.back().span.offset,
               "the file disagrees with itself: " + list)
      .hint("give them the same version");
}

void check_semantic(const Source& source, const Spot& spot) {
  if (semver::parse(spot.value)) return;
  Error error = fault(source, spot.span.offset,
                      spot.name + " is \"" + spot.value + "\", which is not a semantic version");
  if (spot.value.starts_with('v') && semver::parse(spot.value.substr(1))) {
    throw error.hint("write it without the leading v: " + spot.value.substr(1));
  }
  throw error.hint("write MAJOR.MINOR.PATCH, such as 1.2.3 or 1.2.3-rc.1");
}

std::string splice(const Found& found, const std::string& version) {
  std::vector<edit::Splice> splices;
  for (const Spot& spot : found.spots)
    splices.push_back({spot.span, spot.instead.value_or(version)});
  return edit::apply(found.source.text, std::move(splices));
}

}  // namespace

Source load(const Tree& tree, const std::string& path) {
  check_path(tree, path);
  const auto entry = tree.find(path);
  if (!entry || entry->mode == Mode::directory) {
    throw Error(ErrorKind::input, entry ? "the version file is a folder" : "there is no such file")
        .at({path, 0, 0, ""})
        .hint("name the file's path from the root of the repository, and commit the file");
  }
  Source source{path, tree.read(path)};
  if (source.text.size() > most_bytes) throw fault(source, "the file is larger than 4 MiB");
  return source;
}

std::size_t mark_size(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

Error fault(const Source& source, std::size_t offset, const std::string& message) {
  Error error(ErrorKind::input, message);
  error.at(edit::locate(source.file, source.text, offset));
  return error;
}

Error fault(const Source& source, const std::string& message) {
  Error error(ErrorKind::input, message);
  error.at({source.file, 0, 0, ""});
  return error;
}

std::string agreed_version(const Found& found) {
  if (found.spots.empty()) throw fault(found.source, "the file holds no version");
  const Spot& first = found.spots.front();
  const bool agreed = std::all_of(found.spots.begin(), found.spots.end(),
                                  [&](const Spot& spot) { return spot.value == first.value; });
  if (!agreed) throw disagreement(found);
  check_semantic(found.source, first);
  return first.value;
}

std::string replace(const Found& found, const std::string& version) {
  switch (found.syntax) {
    case Syntax::text:
      return splice(found, version);
    case Syntax::json:
      return replace_json(found, version);
    case Syntax::yaml:
      return replace_yaml(found, version);
    case Syntax::toml:
    case Syntax::xml:
      break;
  }
  std::string after = splice(found, version);
  const auto prove = found.syntax == Syntax::toml ? prove_toml : prove_xml;
  prove(found, after);
  return after;
}

}  // namespace relctl::formats
