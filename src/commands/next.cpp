// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "commands/bump_options.hpp"
#include "commands/versions.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/preview.hpp"
#include "operation/session.hpp"
#include "release/bump.hpp"
#include "report/done.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

struct NextOptions {
  BumpOptions bump;
  bool tag = false;
  bool explain = false;
};

std::string level_name(const semver::CountedCommit& commit) {
  return commit.level ? std::string(semver::to_string(*commit.level)) : "none";
}

/// For people: what each commit counted as, and why.
void explain(const plan::Result& result, cli::Context& context) {
  for (const plan::ServiceOutcome& service : result.services) {
    context.err << service.name << '\n';
    for (const semver::CountedCommit& commit : service.commits) {
      context.err << fmt::format("  {} {:5}  {}\n                 {}\n", commit.id.substr(0, 7),
                                 level_name(commit), report::visible(commit.subject),
                                 report::visible(commit.rule));
    }
    if (service.commits.empty()) context.err << "  no commit counts\n";
    if (!service.reason.empty()) context.err << "  " << report::visible(service.reason) << '\n';
  }
}

/// The same for programs, beside the versions.
nlohmann::ordered_json explained(const plan::Result& result) {
  auto services = nlohmann::ordered_json::array();
  for (const plan::ServiceOutcome& service : result.services) {
    const bool is_released = service.status == plan::Status::done && service.version;
    nlohmann::ordered_json entry = {{"name", service.name}, {"version", nullptr}, {"tag", nullptr}};
    if (is_released) entry["version"] = *service.version;
    if (is_released && service.tag) entry["tag"] = *service.tag;
    entry["commits"] = nlohmann::ordered_json::array();
    for (const semver::CountedCommit& commit : service.commits) {
      entry["commits"].push_back({{"id", commit.id},
                                  {"subject", commit.subject},
                                  {"level", level_name(commit)},
                                  {"rule", commit.rule}});
    }
    services.push_back(std::move(entry));
  }
  return {{"services", services}};
}

int run_next(NextOptions options, cli::Context& context) {
  if (options.bump.request.level.empty())
    options.bump.request.level = options.explain ? "auto" : "patch";
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  plan::BumpRequest request = bump_request(options.bump, operation::preview_operation(context));
  request.deploy = false;
  const auto branch = operation::target_branch(repository, options.bump.branch, context);
  const plan::Result result =
      release::bump(config, git::local_snapshot(repository, branch), request);
  if (options.explain && context.globals.json) {
    context.out << report::json_text(explained(result));
    return 0;
  }
  if (options.explain) explain(result, context);
  std::vector<NamedVersion> versions;
  for (const plan::ServiceOutcome& service : result.services) {
    if (service.status != plan::Status::done || !service.version) continue;
    versions.push_back({service.name, *service.version, service.tag.value_or("")});
  }
  print_versions(versions, options.tag,
                 config.services.size() == 1 || options.bump.request.services.size() == 1, context);
  return 0;
}

}  // namespace

void declare_next(cli::Command& command) {
  auto options = std::make_shared<NextOptions>();
  command.help = {"Prints nothing for a service without changes. Needs no network, writes nothing.",
                  "relctl next auto\nrelctl next --explain   what each commit counts as, and why",
                  "0  printed, or nothing to release"};
  options->bump.request.level.clear();  // what is meant then depends on --explain
  add_selection(command, options->bump);
  command.flag("--tag", &options->tag, "Print the git tag instead of the version");
  command.flag("--explain", &options->explain,
               "Tell for each commit what it counts as, and why (level auto)");
  command.run = [options](cli::Context& context) { return run_next(*options, context); };
}

}  // namespace relctl::commands
