// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "commands/check.hpp"
#include "commands/declare.hpp"
#include "commands/session.hpp"
#include "config/schema.hpp"

namespace relctl::commands {
namespace {

struct CheckOptions {
  std::optional<std::string> file;
};

int run_check(const CheckOptions& options, Context& context) {
  const git::Repository repository = open_repository(context);
  const auto root = repository.work_tree();
  if (!root) {
    throw Error(ErrorKind::input, "a bare repository has no files to check")
        .hint("run it in a clone with a work tree");
  }
  context.globals.config =
      options.file ? options.file : context.globals.config.value_or(*root + "/relctl.yaml");
  const config::Config config = load_config(repository, ObjectId{}, context);
  const auto versions = check_files(config, *root);
  for (const config::Service& service : config.services) {
    const std::string& version = versions.at(service.name);
    context.err << "service " << service.name << ": "
                << (version.empty() ? "its version is in its tags alone" : version) << '\n';
  }
  for (const config::Environment& environment : config.environments) {
    context.err << "environment " << environment.name << ": " << environment.path << '\n';
  }
  return 0;
}

int run_schema(Context& context) {
  context.out << config::schema();
  return 0;
}

}  // namespace

void add_config(CLI::App& app, Invocation& invocation) {
  CLI::App* config = declare(app, {"config", "Check relctl.yaml, or print its JSON Schema", "",
                                   "relctl config check", ""});
  config->require_subcommand(1);
  auto options = std::make_shared<CheckOptions>();
  CLI::App* check = declare(
      *config,
      {"check", "Check relctl.yaml in the work tree, and the files that it names",
       "Version files must hold versions that agree, environments a place for each image.",
       "relctl config check", "0  all is well\n3  something is wrong; file and line are named"});
  check->add_option("file", options->file, "The file to check instead")->type_name("FILE");
  check->callback([options, &invocation] {
    invocation.run = [options](Context& context) { return run_check(*options, context); };
  });
  CLI::App* schema = declare(*config, {"schema", "Print the JSON Schema of relctl.yaml", "",
                                       "relctl config schema > relctl.schema.json", "0  printed"});
  schema->callback([&invocation] { invocation.run = run_schema; });
}

}  // namespace relctl::commands
