// SPDX-License-Identifier: MIT
#include "formats/xml_file.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <string_view>

#include "base/ascii.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view white_space = " \t\r\n";

Error wrong_encoding(const Source& source, const std::string& encoding) {
  return fault(source, 0, "the file is in " + encoding + "; relctl edits XML in UTF-8 only")
      .hint("convert it to UTF-8");
}

void check_encoding(const Source& source, const pugi::xml_document& document) {
  const std::string encoding = ascii_lower(document.first_child().attribute("encoding").value());
  if (document.first_child().type() != pugi::node_declaration || encoding.empty()) return;
  if (encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii") {
    throw wrong_encoding(source, encoding);
  }
}

bool same_attributes(const pugi::xml_node& before, const pugi::xml_node& after) {
  const auto a = before.attributes();
  const auto b = after.attributes();
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    return std::strcmp(one.name(), other.name()) == 0 &&
           std::strcmp(one.value(), other.value()) == 0;
  });
}

// Walks two documents in step, without recursion: the depth is the file's to choose.
class XmlComparison {
 public:
  explicit XmlComparison(const Found& before)
      : before_(before), mark_(mark_size(before.source.text)) {}

  bool same(const pugi::xml_node& root, const pugi::xml_node& other_root) {
    pugi::xml_node node = root;
    pugi::xml_node other = other_root;
    while (node && other) {
      if (!same_node(node, other)) return false;
      step(node);
      step(other);
    }
    return !node && !other;
  }

 private:
  static void step(pugi::xml_node& node) {
    if (node.first_child()) {
      node = node.first_child();
      return;
    }
    while (node && !node.next_sibling())
      node = node.parent();
    node = node.next_sibling();
  }

  [[nodiscard]] bool same_node(const pugi::xml_node& node, const pugi::xml_node& other) const {
    const bool alike = node.type() == other.type() && std::strcmp(node.name(), other.name()) == 0 &&
                       !node.first_child() == !other.first_child() &&
                       !node.next_sibling() == !other.next_sibling() &&
                       same_attributes(node, other);
    return alike && (std::strcmp(node.value(), other.value()) == 0 || is_spot(node));
  }

  [[nodiscard]] bool is_spot(const pugi::xml_node& node) const {
    const std::size_t begin = static_cast<std::size_t>(node.offset_debug()) + mark_;
    const std::size_t end = begin + std::strlen(node.value());
    return std::any_of(before_.spots.begin(), before_.spots.end(), [&](const Spot& spot) {
      return begin <= spot.span.offset && spot.span.end() <= end;
    });
  }

  const Found& before_;
  std::size_t mark_;
};

}  // namespace

void parse_xml(const Source& source, pugi::xml_document& document) {
  const std::string_view text = std::string_view(source.text).substr(mark_size(source.text));
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    throw wrong_encoding(source, "UTF-16");
  }
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    throw fault(source, zero, "the file holds a NUL byte: it is no XML in UTF-8");
  }
  const auto result = document.load_buffer(
      text.data(), text.size(), pugi::parse_full | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!result) {
    throw fault(source, mark_size(source.text) + static_cast<std::size_t>(result.offset),
                "not XML: " + std::string(result.description()));
  }
  check_encoding(source, document);
}

std::size_t xml_offset(const Source& source, const pugi::xml_node& element) {
  return mark_size(source.text) + static_cast<std::size_t>(element.offset_debug());
}

Spot xml_text(const Source& source, const pugi::xml_node& element, std::string name) {
  const pugi::xml_node child = element.first_child();
  if (!child) throw fault(source, xml_offset(source, element), name + " is empty");
  const std::string_view value = child.value();
  const std::size_t first = value.find_first_not_of(white_space);
  if (child.next_sibling() || child.type() != pugi::node_pcdata || first == value.npos) {
    throw fault(source, xml_offset(source, element), name + " is not one plain text")
        .hint("write the version alone between the tags, without comments or CDATA");
  }
  const std::size_t size = value.find_last_not_of(white_space) + 1 - first;
  const std::string version(value.substr(first, size));
  const std::size_t begin = source.text.find_first_not_of(white_space, xml_offset(source, child));
  if (source.text.compare(begin, size, version) != 0) {
    throw fault(source, begin, name + " is written with entities").hint("write it as plain text");
  }
  return {{begin, size}, version, std::move(name)};
}

void prove_xml(const Found& before, const std::string& after) {
  pugi::xml_document one;
  pugi::xml_document other;
  parse_xml(before.source, one);
  parse_xml({before.source.file, after}, other);
  if (!XmlComparison(before).same(one.root(), other.root())) {
    throw fault(before.source, before.spots.front().span.offset,
                "the version cannot be replaced here without changing something else");
  }
}

}  // namespace relctl::formats
