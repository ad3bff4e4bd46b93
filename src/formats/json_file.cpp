// SPDX-License-Identifier: MIT
#include "formats/json_file.hpp"

#include <algorithm>
#include <utility>

namespace relctl::formats {

Spot json_string(const Source& source, const json::Value& value, std::string name) {
  if (value.kind != json::Kind::string) {
    throw fault(source, value.span.offset, name + " is not a string")
        .hint("put the version in quotes");
  }
  return {value.span, value.text, std::move(name)};
}

Found find_json(Source source, const std::string& key_path) {
  const json::Value root = json::parse(source.text, source.file);
  const json::Value* value = json::find(root, key_path);
  if (value == nullptr) throw fault(source, "the file has no \"" + key_path + "\"");
  Spot spot = json_string(source, *value, key_path);
  return {std::move(source), Syntax::json, {std::move(spot)}};
}

std::string replace_json(const Found& found, const std::string& version) {
  std::vector<Spot> spots = found.spots;
  std::sort(spots.begin(), spots.end(),
            [](const Spot& a, const Spot& b) { return a.span.offset > b.span.offset; });
  std::string text = found.source.text;
  // From the last to the first, so that the places of those to come stay right.
  for (const Spot& spot : spots) {
    json::Value value;
    value.kind = json::Kind::string;
    value.text = spot.value;
    value.span = spot.span;
    text = json::replace(text, found.source.file, value, spot.instead.value_or(version));
  }
  return text;
}

}  // namespace relctl::formats
