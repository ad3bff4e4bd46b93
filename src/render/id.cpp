// SPDX-License-Identifier: MIT
#include "render/id.hpp"

#include "render/texts.hpp"

namespace relctl::render {
namespace {

bool fits(const std::string& wanted, const std::string& value) {
  return wanted.empty() || wanted == value;
}

}  // namespace

std::string Gvk::api_version() const {
  return group.empty() ? version : group + "/" + version;
}

std::string Gvk::text() const {
  return or_else(kind, "[noKind]") + "." + or_else(version, "[noVer]") + "." +
         or_else(group, "[noGrp]");
}

bool Gvk::is_selected_by(const Gvk& selector) const {
  return fits(selector.group, group) && fits(selector.version, version) &&
         fits(selector.kind, kind);
}

Gvk make_gvk(std::string_view api_version, std::string_view kind) {
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {"", std::string(api_version), std::string(kind)};
  return {std::string(api_version.substr(0, slash)), std::string(api_version.substr(slash + 1)),
          std::string(kind)};
}

std::string_view Id::effective_ns() const {
  if (cluster_scoped) return no_namespace;
  return ns.empty() ? std::string_view("default") : std::string_view(ns);
}

bool Id::same(const Id& other) const {
  return name == other.name && gvk == other.gvk && effective_ns() == other.effective_ns();
}

std::string Id::text() const {
  return gvk.text() + "/" + or_else(name, "[noName]") + "." + or_else(ns, "[noNs]");
}

}  // namespace relctl::render
