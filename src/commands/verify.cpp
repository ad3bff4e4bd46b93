// SPDX-License-Identifier: MIT
#include "judge/verify.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/time_limit.hpp"
#include "commands/rendered_lines.hpp"
#include "deploy/environment_log.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "report/done.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

struct VerifyOptions {
  std::vector<std::string> revisions;
  std::optional<std::string> environment;
  std::optional<std::string> source;
};

const char* name_of(judge::Grade grade) {
  switch (grade) {
    case judge::Grade::exact:
      return "exact";
    case judge::Grade::by_field:
      return "good, made by another relctl";
    case judge::Grade::bad:
      return "bad";
    case judge::Grade::foreign:
      break;
  }
  return "no operation of relctl";
}

bool concerns(const plan::Commit& commit, const std::string& environment) {
  const auto records = record::read_records(commit.message);
  return std::any_of(records.begin(), records.end(), [&](const record::Record& record) {
    return deploy::concerns(record, environment);
  });
}

void add_revision(const git::Repository& repository, const std::string& revision,
                  std::vector<ObjectId>& commits) {
  const std::size_t dots = revision.find("..");
  if (dots == std::string::npos) {
    commits.push_back(repository.resolve_commit(revision));
    return;
  }
  const std::string end = revision.substr(dots + 2);
  const ObjectId hidden = repository.resolve_commit(revision.substr(0, dots));
  const ObjectId tip = repository.resolve_commit(end.empty() ? "HEAD" : end);
  for (const plan::Commit& commit : repository.history()->log(tip, {hidden})) {
    if (!record::read_records(commit.message).empty()) commits.push_back(commit.id);
  }
}

/// What is checked out, or the tip of the environment's own branch.
ObjectId tip_of_environment(const git::Repository& repository, const std::string& name,
                            const cli::Context& context) {
  const ObjectId head = operation::require_head(repository);
  const config::Config config = operation::load_config(repository, head, context);
  const config::Environment& environment = config::environment(config, name);
  if (environment.repository) {
    throw Error(ErrorKind::usage, fmt::format("{} is in another repository, {}", name,
                                              redact(*environment.repository)))
        .hint("run relctl verify in a clone of it, with a relctl.yaml of its own");
  }
  if (!environment.branch) return head;
  const plan::Snapshot snapshot =
      operation::with_homes(repository, git::local_snapshot(repository, std::nullopt),
                            operation::homes_of(repository, config, {}));
  const auto tip = snapshot.branches.find(*environment.branch);
  if (tip != snapshot.branches.end()) return tip->second;
  throw Error(ErrorKind::conflict, fmt::format("branch {} is not here", *environment.branch))
      .hint("git fetch origin " + *environment.branch);
}

std::vector<ObjectId> commits_of(const git::Repository& repository, const VerifyOptions& options,
                                 const cli::Context& context) {
  std::vector<ObjectId> commits;
  if (options.environment) {
    const ObjectId tip = tip_of_environment(repository, *options.environment, context);
    for (const plan::Commit& commit : repository.history()->log(tip, {})) {
      if (concerns(commit, *options.environment)) commits.push_back(commit.id);
    }
  }
  for (const std::string& revision : options.revisions)
    add_revision(repository, revision, commits);
  if (!options.environment && options.revisions.empty()) add_revision(repository, "HEAD", commits);
  return commits;
}

std::vector<judge::Verdict> verdicts_in_time(const VerifyOptions& options, cli::Context& context) {
  const cli::TimeLimit limit("verify", context);
  const git::Repository repository = operation::open_repository(context);
  const std::vector<PushedBranch> nothing_pushed;
  const RenderedLines lines(repository, options.source, nothing_pushed, context);
  const judge::RenderedFrom source{lines.source(),
                                   lines.is_elsewhere() ? lines.config() : std::nullopt};
  std::vector<judge::Verdict> verdicts;
  for (const ObjectId& id : commits_of(repository, options, context))
    verdicts.push_back(judge::verify(*repository.history(), id, source));
  return verdicts;
}

/// What the operations of a commit let pass, as its trailers say.
std::vector<plan::PassedCheck> passed_in(const plan::Commit& commit) {
  std::vector<plan::PassedCheck> passed;
  for (const record::Record& record : record::read_records(commit.message))
    passed.insert(passed.end(), record.passed.begin(), record.passed.end());
  return passed;
}

int run_verify(const VerifyOptions& options, cli::Context& context) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  bool good = true;
  std::string text;
  for (const judge::Verdict& verdict : verdicts_in_time(options, context)) {
    const ObjectId& id = verdict.commit.id;
    const bool is_bad =
        verdict.grade == judge::Grade::bad || verdict.grade == judge::Grade::foreign;
    good = good && !is_bad;
    const std::vector<plan::PassedCheck> passed = passed_in(verdict.commit);
    nlohmann::ordered_json let_pass = nlohmann::ordered_json::array();
    for (const plan::PassedCheck& each : passed)
      let_pass.push_back({{"check", each.check}, {"reason", each.reason}});
    list.push_back({{"commit", id.hex()},
                    {"subject", plan::subject_of(verdict.commit)},
                    {"verdict", name_of(verdict.grade)},
                    {"good", !is_bad},
                    {"differences", verdict.differences},
                    {"prepared", verdict.prepared},
                    {"passed", let_pass}});
    text += id.short_hex() + ' ' + name_of(verdict.grade) + ": " +
            report::visible(plan::subject_of(verdict.commit)) + '\n';
    for (const std::string& difference : verdict.differences)
      text += "  " + report::visible(difference) + '\n';
    for (const std::string& path : verdict.prepared) {
      text +=
          "  not recomputed, a command of release.prepare made it: " + report::visible(path) + '\n';
    }
    for (const plan::PassedCheck& each : passed)
      text += "  let pass: " + report::visible(each.check + ": " + each.reason) + '\n';
  }
  cli::print_answer({{"good", good}, {"commits", list}}, text, context);
  return good ? 0 : 1;
}

}  // namespace

void declare_verify(cli::Command& command) {
  auto options = std::make_shared<VerifyOptions>();
  command.help = {
      "From the inputs in a commit's trailers, on its parent. This proves the form of a\n"
      "commit, not that its author was allowed to make it.",
      "relctl verify v1.2.3               the release commit that the tag names\n"
      "relctl verify v1.2.3..HEAD         every operation since\n"
      "relctl verify --all production     every operation on an environment",
      "0  all are good\n"
      "1  one is bad, or no operation of relctl's\n"
      "6  it took longer than --timeout"};
  command.argument("revision", "REV|A..B", &options->revisions,
                   "Commits, or ranges A..B whose other commits are passed over (default HEAD)");
  command.option("--all", "ENV", &options->environment, "Every operation on this environment");
  command.option("--source", "DIR|URL", &options->source,
                 "The repository that environments kept here are rendered from");
  command.run = [options](cli::Context& context) { return run_verify(*options, context); };
}

}  // namespace relctl::commands
