// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <pugixml.hpp>

#include "formats/source.hpp"

namespace relctl::formats {

/// The XML document of `source`, which must be UTF-8 and well-formed. Offsets in it are those of
/// the text after a byte order mark. Throws Error(input) with the place of a syntax error.
void parse_xml(const Source& source, pugi::xml_document& document);

/// The byte where the name of `element`, parsed from `source`, begins.
std::size_t xml_offset(const Source& source, const pugi::xml_node& element);

/// The text of `element` as a spot, without the white space around it. Throws Error(input) where
/// it holds anything but one plain text.
Spot xml_text(const Source& source, const pugi::xml_node& element, std::string name);

/// Throws Error(input) unless `after` is the document of `before` with texts changed at the spots
/// alone.
void prove_xml(const Found& before, const std::string& after);

}  // namespace relctl::formats
