// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "commands/declare.hpp"
#include "commands/session.hpp"
#include "config/schema.hpp"
#include "plan/deploy.hpp"
#include "plan/versions.hpp"
#include "tree/disk_tree.hpp"

namespace relctl::commands {
namespace {

struct CheckOptions {
  std::optional<std::string> file;
};

/// Throws Error(input) unless every image of every service has its place in `environment`.
void check_environment(const std::shared_ptr<const Tree>& tree, const config::Config& config,
                       const config::Environment& environment) {
  // Another branch or repository is not here to be looked at.
  if (environment.branch || environment.repository) return;
  for (const config::Service& service : config.services) {
    if (!plan::runs_in(service, environment)) continue;
    std::vector<kustomize::ImageSetting> images;
    for (const config::Image& image : service.images) {
      images.push_back({image.name, plan::image_tag(service, image, "0.0.0"), std::nullopt});
    }
    plan::Draft draft(tree);
    plan::write_environment(draft, environment, service, "0.0.0", images);
  }
}

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
  const auto tree = std::make_shared<const DiskTree>(*root);
  for (const config::Service& service : config.services) {
    const auto version = plan::version_in_files(service, *tree);
    context.err << "service " << service.name << ": "
                << (version ? semver::to_string(*version) : "its version is in its tags alone")
                << '\n';
  }
  for (const config::Environment& environment : config.environments) {
    check_environment(tree, config, environment);
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
