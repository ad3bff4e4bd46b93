// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "check/environment.hpp"
#include "check/ignores.hpp"
#include "check/known.hpp"
#include "cli/ci_output.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "commands/commands.hpp"
#include "commands/revision_range.hpp"
#include "commands/sarif.hpp"
#include "operation/homes.hpp"
#include "operation/manifest_check.hpp"
#include "operation/session.hpp"
#include "report/checks.hpp"
#include "report/done.hpp"
#include "tree/disk_tree.hpp"

namespace relctl::commands {
namespace {

struct ManifestCheckOptions {
  std::vector<std::string> environments;  ///< none: all
  std::optional<std::string> revision;
  std::optional<std::string> range;
  std::vector<std::string> only;  ///< ids of checks; none: those that relctl.yaml asks for
  std::optional<std::string> sarif;
  std::optional<std::string> code_quality;
  bool run = false;  ///< the programs that the judged relctl.yaml names
};

/// What is judged, and by which configuration.
struct CheckedState {
  std::shared_ptr<const Tree> tree;
  config::Config config;
};

CheckedState work_tree_state(const git::Repository& repository, cli::Context& context) {
  const auto root = repository.work_tree();
  if (!root) {
    throw Error(ErrorKind::input, "a bare repository has no work tree to check")
        .hint("name the commit: --rev REV");
  }
  if (!context.globals.config) context.globals.config = *root + "/" + config::file_name;
  return {std::make_shared<const DiskTree>(*root),
          operation::load_config(repository, ObjectId{}, context)};
}

CheckedState state_at(const git::Repository& repository, const ObjectId& commit,
                      const cli::Context& context) {
  return {repository.history()->tree(commit), operation::load_config(repository, commit, context)};
}

/// How each state is looked at.
struct Looking {
  const git::Repository& repository;
  const ManifestCheckOptions& options;
  const operation::OutsideFindings& outside;  ///< empty: no other program is run
};

/// An environment that is not looked at, and why.
check::EnvironmentCheck not_looked_at(const config::Environment& environment,
                                      const std::string& reason) {
  check::EnvironmentCheck elsewhere;
  elsewhere.name = environment.name;
  elsewhere.not_built.push_back(
      {environment.path, reason, Location{environment.path, 0, 0, ""}, false});
  return elsewhere;
}

check::EnvironmentCheck check_one(const CheckedState& state, const config::Environment& environment,
                                  const Looking& looking) {
  if (environment.repository)
    return not_looked_at(environment, "it is in the repository " + *environment.repository);
  std::shared_ptr<const Tree> tree = state.tree;
  if (environment.branch) {
    const auto tip = operation::local_tip(looking.repository, *environment.branch);
    if (!tip) {
      return not_looked_at(environment,
                           "it is on the branch " + *environment.branch + ", which is not here");
    }
    tree = looking.repository.history()->tree(*tip);
  }
  const std::vector<std::string>& only = looking.options.only;
  check::EnvironmentCheck checked =
      environment.branch
          ? check::check_on_branch(*tree, *state.tree, state.config, environment, only)
          : check::check_environment(*tree, state.config, environment, only);
  if (!looking.outside) return checked;
  for (check::Finding& finding : looking.outside(*tree, state.config, environment)) {
    if (environment.branch) finding.where.file = *environment.branch + ":" + finding.where.file;
    checked.findings.push_back(std::move(finding));
  }
  return checked;
}

/// The environments that were named, or all.
std::vector<check::EnvironmentCheck> check_all(const CheckedState& state,
                                               const std::vector<std::string>& environments,
                                               const Looking& looking) {
  std::vector<check::EnvironmentCheck> checked;
  if (environments.empty()) {
    for (const config::Environment& each : state.config.environments)
      checked.push_back(check_one(state, each, looking));
  }
  for (const std::string& name : environments)
    checked.push_back(check_one(state, config::environment(state.config, name), looking));
  return checked;
}

/// Whether something was asked for that could not be looked at. Folders without a kustomization
/// count where they were named.
bool lacks_something(const report::Checked& checked, bool were_named) {
  return std::any_of(
      checked.environments.begin(), checked.environments.end(), [&](const auto& environment) {
        return std::any_of(environment.not_built.begin(), environment.not_built.end(),
                           [&](const auto& each) { return were_named || each.is_kustomization; });
      });
}

void require_objects(const report::Checked& checked) {
  for (const check::EnvironmentCheck& each : checked.environments) {
    if (each.objects > 0) return;
  }
  Error error(ErrorKind::input, "nothing was checked: no environment gives any object");
  for (const check::EnvironmentCheck& each : checked.environments) {
    for (const check::NotBuilt& folder : each.not_built)
      error.hint(fmt::format("{}, {}: {}", each.name, folder.folder, folder.reason));
  }
  throw error;
}

/// Where the range begins: the newest commit that both of its ends have. Nothing where that has no
/// relctl.yaml.
std::optional<CheckedState> state_before(const git::Repository& repository,
                                         const RevisionRange& range, const cli::Context& context) {
  const auto bases = repository.history()->merge_bases(range.base, range.tip);
  const ObjectId base = bases.empty() ? range.base : bases.front();
  if (!context.globals.config && !repository.history()->tree(base)->find(config::file_name))
    return std::nullopt;
  return state_at(repository, base, context);
}

/// What was found in `state`, where the range begins.
std::vector<check::EnvironmentCheck> checked_before(const CheckedState& state,
                                                    const Looking& looking,
                                                    const std::string& today) {
  std::vector<std::string> environments = looking.options.environments;
  std::erase_if(environments, [&](const std::string& name) {
    return config::find_named(state.config.environments, name) == nullptr;
  });
  if (environments.empty() && !looking.options.environments.empty()) return {};
  auto checked = check_all(state, environments, looking);
  check::apply_ignores(checked, state.config.checks, today, false);
  return checked;
}

/// Whose programs are run: those of the range's beginning, which are judged already, or, where the
/// user says so, those of what is judged. Checks that were named are held to alone.
const CheckedState* trusted_state(const ManifestCheckOptions& options, const CheckedState& state,
                                  const std::optional<CheckedState>& before) {
  if (!options.only.empty()) return nullptr;
  if (options.run) return &state;
  return before ? &*before : nullptr;
}

/// The programs of `state` that `trusted` does not have as they are.
std::vector<std::string> programs_not_run(const ManifestCheckOptions& options,
                                          const CheckedState& state, const CheckedState* trusted) {
  std::vector<std::string> names;
  if (!state.config.checks || !options.only.empty()) return names;
  for (const config::CheckCommand& each : state.config.checks->commands) {
    const bool is_run =
        trusted != nullptr && trusted->config.checks &&
        std::find(trusted->config.checks->commands.begin(), trusted->config.checks->commands.end(),
                  each) != trusted->config.checks->commands.end();
    if (!is_run) names.push_back(each.name);
  }
  return names;
}

void write_report(const std::string& path, const nlohmann::ordered_json& json,
                  const cli::Context& context) {
  const auto file = std::filesystem::path(context.globals.directory) / path;
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << report::json_text(json);
  stream.close();
  if (!stream) throw Error(ErrorKind::system, "cannot write " + file.string());
}

void print_checked(const report::Checked& checked, const ManifestCheckOptions& options,
                   cli::Context& context) {
  if (options.sarif)
    write_report(*options.sarif, sarif_of(checked, options.range.has_value()), context);
  if (options.code_quality) write_report(*options.code_quality, code_quality_of(checked), context);
  cli::print_answer(report::to_json(checked),
                    report::to_text(checked.findings, cli::answer_style(context)), context);
  for (const check::Finding& finding : checked.findings) {
    if (report::counts(finding))
      context.err << cli::annotation(report::finding_error(finding), context);
  }
  if (!context.globals.quiet)
    context.err << report::check_summary(checked, cli::error_style(context));
}

int run_check(const ManifestCheckOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const std::string today = operation::today(context);
  std::optional<RevisionRange> range;
  if (options.range) range = read_range(repository, *options.range);
  if (options.revision) range = RevisionRange{{}, repository.resolve_commit(*options.revision)};
  const CheckedState state =
      range ? state_at(repository, range->tip, context) : work_tree_state(repository, context);
  std::optional<CheckedState> before;
  if (options.range) before = state_before(repository, *range, context);
  const CheckedState* trusted = trusted_state(options, state, before);
  std::optional<operation::OutsideChecks> programs;
  operation::OutsideFindings outside;
  if (trusted != nullptr) {
    programs.emplace(trusted->config, trusted->tree, operation::deadline(state.config, context),
                     context);
    outside = programs->as_function();
  }
  const Looking looking{repository, options, outside};
  report::Checked checked;
  checked.environments = check_all(state, options.environments, looking);
  checked.not_run = programs_not_run(options, state, trusted);
  require_objects(checked);
  const bool is_whole = options.environments.empty() && options.only.empty() &&
                        checked.not_run.empty() && !lacks_something(checked, true);
  check::apply_ignores(checked.environments, state.config.checks, today, is_whole);
  if (before) check::mark_known(checked.environments, checked_before(*before, looking, today));
  checked.findings = check::joined_findings(checked.environments, *state.tree);
  print_checked(checked, options, context);
  if (lacks_something(checked, !options.environments.empty())) return exit_code(ErrorKind::input);
  return checked.is_good() ? 0 : 1;
}

}  // namespace

void declare_check(cli::Command& command) {
  auto options = std::make_shared<ManifestCheckOptions>();
  command.help = {
      "Builds what each environment runs, natively and offline, and tells what is missing at the "
      "line\n"
      "of the base or patch that is to be changed, once for all environments that use it.",
      "relctl check\n"
      "relctl check production --json\n"
      "relctl check --run                 other programs too: checks.commands\n"
      "relctl check --range origin/main..HEAD --sarif relctl.sarif",
      "0  nothing was found, or with --range nothing new\n"
      "1  something was found\n"
      "3  an environment cannot be built, or there is nothing to check\n"
      "5  a shallow clone lacks a commit of the range, or another program cannot be run\n"
      "6  another program takes too long"};
  command.argument("environments", "ENV", &options->environments,
                   "The environments (default: all)");
  command.option("--range", "A..B", &options->range,
                 "Check B, and count what is new since it left A alone");
  command.option("--rev", "REV", &options->revision, "Check this commit instead of the work tree");
  command.exclusive.push_back({"--range", "--rev"});
  command.option("--only", "ID", &options->only,
                 "Hold to this check alone, default or not (may be repeated)");
  command.flag("--run", &options->run,
               "Run the other programs that the relctl.yaml judged names (checks.commands)");
  command.option("--sarif", "FILE", &options->sarif, "Write what was found as SARIF 2.1.0 too");
  command.option("--code-quality", "FILE", &options->code_quality,
                 "Write what was found as GitLab's code quality report too");
  command.run = [options](cli::Context& context) { return run_check(*options, context); };
}

}  // namespace relctl::commands
