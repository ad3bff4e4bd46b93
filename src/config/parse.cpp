// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "config/config.hpp"
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

Config read_config(const Value& root) {
  check_format(root);
  root.check_keys(keys::top, true);
  const Value services = root.need("services", "name a service: `services: {app: {}}`");
  Config config;
  config.services = read_services(services);
  check_services(config.services, services);
  check_tags(config.services, services);
  if (auto value = root.find("environments")) {
    config.environments = read_environments(*value);
    check_environments(config, *value);
    check_deploy_places(config, services);
  }
  if (auto value = root.find("generated")) {
    for (const Value& item : value->items())
      config.generated.push_back(read_path(item));
  }
  if (auto value = root.find("release")) config.release = read_release(*value);
  if (auto value = root.find("forge")) config.forge = read_forge(*value);
  if (auto value = root.find("notify")) config.notify = read_notify(*value);
  if (auto value = root.find("registries")) config.registries = read_registries(*value);
  if (auto value = root.find("images_policy")) config.images_policy = read_images_policy(*value);
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

Config parse(std::string_view text, std::string_view file) {
  const yaml::Stream stream = read_stream(text, file);
  const Source source(stream);
  check_documents(stream, source);
  return read_config(Value(source, stream.documents.front(), ""));
}

}  // namespace relctl::config
