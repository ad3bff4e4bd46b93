// SPDX-License-Identifier: MIT
#include "judge/guard.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/time_limit.hpp"
#include "commands/guard_refs.hpp"
#include "commands/guard_staged.hpp"
#include "commands/rendered_lines.hpp"
#include "commands/revision_range.hpp"
#include "operation/manifest_check.hpp"
#include "operation/session.hpp"
#include "plan/ref_names.hpp"
#include "record/trailers.hpp"
#include "report/checks.hpp"
#include "report/done.hpp"
#include "report/findings.hpp"

namespace relctl::commands {
namespace {

struct GuardOptions {
  bool staged = false;
  bool pre_receive = false;
  std::optional<std::string> pre_push;
  std::optional<std::string> range;
  std::optional<std::string> source;
  bool allow_config = false;
};

/// Nothing where the commit has no relctl.yaml: then nothing is guarded yet.
std::optional<config::Config> law_at(const git::Repository& repository, const ObjectId& commit,
                                     cli::Context& context) {
  const bool given = context.globals.config.has_value();
  if (!given && !repository.history()->tree(commit)->find(config::file_name)) {
    context.err << "There is no relctl.yaml at commit " << commit.short_hex()
                << ", so nothing is guarded.\n";
    return std::nullopt;
  }
  return operation::load_config(repository, commit, context);
}

void append(judge::Judgement& all, judge::Judgement one) {
  all.commits += one.commits;
  for (judge::Finding& finding : one.findings)
    all.findings.push_back(std::move(finding));
}

/// The first ancestor, along first parents, that is known already; nothing for a new root.
std::optional<ObjectId> base_of(const plan::History& history, const ObjectId& tip,
                                const std::vector<ObjectId>& hidden) {
  std::set<ObjectId> unknown;
  for (const plan::Commit& commit : history.log(tip, hidden))
    unknown.insert(commit.id);
  ObjectId base = tip;
  while (unknown.count(base) > 0) {
    const auto parents = history.commit(base).parents;
    if (parents.empty()) return std::nullopt;
    base = parents.front();
  }
  return base;
}

/// The tips that are there already. A push to an address has no remote whose branches are known:
/// then those of all remotes count.
std::vector<ObjectId> known_tips(const git::Repository& repository, const std::string& refs) {
  constexpr const char* remotes = "refs/remotes/";
  auto tips = tips_below(repository, refs);
  return tips.empty() && refs.starts_with(remotes) ? tips_below(repository, remotes) : tips;
}

/// The commit whose relctl.yaml a new branch is judged by: the default branch's tip, so that nobody
/// begins where there was none yet. Nothing where that has none either.
std::optional<ObjectId> default_law(const git::Repository& repository) {
  const auto head = repository.head();
  const bool has_law = head && repository.history()->tree(*head)->find(config::file_name);
  return has_law ? head : std::nullopt;
}

/// True for a branch that an environment is kept on.
bool keeps_environment(const std::string& ref, const std::optional<config::Config>& config) {
  if (!config) return false;
  return std::any_of(config->environments.begin(), config->environments.end(),
                     [&](const config::Environment& each) {
                       return has_branch(each) && ref == plan::branch_ref(*each.branch);
                     });
}

/// `law_of_new`: the commit whose relctl.yaml new branches are judged by; nothing: each by its own
/// beginning.
judge::Judgement judge_push(const git::Repository& repository, const PushedRefs& refs,
                            const std::string& known_refs,
                            const std::optional<ObjectId>& law_of_new, const GuardOptions& options,
                            cli::Context& context) {
  judge::Judgement all;
  const RenderedLines lines(repository, options.source, refs.branches, context);
  std::vector<plan::Tag> tags = repository.tags();
  tags.insert(tags.end(), refs.tags.begin(), refs.tags.end());
  for (const PushedBranch& branch : refs.branches) {
    judge::GuardRange range{{}, branch.after, {}, tags, options.allow_config};
    range.hidden = branch.before ? std::vector{*branch.before} : known_tips(repository, known_refs);
    auto base = branch.before ? branch.before : law_of_new;
    if (!base) base = base_of(*repository.history(), branch.after, range.hidden);
    if (!base) continue;
    // What other branches have was judged as theirs, and perhaps not guarded there.
    if (!branch.before && law_of_new && keeps_environment(branch.ref, lines.config()))
      range.hidden = {*law_of_new};
    range.base = *base;
    range.is_rewind = branch.before && !repository.history()->reaches(branch.after, *base);
    const auto law =
        lines.law(range, branch.ref, [&] { return law_at(repository, range.base, context); });
    if (law) append(all, judge::guard(*law, *repository.history(), range));
  }
  return all;
}

/// Why a commit of the range lets a check pass; nothing where none does.
std::optional<std::string> passed_reason(const std::vector<plan::Commit>& commits,
                                         const std::string& id) {
  for (const plan::Commit& commit : commits) {
    for (const record::Record& record : record::read_records(commit.message)) {
      for (const plan::PassedCheck& passed : record.passed) {
        if (passed.check == id) return passed.reason;
      }
    }
  }
  return std::nullopt;
}

/// What the manifests of the range's tip bring that `checks` of the law forbid.
void judge_manifests(const git::Repository& repository, const config::Config& law,
                     const RevisionRange& range, judge::Judgement& judgement,
                     const cli::Context& context) {
  if (!law.checks) return;
  const auto history = repository.history();
  std::vector<const config::Environment*> here;
  for (const config::Environment& each : law.environments) {
    if (!each.branch && !each.repository) here.push_back(&each);
  }
  const auto bases = history->merge_bases(range.base, range.tip);
  const auto before = history->tree(bases.empty() ? range.base : bases.front());
  const auto after = history->tree(range.tip);
  const auto found = operation::new_findings(*before, *after, law, here, operation::today(context));
  const auto commits = history->log(range.tip, {range.base});
  for (const check::Finding& each : check::joined_findings(found, *after)) {
    judge::Finding finding;
    finding.path = each.where.file;
    finding.line = each.where.line;
    finding.field = each.checks.front();
    finding.what = report::finding_words(each);
    finding.remedy = each.hint;
    finding.overridden = passed_reason(commits, each.checks.front());
    judgement.findings.push_back(std::move(finding));
  }
}

judge::Judgement judge_revisions(const git::Repository& repository, const GuardOptions& options,
                                 cli::Context& context) {
  const RevisionRange range = read_range(repository, *options.range);
  const std::vector<PushedBranch> nothing_pushed;
  const RenderedLines lines(repository, options.source, nothing_pushed, context);
  judge::GuardRange judged{
      range.base, range.tip, {range.base}, repository.tags(), options.allow_config};
  const auto law =
      lines.law(judged, std::nullopt, [&] { return law_at(repository, range.base, context); });
  if (!law) return {};
  judge::Judgement judgement = judge::guard(*law, *repository.history(), judged);
  judge_manifests(repository, *law, range, judgement, context);
  return judgement;
}

judge::Judgement judge(const git::Repository& repository, const GuardOptions& options,
                       cli::Context& context) {
  if (options.range) return judge_revisions(repository, options, context);
  if (options.pre_receive) {
    return judge_push(repository, read_received(context.in, repository),
                      std::string(plan::branch_refs), default_law(repository), options, context);
  }
  if (options.pre_push) {
    return judge_push(repository, read_pushed(context.in, repository),
                      "refs/remotes/" + *options.pre_push + '/', std::nullopt, options, context);
  }
  const auto head = repository.head();
  const auto law = head ? law_at(repository, *head, context) : std::nullopt;
  return law ? judge_staged(repository, *law) : judge::Judgement{};
}

judge::Judgement judge_in_time(const GuardOptions& options, cli::Context& context) {
  const cli::TimeLimit limit("guard", context);
  const git::Repository repository =
      git::Repository::open_from_environment(context.globals.directory);
  operation::clear_dead_locks(repository, context);
  return judge(repository, options, context);
}

int run_guard(const GuardOptions& options, cli::Context& context) {
  const judge::Judgement judgement = judge_in_time(options, context);
  cli::print_answer(report::to_json(judgement),
                    report::to_text(judgement.findings, cli::answer_style(context)), context);
  if (judgement.is_good()) return 0;
  if (!context.globals.quiet) {
    const bool is_staged = !options.range && !options.pre_receive && !options.pre_push;
    context.err << "Generated files were changed by hand. Where it has to be, a commit says why in "
                   "a last line\n`Relctl-Override: REASON`"
                << (is_staged ? ", and is made with `git commit --no-verify`" : "") << ".\n";
  }
  return 1;
}

/// One of the ways at most; an option group would stand apart in the help.
void add_modes(cli::Command& command, GuardOptions& options) {
  command.flag("--staged", &options.staged,
               "What is staged: nothing below a generated path may be (the default)");
  command.option("--range", "A..B", &options.range,
                 "The commits of B that A lacks, by A's relctl.yaml");
  command.flag("--pre-receive", &options.pre_receive,
               "What a push brings: reads the lines OLD NEW REF of git's pre-receive hook");
  command.option("--pre-push", "REMOTE", &options.pre_push,
                 "What is about to be pushed to REMOTE: reads the lines of git's pre-push hook");
  command.exclusive.push_back({"--staged", "--range", "--pre-receive", "--pre-push"});
}

}  // namespace

void declare_guard(cli::Command& command) {
  auto options = std::make_shared<GuardOptions>();
  command.help = {
      "Judges by content: image tags that were released or ran before pass, whoever commits\n"
      "them and however they were merged. Without an option it judges what is staged.",
      "relctl guard --range origin/main..HEAD   in CI, with the full history and its tags\n"
      "relctl guard --pre-receive               as a hook of the server\n"
      "relctl guard                             what is staged",
      "0  nothing found, or overridden\n"
      "1  findings\n"
      "3  relctl.yaml is wrong\n"
      "5  the clone is too shallow to tell\n"
      "6  it took longer than --timeout"};
  add_modes(command, *options);
  command.flag("--allow-config", &options->allow_config,
               "Let relctl.yaml change what is guarded; it is judged by the old one all the "
               "same");
  command.option("--source", "DIR|URL", &options->source,
                 "The repository that environments kept here are released and rendered from");
  command.run = [options](cli::Context& context) { return run_guard(*options, context); };
}

}  // namespace relctl::commands
