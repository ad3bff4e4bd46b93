// SPDX-License-Identifier: MIT
#include "schema.hpp"

#include <functional>
#include <map>
#include <stdexcept>

namespace relctl::demo_test {
namespace {

using nlohmann::json;

struct Place {
  const json& value;
  const json& schema;
  const json& document;
  const std::string& at;
  std::vector<std::string>& found;

  void expect(bool holds, const std::string& what) const {
    if (!holds) found.push_back(at + ": " + what);
  }
  void descend(const json& inner, const json& inner_schema, const std::string& step) const {
    for (auto& misfit : misfits(inner, inner_schema, document, at + "/" + step)) {
      found.push_back(std::move(misfit));
    }
  }
};

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  return type == "integer" && value.is_number_integer();
}

void check_properties(const Place& place, const json& argument) {
  for (const auto& [name, inner] : place.value.items()) {
    if (argument.contains(name)) {
      place.descend(inner, argument.at(name), name);
    } else {
      place.expect(place.schema.value("additionalProperties", true), name + " is not described");
    }
  }
}

void check_items(const Place& place, const json& argument) {
  for (const json& inner : place.value)
    place.descend(inner, argument, "-");
}

using Check = std::function<void(const Place&, const json& argument)>;

const std::map<std::string, Check>& checks() {
  static const Check nothing = [](const Place&, const json&) {};
  static const std::map<std::string, Check> all = {
      {"type", [](const Place& p, const json& a) { p.expect(has_type(p.value, a), "type"); }},
      {"const", [](const Place& p, const json& a) { p.expect(p.value == a, "const"); }},
      {"minimum", [](const Place& p, const json& a) { p.expect(p.value >= a, "minimum"); }},
      {"maximum", [](const Place& p, const json& a) { p.expect(p.value <= a, "maximum"); }},
      {"minLength",
       [](const Place& p, const json& a) {
         p.expect(p.value.get<std::string>().size() >= a.get<std::size_t>(), "minLength");
       }},
      {"required",
       [](const Place& p, const json& a) {
         for (const std::string name : a)
           p.expect(p.value.contains(name), name + " is missing");
       }},
      {"properties", check_properties},
      {"items", check_items},
      {"$ref",
       [](const Place& p, const json& a) {
         const json::json_pointer target(a.get<std::string>().substr(1));
         p.descend(p.value, p.document.at(target), "");
       }},
      {"additionalProperties", nothing},
      {"description", nothing},
      {"default", nothing},
      {"format", nothing},
      {"maxLength", nothing},
  };
  return all;
}

}  // namespace

std::vector<std::string> misfits(const json& value, const json& schema, const json& document,
                                 const std::string& at) {
  std::vector<std::string> found;
  const Place place{value, schema, document, at, found};
  for (const auto& [keyword, argument] : schema.items())
    checks().at(keyword)(place, argument);
  return found;
}

}  // namespace relctl::demo_test
