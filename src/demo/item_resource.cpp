// SPDX-License-Identifier: MIT
#include "demo/item_resource.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "demo/new_item.hpp"
#include "demo/pages.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

Problem bad_parameter(const std::string& name, const std::string& message) {
  Problem problem(400, fmt::format("The parameter {} {}.", name, message), "invalid-parameter");
  return problem.complaints({{name, message}});
}

std::uint64_t number(const std::string& name, const std::string& text, std::uint64_t least,
                     std::uint64_t most) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || stop != end || value < least || value > most) {
    throw bad_parameter(name, fmt::format("must be a whole number from {} to {}", least, most));
  }
  return value;
}

std::uint64_t query_number(const Request& request, const std::string& name, std::uint64_t least,
                           std::uint64_t most, std::uint64_t otherwise) {
  const auto [first, last] = request.query.equal_range(name);
  if (first == last) return otherwise;
  if (std::next(first) != last) throw bad_parameter(name, "must be given once");
  return number(name, first->second, least, most);
}

std::uint64_t item_id(const Request& request) {
  return number("id", request.path_parameters.at("id"), 1,
                std::numeric_limits<std::int64_t>::max());
}

Problem no_such_item(std::uint64_t id) {
  return Problem(404, fmt::format("There is no item {}.", id));
}

Json to_json(const Item& item) {
  return {
      {"id", item.id}, {"name", item.name}, {"quantity", item.quantity}, {"created", item.created}};
}

}  // namespace

Response list_items(const Items& items, const Request& request) {
  const auto offset =
      query_number(request, "offset", 0, std::numeric_limits<std::int64_t>::max(), 0);
  const auto limit = query_number(request, "limit", 1, longest_page, usual_page);
  const Page page = items.page(offset, limit);
  Json list = Json::array();
  for (const Item& item : page.items)
    list.push_back(to_json(item));
  return json_response(
      200, {{"items", list}, {"total", page.total}, {"offset", offset}, {"limit", limit}});
}

Response create_item(Items& items, const Request& request) {
  const auto added = items.add(read_new_item(request.body));
  if (!added) throw Problem(409, "There is no room: delete an item first.", "items-full");
  Response response = json_response(201, to_json(*added));
  response.headers.emplace_back("Location", fmt::format("/items/{}", added->id));
  return response;
}

Response get_item(const Items& items, const Request& request) {
  const auto id = item_id(request);
  const auto item = items.find(id);
  if (!item) throw no_such_item(id);
  return json_response(200, to_json(*item));
}

Response delete_item(Items& items, const Request& request) {
  const auto id = item_id(request);
  if (!items.remove(id)) throw no_such_item(id);
  return {.status = 204, .content_type = "", .body = "", .headers = {}};
}

}  // namespace relctl::demo
