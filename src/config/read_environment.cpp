// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/redact.hpp"
#include "base/secret_forms.hpp"
#include "config/keys.hpp"
#include "config/sections.hpp"
#include "tree/path.hpp"

namespace relctl::config {
namespace {

/// Whether the address has no user information but a plain name, no query, and nothing else that
/// looks like a secret, such as a password with a slash in it.
bool holds_no_secret(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const bool is_url = scheme != std::string::npos;
  const std::size_t begin = is_url ? scheme + 3 : 0;
  const std::string authority = url.substr(begin, url.find('/', begin) - begin);
  const std::size_t mark = authority.rfind('@');
  const bool has_user = mark != std::string::npos;
  if (has_user && !is_plain_account(authority.substr(0, mark))) return false;
  if (is_url && url.find_first_of("?#") != std::string::npos) return false;
  const std::string rest = url.substr(0, begin) + url.substr(begin + (has_user ? mark + 1 : 0));
  return redact(rest) == rest;
}

std::string password_or_token(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t colon = url.find(':', scheme == std::string::npos ? 0 : scheme + 3);
  return colon < url.rfind('@') && url.rfind('@') != std::string::npos
             ? "a password"
             : "what may be a token: no user but a plain name, such as `git`, belongs there";
}

std::string read_repository(const Value& value) {
  std::string url = value.line();
  // `helper::address` would make git run a program of that name.
  const bool is_odd = url.starts_with('-') || url.find("::") != std::string::npos ||
                      url.find(' ') != std::string::npos;
  if (is_odd) {
    throw value.error(fmt::format("`{}` is no address of a repository", value.name()),
                      "write it like `https://git.example.com/acme/deploy.git` or "
                      "`git@git.example.com:acme/deploy.git`");
  }
  if (holds_no_secret(url)) return url;
  throw value.secret_error(fmt::format("`{}` holds {}", value.name(), password_or_token(url)),
                           "leave it out: git's credential helper or the runner's token is used");
}

std::vector<Carry> read_carry(const Value& section) {
  std::vector<Carry> result;
  for (const Value& entry : section.items()) {
    Carry carry;
    if (entry.is_scalar()) {
      carry.path = read_path(entry);
    } else {
      entry.check_keys(keys::carry);
      carry.path = read_path(entry.need("path", "name the file: `path: config.yaml`"));
      if (auto value = entry.find("keys")) carry.keys = read_key_paths(*value);
    }
    result.push_back(std::move(carry));
  }
  return result;
}

void check_outside(const Value& value, const std::string& folder, const Environment& environment) {
  if (!is_below(folder, environment.path)) return;
  throw value.error(fmt::format("`{}` lies in the path that is generated from it, `{}`",
                                value.name(), environment.path),
                    "keep the source outside, like `kubernetes/overlays/dev`");
}

Render read_render(const Value& value) {
  Render render;
  if (value.is_scalar()) {
    render.path = read_path_template(value);
    return render;
  }
  value.check_keys(keys::render);
  render.path = read_path_template(
      value.need("path", "say what is rendered: `path: kubernetes/overlays/dev`"));
  if (auto rule = value.find("load_restrictor"))
    render.restrict_loads = rule->one_of(keys::load_restrictors) == keys::load_restrictors.front();
  if (auto secrets = value.find("secrets")) render.secrets = secrets->boolean();
  if (auto keep = value.find("keep")) {
    for (const Value& item : keep->items())
      render.keep.push_back(read_path(item));
  }
  return render;
}

/// An environment with a repository of its own says where the folder lies that it is rendered from.
void check_origin(const Value& render, const std::optional<Value>& repository) {
  const auto from = render.is_scalar() ? std::nullopt : render.find("from");
  if (from && from->text() != "here") {
    throw from->error("`from` is `here`: the repository of this relctl.yaml",
                      "render from a folder of this repository, and write `from: here`");
  }
  if (from && !repository) {
    throw from->error("`from` is for environments with a `repository`",
                      "leave it out: the folder lies in this repository anyway");
  }
  if (repository && !from) {
    throw render.error(
        "the environment has a `repository` of its own, and `render` does not say "
        "whose folder it means",
        "write `render: {path: FOLDER, from: here}` for a folder of this repository");
  }
}

/// What a rendered environment cannot have beside it.
void check_render(const Value& entry, const Environment& environment) {
  const Value render = *entry.find("render");
  check_outside(render, environment.render->path, environment);
  for (const char* key : {"source", "carry"}) {
    if (!entry.find(key)) continue;
    throw render.error(fmt::format("`{}` has both `render` and `{}`", environment.name, key),
                       "what is rendered is written whole: keep one of the two");
  }
  check_origin(render, entry.find("repository"));
}

bool flag(const Value& entry, std::string_view key, bool otherwise) {
  const auto value = entry.find(key);
  return value ? value->boolean() : otherwise;
}

}  // namespace

Environment read_environment(const Value& entry) {
  entry.check_keys(keys::environment);
  Environment environment;
  const Value name = entry.need("name", "give it a name: `name: dev`");
  environment.name = name.text();
  check_name(name, environment.name, "an environment");
  environment.path = read_path_template(
      entry.need("path", "say where it is: `path: kubernetes/deploy/dev`"), true);
  if (auto value = entry.find("source")) {
    environment.source = read_path_template(*value);
    check_outside(*value, *environment.source, environment);
  }
  if (auto value = entry.find("render")) {
    environment.render = read_render(*value);
    check_render(entry, environment);
  }
  environment.automatic = flag(entry, "auto", false);
  environment.review = flag(entry, "review", false);
  if (environment.automatic && environment.review) {
    throw entry.error(fmt::format("`{}` is both `auto` and `review`", environment.name),
                      "bump writes an `auto` environment without asking: keep one of the two");
  }
  environment.prereleases = flag(entry, "prereleases", true);
  environment.strict = flag(entry, "strict", false);
  if (auto value = entry.find("after")) environment.after = value->lines();
  if (auto value = entry.find("branch")) environment.branch = read_branch(*value);
  if (auto value = entry.find("repository")) environment.repository = read_repository(*value);
  if (auto value = entry.find("carry")) environment.carry = read_carry(*value);
  if (auto value = entry.find("services")) {
    environment.services = value->lines();
    if (environment.services.empty()) {
      throw value->error(fmt::format("`{}` is empty", value->name()),
                         "name services, or remove the key: then all are meant");
    }
  }
  return environment;
}

}  // namespace relctl::config
