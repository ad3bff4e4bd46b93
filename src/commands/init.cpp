// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "adopt/look.hpp"
#include "adopt/pipeline.hpp"
#include "adopt/write_config.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/questions.hpp"
#include "commands/check_files.hpp"
#include "commands/new_file.hpp"
#include "commands/repository_facts.hpp"
#include "git/program.hpp"
#include "operation/session.hpp"
#include "report/visible.hpp"
#include "tree/disk_tree.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

struct InitOptions {
  std::optional<std::string> ci;
  bool force = false;
  bool dry_run = false;
};

/// A file that init writes.
using NewFiles = std::vector<FileContent>;

std::string require_work_tree(const git::Repository& repository) {
  if (auto root = repository.work_tree()) return *root;
  throw Error(ErrorKind::input, "a bare repository has no files to look at")
      .hint("run it in a clone with a work tree");
}

void tell_services(const adopt::Findings& findings, std::ostream& err) {
  for (const config::Service& service : findings.config.services) {
    const auto version = findings.versions.find(service.name);
    std::vector<std::string> places;
    for (const auto& file : service.version_files)
      places.push_back(file.path);
    err << fmt::format(
        "service {}: {}", service.name,
        version == findings.versions.end() ? "its version is in its tags" : version->second);
    if (!places.empty()) err << fmt::format(" in {}", fmt::join(places, ", "));
    err << '\n';
    for (const auto& image : service.images)
      err << fmt::format("  image {}\n", image.name);
    for (const auto& place : service.deploy)
      err << fmt::format("  {} in {}\n", place.key, place.path);
  }
}

void tell(const adopt::Findings& findings, cli::Context& context) {
  if (context.globals.quiet) return;
  std::ostream& err = context.err;
  const report::Style style = cli::error_style(context);
  tell_services(findings, err);
  for (const config::Environment& environment : findings.config.environments) {
    err << fmt::format("environment {}: {}{}\n", environment.name,
                       environment.path.empty() ? "." : environment.path,
                       environment.branch ? " on branch " + *environment.branch : "");
  }
  if (findings.ci) err << fmt::format("CI system: {}\n", adopt::to_string(*findings.ci));
  for (const std::string& sentence : findings.unsure)
    err << style.yellow("unsure:") << ' ' << report::visible(sentence) << '\n';
  for (const adopt::Doubt& doubt : findings.doubts) {
    err << style.yellow("unsure:") << ' '
        << report::visible(doubt.image + " was taken for somebody else's; add it to " +
                           doubt.service + " if it is built here")
        << '\n';
  }
}

void settle_doubts(adopt::Findings& findings, cli::Context& context) {
  for (const adopt::Doubt& doubt : std::vector(findings.doubts)) {
    if (cli::ask(context, "Is " + doubt.image + " built here, for " + doubt.service + "?", false)) {
      adopt::accept(findings, doubt);
    }
  }
}

/// What the repository looks like, read the way that somebody chooses where there are several.
adopt::Findings look(const std::string& root, adopt::Facts& facts, cli::Context& context) {
  const DiskTree tree(root);
  adopt::Findings findings = adopt::look(tree, facts);
  if (findings.readings.empty() || !cli::can_ask(context)) return findings;
  std::vector<std::string> options;
  for (const adopt::Reading& reading : findings.readings)
    options.push_back(fmt::format("{} ({})", reading.path, fmt::join(reading.environments, ", ")));
  facts.chosen =
      findings.readings.at(cli::choose(context, "Which folders are the environments?", options))
          .path;
  return adopt::look(tree, facts);
}

nlohmann::ordered_json to_json(const adopt::Findings& findings, const NewFiles& files,
                               bool dry_run) {
  nlohmann::ordered_json answer;
  answer["files"] = nlohmann::ordered_json::array();
  for (const FileContent& file : files) {
    nlohmann::ordered_json entry = {{"path", file.path}, {"written", !dry_run}};
    if (dry_run) entry["content"] = file.content;
    answer["files"].push_back(entry);
  }
  answer["unsure"] = findings.unsure;
  return answer;
}

void print_answer(const adopt::Findings& findings, const NewFiles& files, bool dry_run,
                  cli::Context& context) {
  std::string text;
  for (const FileContent& file : files)
    text += dry_run ? file.content : file.path + '\n';
  cli::print_answer(to_json(findings, files, dry_run), text, context);
  if (dry_run || context.globals.quiet || context.globals.json) return;
  std::string paths;
  for (const FileContent& file : files)
    paths += ' ' + file.path;
  context.err << "next: look at what was written, then\n"
              << "  git add" << paths << " && git commit -m \"chore: release with relctl\"\n"
              << "  relctl diff    # what the next release would change\n";
}

/// The branch that is released: the remote's default one, else the one checked out.
std::string main_branch(const git::Repository& repository, const adopt::Facts& facts) {
  constexpr std::string_view prefix = "origin/";
  const auto head =
      git::run_git(repository, {"symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"});
  std::string name = head.out.substr(0, head.out.find('\n'));
  if (name.starts_with(prefix)) return name.substr(prefix.size());
  return facts.branch.value_or("main");
}

/// What is to be written: relctl.yaml, unless it is there and only a pipeline was asked for.
NewFiles new_files(const git::Repository& repository, const adopt::Facts& facts,
                   const adopt::Findings& findings, const InitOptions& options,
                   const std::string& root) {
  const DiskTree tree(root);
  const bool keeps = options.ci && !options.force && tree.find(config::file_name);
  NewFiles files;
  if (!keeps) files.push_back({config::file_name, adopt::write_config(findings)});
  const std::string text = keeps ? read_file(tree, config::file_name) : files.front().content;
  adopt::PipelineFacts pipeline{config::parse(text, config::file_name), findings.contexts, {}};
  check_files(pipeline.config, root);
  if (!options.ci) return files;
  const adopt::CiSystem system = adopt::ci_system(*options.ci);
  pipeline.main_branch = main_branch(repository, facts);
  files.push_back({adopt::pipeline_path(system), adopt::write_pipeline(system, pipeline)});
  return files;
}

/// What would be written, before it is.
void show_files(const NewFiles& files, cli::Context& context) {
  if (context.globals.quiet) return;
  for (const FileContent& file : files)
    context.err << file.path << ":\n" << report::visible_lines(file.content) << '\n';
}

/// False where somebody was asked and does not want them.
bool write_files(const NewFiles& files, const InitOptions& options, const std::string& root,
                 cli::Context& context) {
  for (const FileContent& file : files) {
    if (!options.force) refuse_existing(root, file.path);
  }
  show_files(files, context);
  if (cli::can_ask(context) && !cli::ask(context, "Write " + files.back().path + "?", true))
    return false;
  for (const FileContent& file : files)
    write_new_file(root, file.path, file.content, options.force);
  return true;
}

int run_init(const InitOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const std::string root = require_work_tree(repository);
  if (options.ci) adopt::ci_system(*options.ci);
  if (!options.force && !options.dry_run && !options.ci) refuse_existing(root, config::file_name);
  adopt::Facts facts = repository_facts(repository);
  adopt::Findings findings = look(root, facts, context);
  tell(findings, context);
  if (cli::can_ask(context)) settle_doubts(findings, context);
  const NewFiles files = new_files(repository, facts, findings, options, root);
  if (!options.dry_run && !write_files(files, options, root, context)) return 0;
  print_answer(findings, files, options.dry_run, context);
  return 0;
}

}  // namespace

void declare_init(cli::Command& command) {
  auto options = std::make_shared<InitOptions>();
  command.help = {
      "Finds version files, images, environments, the form of tags and the CI system, tells\n"
      "what it was unsure of, and writes a configuration that passes relctl config check.\n"
      "Questions are asked on a terminal alone. It overwrites nothing without --force.",
      "relctl init -n             show what it would write\n"
      "relctl init                write relctl.yaml\n"
      "relctl init --ci github    write a pipeline too",
      "0  written\n"
      "3  a version file or a manifest is wrong\n"
      "4  a file to write exists already"};
  command
      .option("--ci", "KIND", &options->ci,
              "Write a pipeline too: woodpecker, github, gitlab, bitbucket, circleci, jenkins")
      .suggest({"woodpecker", "github", "gitlab", "bitbucket", "circleci", "jenkins"});
  command.flag("--force", &options->force, "Overwrite files that exist");
  command.flag("-n,--dry-run", &options->dry_run, "Print the files, write nothing");
  command.run = [options](cli::Context& context) { return run_init(*options, context); };
}

}  // namespace relctl::commands
