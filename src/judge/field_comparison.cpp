// SPDX-License-Identifier: MIT
#include "judge/field_comparison.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/draft.hpp"

namespace relctl::judge {

bool same_fields(const std::map<std::string, Field>& a, const std::map<std::string, Field>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& left, const auto& right) {
                      return left.first == right.first && left.second.value == right.second.value;
                    });
}

std::string first_difference(const std::map<std::string, Field>& before,
                             const std::map<std::string, Field>& after) {
  for (const auto& [key, field] : after) {
    const auto old = before.find(key);
    if (old == before.end() || old->second.value != field.value) return key;
  }
  for (const auto& [key, field] : before) {
    if (after.find(key) == after.end()) return key;
  }
  return {};
}

bool is_mixture(const FileFields& fields, const std::vector<FileFields>& sources) {
  const auto value = [](const FileFields& source, const std::string& key) {
    const auto found = source.rest.find(key);
    return found == source.rest.end() ? nullptr : &found->second.value;
  };
  const auto is_known = [&](const std::string& key) {
    const std::string* now = value(fields, key);
    return std::any_of(sources.begin(), sources.end(), [&](const FileFields& source) {
      const std::string* then = value(source, key);
      return now == nullptr || then == nullptr ? now == then : *now == *then;
    });
  };
  const auto all_known = [&](const FileFields& source) {
    return std::all_of(source.rest.begin(), source.rest.end(),
                       [&](const auto& field) { return is_known(field.first); });
  };
  return all_known(fields) && std::all_of(sources.begin(), sources.end(), all_known);
}

std::string fingerprint(const FileFields& fields) {
  std::string text;
  for (const auto& [key, field] : fields.rest) {
    text += fmt::format("{}:{}={}:{}\n", key.size(), key, field.value.size(), field.value);
  }
  return plan::blob_id(text).hex();
}

}  // namespace relctl::judge
