// SPDX-License-Identifier: MIT
#include "report/variables.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/shell.hpp"

namespace relctl::report {
namespace {

using Json = nlohmann::ordered_json;

std::string upper_name(std::string_view name) {
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
  });
  return text;
}

std::string plain_value(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool is_plain_list(const Json& list) {
  return std::none_of(list.begin(), list.end(),
                      [](const Json& item) { return item.is_structured(); });
}

std::string joined(const Json& list) {
  std::string text;
  for (const Json& item : list)
    text += (text.empty() ? "" : " ") + plain_value(item);
  return text;
}

void add(std::string& text, const std::string& name, const Json& value);

void add_items(std::string& text, const std::string& outer, const std::string& name,
               const Json& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& item = list[i];
    const bool is_named = item.is_object() && item.contains("name") && item["name"].is_string();
    add(text,
        is_named ? outer + '_' + upper_name(item["name"].get<std::string>())
                 : fmt::format("{}_{}", name, i),
        item);
  }
}

void add(std::string& text, const std::string& name, const Json& value) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      const std::string below = name + '_' + upper_name(key);
      if (inner.is_array() && !is_plain_list(inner)) {
        add_items(text, name, below, inner);
      } else {
        add(text, below, inner);
      }
    }
    return;
  }
  const std::string plain = value.is_array() ? joined(value) : plain_value(value);
  text += fmt::format("{}={}\n", name, plain.empty() ? "" : shell_word(plain));
}

}  // namespace

std::string variables_of(const Json& answer) {
  std::string text;
  add(text, "RELCTL", answer);
  return text;
}

}  // namespace relctl::report
