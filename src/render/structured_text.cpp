// SPDX-License-Identifier: MIT
#include "render/structured_text.hpp"

#include "base/error.hpp"
#include "render/field_path.hpp"
#include "render/fields.hpp"
#include "render/json_nodes.hpp"
#include "render/read_yaml.hpp"

namespace relctl::render {
namespace {

/// The first text on the path that has more of the path behind it, and how much of the path leads
/// there.
struct Text {
  Node* node = nullptr;
  std::size_t parts = 0;
};

Text find_text(const Arena& arena, Node& root, const std::vector<std::string>& path) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    const std::vector<std::string> part(path.begin(),
                                        path.begin() + static_cast<std::ptrdiff_t>(i));
    try {
      Node* node = look_up(arena, &root, part);
      if (node != nullptr && node->kind == Kind::scalar) return {node, i};
    } catch (const Error&) {
      // What cannot be followed here is judged where the path is followed for good.
      continue;
    }
  }
  return {};
}

/// Where the JSON string that begins at `start` ends, behind its last quote.
std::size_t end_of_string(const std::string& json, std::size_t start) {
  std::size_t i = start + 1;
  while (json[i] != '"')
    i += json[i] == '\\' ? 2 : 1;
  return i + 1;
}

bool opens(char c) {
  return c == '{' || c == '[';
}

bool closes(char c) {
  return c == '}' || c == ']';
}

/// JSON with two spaces a level, as Go indents it.
std::string indented(const std::string& json) {
  std::string out;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    // A line begins behind what opens or separates, and before what closes, but not in what is
    // empty.
    const char last = out.empty() ? ' ' : out.back();
    depth -= closes(c) ? 1 : 0;
    if (last == ',' || opens(last) != closes(c)) out += "\n" + std::string(2 * depth, ' ');
    if (c == '"') {
      const std::size_t end = end_of_string(json, i);
      out += json.substr(i, end - i);
      i = end - 1;
      continue;
    }
    depth += opens(c) ? 1 : 0;
    out += c == ':' ? ": " : std::string(1, c);
  }
  return out;
}

}  // namespace

bool write_structured_text(Arena& arena, Node& root, const std::vector<std::string>& path,
                           Kind created, const std::function<void(Node&)>& set) {
  const Text text = find_text(arena, root, path);
  if (text.node == nullptr) return false;
  const std::size_t start = text.node->text.find_first_not_of(" \t\n\r");
  const std::string old(text.node->text);
  if (start == std::string::npos) return false;
  Node* document = read_first_document(arena, old, text.node->place.file);
  if (document == nullptr || document->kind == Kind::scalar) return false;
  const std::vector<std::string> rest(path.begin() + static_cast<std::ptrdiff_t>(text.parts),
                                      path.end());
  const std::vector<Node*> nodes = find_all(arena, document, rest, created);
  if (nodes.empty()) return false;
  if (old[start] != '{' && old[start] != '[') {
    throw Error(ErrorKind::input,
                "a replacement writes into YAML that stands in a text, which is not "
                "done here; JSON is")
        .at(location_of(arena, text.node));
  }
  for (Node* node : nodes)
    set(*node);
  std::string json;
  write_json(*to_json(arena, *document), false, json);
  const bool pretty = old.find('\n') != std::string::npos && old.find("  ") != std::string::npos;
  text.node->text = arena.keep(pretty ? indented(json) : json);
  return true;
}

}  // namespace relctl::render
