// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "commands/check_files.hpp"
#include "config/schema.hpp"
#include "operation/session.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"

namespace relctl::commands {
namespace {

struct CheckOptions {
  std::optional<std::string> file;
};

nlohmann::ordered_json found_json(const config::Config& config, const CheckedFiles& found) {
  nlohmann::ordered_json services = nlohmann::ordered_json::array();
  for (const config::Service& service : config.services) {
    nlohmann::ordered_json entry = {{"name", service.name}, {"version", nullptr}};
    const std::string& version = found.versions.at(service.name);
    if (!version.empty()) entry["version"] = version;
    services.push_back(entry);
  }
  nlohmann::ordered_json environments = nlohmann::ordered_json::array();
  for (const config::Environment& environment : config.environments) {
    nlohmann::ordered_json entry = {{"name", environment.name}, {"path", environment.path}};
    const auto images = found.environments.find(environment.name);
    if (images != found.environments.end()) {
      entry["built"] = images->second.not_built.empty();
      entry["not_built"] = images->second.not_built;
      entry["workloads"] = report::workloads_json(images->second);
    }
    environments.push_back(std::move(entry));
  }
  return {{"services", services}, {"environments", environments}};
}

std::string found_text(const config::Config& config, const CheckedFiles& found) {
  std::string text;
  for (const config::Service& service : config.services) {
    const std::string& version = found.versions.at(service.name);
    text += fmt::format("service {}: {}\n", service.name,
                        version.empty() ? "its version is in its tags alone" : version);
  }
  for (const config::Environment& environment : config.environments) {
    text += fmt::format("environment {}: {}\n", environment.name, environment.path);
    const auto images = found.environments.find(environment.name);
    if (images != found.environments.end()) text += report::workloads_text(images->second);
  }
  return text;
}

int run_config_check(const CheckOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const auto root = repository.work_tree();
  if (!root) {
    throw Error(ErrorKind::input, "a bare repository has no files to check")
        .hint("run it in a clone with a work tree");
  }
  context.globals.config =
      options.file ? options.file : context.globals.config.value_or(*root + "/relctl.yaml");
  const config::Config config = operation::load_config(repository, ObjectId{}, context);
  const CheckedFiles found = check_files(config, *root);
  if (context.globals.json) context.out << report::json_text(found_json(config, found));
  if (!context.globals.quiet) context.err << found_text(config, found);
  return 0;
}

int run_schema(cli::Context& context) {
  context.out << config::schema();
  return 0;
}

}  // namespace

void declare_config(cli::Command& command) {
  command.help = {"", "relctl config check", ""};
  auto options = std::make_shared<CheckOptions>();
  cli::Command& check = command.subcommand(
      "check", "Check relctl.yaml in the work tree, and the files that it names",
      {"Version files must hold versions that agree, environments a place for each image, which "
       "their\n"
       "workloads then get. Tells which image each workload gets now.",
       "relctl config check", "0  all is well\n3  something is wrong; file and line are named"});
  check.argument("file", "FILE", &options->file, "The file to check instead");
  check.run = [options](cli::Context& context) { return run_config_check(*options, context); };
  cli::Command& schema =
      command.subcommand("schema", "Print the JSON Schema of relctl.yaml",
                         {"", "relctl config schema > relctl.schema.json", "0  printed"});
  schema.run = run_schema;
}

}  // namespace relctl::commands
