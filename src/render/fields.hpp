// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// True for no node and for one that is tagged null: both stand for an absent value.
bool is_null(const Node* node);
/// True for null, an empty mapping or sequence, and a node without content.
bool is_empty(const Node* node);
/// The text of a node that is not null; "" for others and for collections.
std::string_view text_of(const Node* node);

/// The value of the first field called `name`; null where there is none, or `node` is no mapping.
Node* find(const Node* node, std::string_view name);
/// find() along `path`.
Node* find_path(const Node* node, std::initializer_list<std::string_view> path);
/// find() that throws Error(input) when `node` is a scalar or a list.
Node* get(const Arena& arena, Node* node, std::string_view name);
/// The value at `path`, made where it is missing: mappings on the way, `kind` at the end. Null when
/// something on the way is null.
Node* get_or_make(Arena& arena, Node* node, std::initializer_list<std::string_view> path,
                  Kind kind);

/// Sets field `name` of a mapping; a null value removes it. The style of a value that is replaced
/// stays, as kustomize keeps it: so a number in quotes stays in quotes.
void set_field(Arena& arena, Node& mapping, std::string_view name, Node* value);
/// Gives a scalar another value; its style stays.
void set_scalar(const Arena& arena, Node& scalar, Node& value);
/// Removes the first field called `name`.
void clear_field(Node& mapping, std::string_view name);

/// Throws Error(input) unless `node` is null or of `kind`.
void require_kind(const Arena& arena, const Node* node, Kind kind);
/// "map", "list" or "scalar".
std::string_view name_of(Kind kind);
/// Where a node stands, for errors.
Location location_of(const Arena& arena, const Node* node);
/// `error`, whose place counts from the beginning of the text numbered `file`, with its place in
/// the file that the text stands in.
Error in_whole_file(const Arena& arena, std::uint16_t file, const Error& error);

}  // namespace relctl::render
