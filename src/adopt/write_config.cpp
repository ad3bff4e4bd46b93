// SPDX-License-Identifier: MIT
#include "adopt/write_config.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

std::string quoted(const std::string& text) {
  return yaml::quote_if_needed(text);
}

std::string single_quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items)
    text += (text.empty() ? "" : ", ") + quoted(item);
  return '[' + text + ']';
}

std::string version_file(const formats::VersionFile& file) {
  if (file.pattern) {
    return fmt::format("      - {{path: {}, pattern: {}}}\n", quoted(file.path),
                       single_quoted(*file.pattern));
  }
  if (file.format) {
    return fmt::format("      - {{path: {}, format: {}}}\n", quoted(file.path), *file.format);
  }
  if (!file.key) return fmt::format("      - {}\n", quoted(file.path));
  return fmt::format("      - {{path: {}, key: {}}}\n", quoted(file.path), quoted(*file.key));
}

std::string image(const config::Image& image) {
  const bool is_usual_tag = image.tag == config::Image().tag;
  if (is_usual_tag && image.repositories.empty())
    return fmt::format("      - {}\n", quoted(image.name));
  std::string text = "      - {name: " + quoted(image.name);
  if (!is_usual_tag) text += ", tag: " + quoted(image.tag);
  std::vector<std::string> repositories;
  for (const auto& [environment, repository] : image.repositories)
    repositories.push_back(environment + ": " + quoted(repository));
  if (!repositories.empty())
    text += fmt::format(", repositories: {{{}}}", fmt::join(repositories, ", "));
  return text + "}\n";
}

std::string place(const config::DeployPlace& place) {
  return fmt::format("      - {{path: {}, key: {}, value: {}}}\n", quoted(place.path),
                     quoted(place.key), quoted(place.value.value_or("{version}")));
}

std::string body(const config::Service& service, const Findings& findings) {
  std::string text;
  if (service.paths != config::Service().paths) {
    text += fmt::format("    paths: {}\n", list(service.paths));
  }
  if (!service.depends_on.empty()) {
    text += fmt::format("    depends_on: {}\n", list(service.depends_on));
  }
  if (!service.version_files.empty()) {
    text += fmt::format("    version_files:  # {} now\n", findings.versions.at(service.name));
    for (const formats::VersionFile& file : service.version_files)
      text += version_file(file);
  }
  if (!service.images.empty()) text += "    images:  # their tags follow the version\n";
  for (const config::Image& each : service.images)
    text += image(each);
  if (!service.deploy.empty()) text += "    deploy:\n";
  for (const config::DeployPlace& each : service.deploy)
    text += place(each);
  const bool is_usual =
      service.tag == (findings.config.services.size() > 1 ? "{service}/v{version}" : "v{version}");
  if (!is_usual) text += fmt::format("    tag: {}\n", quoted(service.tag));
  if (service.changelog) text += fmt::format("    changelog: {}\n", quoted(*service.changelog));
  return text;
}

std::string services(const Findings& findings) {
  std::string text = "services:\n";
  for (const config::Service& service : findings.config.services) {
    const std::string inside = body(service, findings);
    text += fmt::format("  {}:{}\n{}", quoted(service.name),
                        inside.empty() ? " {}  # versioned by its tags alone" : "", inside);
  }
  return text;
}

std::string environment(const config::Environment& each, bool is_first,
                        const std::vector<std::string>& usual_after) {
  std::string text = fmt::format("  - name: {}\n    path: {}\n", quoted(each.name),
                                 quoted(each.path.empty() ? "." : each.path));
  if (each.source) text += fmt::format("    source: {}\n", quoted(*each.source));
  if (each.render) text += fmt::format("    render: {}\n", quoted(each.render->path));
  if (each.branch) text += fmt::format("    branch: {}\n", quoted(*each.branch));
  if (each.after != usual_after) text += fmt::format("    after: {}\n", list(each.after));
  if (each.automatic != is_first) text += fmt::format("    auto: {}\n", each.automatic);
  if (!each.services.empty()) text += fmt::format("    services: {}\n", list(each.services));
  return text;
}

std::string environments(const config::Config& config) {
  if (config.environments.empty()) return {};
  std::string text = "environments:  # in promotion order";
  if (config.environments.front().automatic) text += "; bump writes the first one itself";
  text += '\n';
  std::vector<std::string> before;
  for (const config::Environment& each : config.environments) {
    text += environment(each, before.empty(), before);
    before = {each.name};
  }
  return text;
}

/// The commit types of `release.auto` that are not the default ones.
std::string auto_rules(const semver::CommitRules& rules) {
  const semver::CommitRules usual;
  std::string text;
  const auto add = [&](const char* key, const std::vector<std::string>& types,
                       const std::vector<std::string>& otherwise) {
    if (types != otherwise) text += fmt::format("    {}: {}\n", key, list(types));
  };
  add("major", rules.major, usual.major);
  add("minor", rules.minor, usual.minor);
  add("patch", rules.patch, usual.patch);
  add("none", rules.none, usual.none);
  if (rules.zero != usual.zero) text += "    zero: major\n";
  return text.empty() ? text : "  auto:\n" + text;
}

std::string release(const config::Release& release) {
  std::string text;
  if (!release.branches.empty()) text += fmt::format("  branches: {}\n", list(release.branches));
  if (release.message) text += fmt::format("  message: {}\n", quoted(*release.message));
  if (release.skip_ci) text += "  skip_ci: true\n";
  text += auto_rules(release.auto_rules);
  return text.empty() ? text : "release:\n" + text;
}

}  // namespace

std::string write_config(const Findings& findings) {
  const config::Config& config = findings.config;
  std::string text = "# What relctl releases, and where it runs: man relctl.yaml\nformat: 1\n";
  text += services(findings);
  text += environments(config);
  if (!config.generated.empty()) {
    text += fmt::format("generated: {}  # only relctl writes here\n", list(config.generated));
  }
  text += release(config.release);
  if (config.forge.kind) text += fmt::format("forge: {{kind: {}}}\n", quoted(*config.forge.kind));
  return text;
}

}  // namespace relctl::adopt
