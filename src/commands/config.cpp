// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "commands/check_files.hpp"
#include "config/schema.hpp"
#include "operation/session.hpp"
#include "report/answers_schema.hpp"
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
  cli::print_answer(found_json(config, found), "", context);
  if (!context.globals.quiet) context.err << found_text(config, found);
  return 0;
}

struct NamesOptions {
  std::string kind;
};

/// What completions offer: a name a line.
int run_names(const NamesOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  std::vector<std::string> names;
  const auto add = [&names](const auto& all) {
    for (const auto& each : all)
      names.push_back(each.name);
  };
  if (options.kind == "services") add(config.services);
  if (options.kind == "environments") add(config.environments);
  const std::string text = names.empty() ? "" : fmt::format("{}\n", fmt::join(names, "\n"));
  cli::print_answer({{options.kind, names}}, text, context);
  return 0;
}

int run_schema(bool of_answers, cli::Context& context) {
  context.out << (of_answers ? report::answers_schema() : config::schema());
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
  auto of_answers = std::make_shared<bool>(false);
  schema.flag("--answers", of_answers.get(), "Of what commands print with --json");
  schema.run = [of_answers](cli::Context& context) { return run_schema(*of_answers, context); };
  auto kind = std::make_shared<NamesOptions>();
  cli::Command& names = command.subcommand("names", "Print the names of services or environments",
                                           {"A name a line, as completions offer them.",
                                            "relctl config names environments", "0  printed"});
  names.argument("kind", "KIND", &kind->kind, "services or environments")
      .required()
      .one_of({"services", "environments"});
  names.run = [kind](cli::Context& context) { return run_names(*kind, context); };
}

}  // namespace relctl::commands
