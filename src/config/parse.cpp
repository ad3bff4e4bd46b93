// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "config/config.hpp"
#include "config/faults.hpp"
#include "config/home.hpp"
#include "config/keys.hpp"
#include "config/reader.hpp"
#include "config/sections.hpp"
#include "yaml/document.hpp"

namespace relctl::config {
namespace {

constexpr long newest_format = 1;

// Before anything else: in a newer format every other rule may be another one.
void check_format(const Value& root) {
  const Value value = root.need("format", "add `format: 1` as the first line");
  const auto format = value.number();
  if (format && *format == newest_format) return;
  if (format && *format > newest_format) {
    throw value.error(fmt::format("this relctl reads format {} of relctl.yaml, and not format {}",
                                  newest_format, *format),
                      fmt::format("install a newer relctl, one that reads format {} "
                                  "(`relctl --version` names this one)",
                                  *format));
  }
  throw value.error("`format` must be 1", "write `format: 1`");
}

Error at_top(std::string_view file, const std::string& message, std::string hint) {
  Error error(ErrorKind::input, message);
  error.at({std::string(file), 1, 1, ""}).hint(std::move(hint));
  return error;
}

void check_documents(const yaml::Stream& stream, const Source& source) {
  if (stream.documents.empty() ||
      (stream.documents.size() == 1 && stream.documents.front().is_null())) {
    throw at_top(stream.file, "the file is empty", "`relctl init` writes a first one");
  }
  if (stream.documents.size() > 1) {
    throw Error(ErrorKind::input, "the file holds more than one YAML document")
        .at(source.locate(stream.documents[1].span.offset))
        .hint("remove the `---` between them: relctl.yaml is one document");
  }
  if (stream.documents.front().kind == yaml::Kind::mapping) return;
  throw Error(ErrorKind::input, "the file must be a mapping")
      .at(source.locate(stream.documents.front().span.offset))
      .hint("begin it with `format: 1` and `services:`");
}

/// Reads the section `key` where there is one, for itself.
template <typename Read>
void read_section(const Value& root, std::string_view key, Faults& faults, const Read& read) {
  faults.attempt([&] {
    if (auto value = root.find(key)) read(*value);
  });
}

void read_other_sections(const Value& root, Config& config, Faults& faults) {
  read_section(root, "generated", faults, [&](const Value& value) {
    for (const Value& item : value.items())
      config.generated.push_back(read_path(item));
  });
  read_section(root, "release", faults,
               [&](const Value& value) { config.release = read_release(value); });
  read_section(root, "forge", faults,
               [&](const Value& value) { config.forge = read_forge(value); });
  read_section(root, "notify", faults,
               [&](const Value& value) { config.notify = read_notify(value); });
  read_section(root, "registries", faults,
               [&](const Value& value) { config.registries = read_registries(value); });
  read_section(root, "images_policy", faults,
               [&](const Value& value) { config.images_policy = read_images_policy(value); });
}

/// Nothing is asked for that no environment's place depends on.
Home home_of(const Config& config, const HomeSource& source) {
  const bool is_asked =
      std::any_of(config.environments.begin(), config.environments.end(),
                  [](const Environment& each) { return each.branch || each.repository; });
  return source && is_asked ? source() : Home{};
}

Config read_config(const Value& root, const HomeSource& source) {
  check_format(root);
  Faults faults;
  faults.attempt([&] {
    root.check_keys(keys::top, true);
    static_cast<void>(root.need("services", "name a service: `services: {app: {}}`"));
  });
  Config config;
  read_section(root, "services", faults, [&](const Value& value) {
    config.services = read_services(value);
    check_services(config.services, value);
    check_tags(config.services, value);
  });
  read_section(root, "environments", faults,
               [&](const Value& value) { config.environments = read_environments(value); });
  read_other_sections(root, config, faults);
  if (!config.environments.empty()) {
    read_section(root, "environments", faults, [&](const Value& value) {
      read_environment_policies(value, config.images_policy, config.environments);
    });
  }
  faults.raise();
  // What sections say of one another can be judged once each is right.
  check_repositories(config, *root.find("services"));
  if (auto value = root.find("environments")) {
    const Home home = home_of(config, source);
    check_environments(config, *value, home);
    check_deploy_places(config, *root.find("services"), home);
  }
  if (auto value = root.find("release")) check_commands(config, *value);
  if (auto value = root.find("generated")) check_generated(config, *value);
  if (auto value = root.find("checks")) config.checks = read_checks(*value, config.environments);
  return config;
}

// A parser knows what is wrong, and the reader of its message what to do about it only if told.
yaml::Stream read_stream(std::string_view text, std::string_view file) {
  try {
    return yaml::parse(text, file);
  } catch (Error& error) {
    if (!error.where()) error.at({std::string(file), 1, 1, ""});
    if (error.hints().empty()) {
      error.hint("write each key once, indent with spaces, close quotes and brackets");
    }
    throw;
  }
}

}  // namespace

Config parse(std::string_view text, std::string_view file, const HomeSource& home) {
  const yaml::Stream stream = read_stream(text, file);
  const Source source(stream);
  check_documents(stream, source);
  return read_config(Value(source, stream.documents.front(), ""), home);
}

Config parse(std::string_view text, std::string_view file) {
  return parse(text, file, {});
}

}  // namespace relctl::config
