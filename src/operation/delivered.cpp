// SPDX-License-Identifier: MIT
#include "operation/delivered.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "cli/ci_output.hpp"
#include "cli/output.hpp"
#include "plan/ref_names.hpp"
#include "report/ci_values.hpp"

namespace relctl::operation {
namespace {

/// The commit that ended up on the branch: the last one that was made.
std::optional<std::string> last_commit(const git::Objects& objects) {
  for (auto commit = objects.commits.rbegin(); commit != objects.commits.rend(); ++commit) {
    if (!commit->is_zero()) return commit->hex();
  }
  return std::nullopt;
}

std::string moved_branch(const plan::Result& result) {
  for (const plan::Plan& plan : result.plans) {
    for (const plan::RefMove& move : plan.refs) {
      if (auto branch = plan::branch_of(move.name)) return *std::move(branch);
    }
  }
  return {};
}

report::Done report_on(const Delivered& delivered, const config::Config& config, bool dry_run) {
  const git::Published& published = delivered.published;
  report::Done done;
  done.result = published.result;
  const auto& notes = published.notes;
  done.result.notes.insert(done.result.notes.end(), notes.begin(), notes.end());
  done.commit = last_commit(published.objects);
  done.branch = moved_branch(published.result);
  done.waiting_tags = published.waiting_tags;
  done.pushed = published.pushed;
  done.remote = delivered.address.empty() ? published.remote : delivered.address;
  done.dry_run = dry_run;
  done.attempts = static_cast<unsigned>(published.attempts);
  // The same answer as the first time: that the remote has it took a push, of an earlier run.
  if (const auto& earlier = published.result.earlier; earlier && !done.commit) {
    done.commit = earlier->commit.hex();
    done.pushed = earlier->is_published;
    done.attempts = earlier->is_published ? 1 : 0;
  }
  std::set<std::string> named;
  for (const plan::ServiceOutcome& service : published.result.services) {
    if (service.named) named.insert(service.name);
    // A planner gives an unchanged service a version just when it is what is checked out.
    if (service.status == plan::Status::unchanged && service.version) done.at.insert(service.name);
  }
  done.one_service = config.services.size() == 1 || named.size() == 1;
  return done;
}

template <typename Value>
void append(std::vector<Value>& to, const std::vector<Value>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

nlohmann::ordered_json place_json(const Delivered& delivered, const report::Done& done) {
  using Json = nlohmann::ordered_json;
  const std::string& address = delivered.address;
  return {{"environments", delivered.environments},
          {"repository", address.empty() ? Json() : Json(address)},
          {"branch", done.branch.empty() ? Json() : Json(done.branch)},
          {"commit", done.commit ? Json(*done.commit) : Json()},
          {"pushed", done.pushed},
          {"attempts", done.attempts},
          {"files", report::changed_files(done.result)},
          {"services", report::to_json(done)["services"]}};
}

/// Where it went, and with which commit; empty where nothing moved.
std::string moved(const Delivered& delivered) {
  const git::Published& published = delivered.published;
  std::vector<std::string> refs;
  for (const plan::Plan& plan : published.result.plans) {
    for (const plan::RefMove& move : plan.refs) {
      refs.push_back(fmt::format("{} -> {}", move.name.substr(move.name.find('/', 5) + 1),
                                 git::resolve(move.target, published.objects).hex()));
    }
  }
  for (const auto& [name, object] : published.objects.tags)
    refs.push_back(fmt::format("{} -> {}", name, object.hex()));
  if (refs.empty()) return {};
  const std::string where = delivered.address.empty() ? "" : " in " + delivered.address;
  const auto& environments = delivered.environments;
  const std::string what =
      environments.empty() ? "the release" : fmt::format("{}", fmt::join(environments, ", "));
  return fmt::format("{}{}: {}", what, where, fmt::join(refs, ", "));
}

/// Prints the answer on `done` to stdout, with --json what the object `more` holds, and for the CI
/// system.
void print_answer(const report::Done& done, const nlohmann::ordered_json& more,
                  cli::Context& context) {
  if (context.globals.json) {
    nlohmann::ordered_json json = report::to_json(done);
    json.update(more);
    context.out << report::json_text(json);
  } else if (context.globals.output == "env") {
    context.out << report::shell_values(report::ci_values(done));
  } else {
    context.out << report::answer(done);
  }
  cli::write_ci_output(done, context);
}

/// Prints `all` as the answer, with what `more` holds, and the words on each place.
void print(const report::Done& all, const std::vector<Delivered>& delivered,
           const config::Config& config, bool dry_run, nlohmann::ordered_json more,
           cli::Context& context) {
  std::vector<report::Done> each;
  for (const Delivered& one : delivered)
    each.push_back(report_on(one, config, dry_run));
  if (delivered.size() > 1 || !delivered.front().address.empty()) {
    more["places"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < each.size(); ++i)
      more["places"].push_back(place_json(delivered[i], each[i]));
  }
  print_answer(all, more, context);
  for (const report::Done& done : each) {
    if (!context.globals.quiet) context.err << report::summary(done, cli::error_style(context));
  }
}

}  // namespace

report::Done done_of(const std::vector<Delivered>& delivered, const config::Config& config,
                     bool dry_run) {
  report::Done all = report_on(delivered.front(), config, dry_run);
  for (std::size_t i = 1; i < delivered.size(); ++i) {
    const report::Done done = report_on(delivered[i], config, dry_run);
    append(all.result.plans, done.result.plans);
    append(all.result.services, done.result.services);
    append(all.result.manifests, done.result.manifests);
    append(all.result.includes, done.result.includes);
    append(all.result.notes, done.result.notes);
    if (done.result.earlier) {
      if (!all.result.earlier) all.result.earlier = plan::EarlierRun{};
      append(all.result.earlier->files, done.result.earlier->files);
    }
    if (done.commit) all.commit = done.commit;
    if (!done.branch.empty()) all.branch = done.branch;
    all.pushed = all.pushed || done.pushed;
    all.attempts += done.attempts;
    all.one_service = all.one_service && done.one_service;
    all.at.insert(done.at.begin(), done.at.end());
  }
  return all;
}

Error after(const std::vector<Delivered>& delivered, const Error& error) {
  std::string before;
  for (const Delivered& each : delivered) {
    const std::string refs = each.published.pushed ? moved(each) : std::string();
    if (!refs.empty()) before += "\npublished before that: " + refs;
  }
  if (before.empty()) return error;
  Error told(error.kind(), error.what() + before);
  if (error.where()) told.at(*error.where());
  for (const std::string& hint : error.hints())
    told.hint(hint);
  told.hint("what is published stays; run the same command again for the rest");
  return told;
}

int answer(const std::vector<Delivered>& delivered, const config::Config& config, bool dry_run,
           cli::Context& context) {
  const report::Done all = done_of(delivered, config, dry_run);
  print(all, delivered, config, dry_run, nlohmann::ordered_json::object(), context);
  return plan::exit_code(all.result);
}

void answer_release(const std::vector<Delivered>& delivered, const config::Config& config,
                    const nlohmann::ordered_json& more, cli::Context& context) {
  print(report_on(delivered.front(), config, false), delivered, config, false, more, context);
}

}  // namespace relctl::operation
