// SPDX-License-Identifier: MIT
#include "deploy/carry.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "json/document.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

std::string below(const std::string& directory, const std::string& path) {
  return join_path(directory, path);
}

std::string value_at(const std::string& text, const std::string& path, const std::string& key) {
  const auto value = find_value(text, path, key);
  if (value) return *value;
  throw Error(ErrorKind::input,
              fmt::format("{} has no value at {}, which is to be carried", path, key))
      .at({path, 0, 0, {}})
      .hint("a carried key is there in each environment; `carry` in relctl.yaml lists the keys");
}

void carry_keys(plan::Draft& draft, const config::Carry& item, const Tree& source,
                const std::string& from, const std::string& to) {
  const std::string old_text = read_file(source, from);
  std::string text = read_file(draft, to);
  for (const std::string& key : item.keys) {
    const std::string value = value_at(old_text, from, key);
    if (value_at(text, to, key) == value) continue;
    text = with_value(text, to, key, value);
  }
  draft.write(to, text);
}

}  // namespace

void carry(plan::Draft& draft, const config::Environment& environment,
           const config::Service& service, const Tree& source, const std::string& from) {
  for (const config::Carry& item : environment.carry) {
    const std::string name = config::expand(item.path, service.name, environment.name);
    const std::string origin = below(from, name);
    const std::string target = below(path_of(environment, service), name);
    if (!item.keys.empty()) {
      carry_keys(draft, item, source, origin, target);
    } else if (source.find(origin)) {
      draft.write(target, read_file(source, origin));
    } else {
      draft.remove(target);
    }
  }
}

}  // namespace relctl::deploy
