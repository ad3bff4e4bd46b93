// SPDX-License-Identifier: MIT
#include "release/notes.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "forge/pages.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/session.hpp"
#include "report/done.hpp"
#include "report/notes.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

struct NotesOptions {
  std::string what = "next";
  std::vector<std::string> services;
  std::string format;
};

/// Makes the notes of one service.
using NotesMaker = std::function<release::ReleaseNotes(const config::Service&)>;

NotesMaker range_maker(const git::Repository& repository, const config::Config& config,
                       const plan::Snapshot& snapshot, const std::string& range) {
  const std::size_t dots = range.find("..");
  const std::string before = range.substr(0, dots);
  const std::string after = range.substr(dots + (range.substr(dots).starts_with("...") ? 3 : 2));
  if (before.empty()) {
    throw Error(ErrorKind::usage, fmt::format("`{}` is no range of commits", range))
        .hint("write the older commit first: `relctl notes v1.2.0..HEAD`");
  }
  const ObjectId from = repository.resolve_commit(before);
  const ObjectId to = repository.resolve_commit(after.empty() ? "HEAD" : after);
  return [&config, &snapshot, from, to](const config::Service& service) {
    return release::range_notes(config, snapshot, service, from, to);
  };
}

NotesMaker maker_of(const NotesOptions& options, const git::Repository& repository,
                    const config::Config& config, const plan::Snapshot& snapshot,
                    cli::Context& context) {
  if (options.what == "next") {
    const plan::Operation operation = operation::preview_operation(context);
    return [&config, &snapshot, operation](const config::Service& service) {
      return release::next_notes(config, snapshot, service, operation);
    };
  }
  if (options.what.find("..") != std::string::npos)
    return range_maker(repository, config, snapshot, options.what);
  const auto version = semver::parse(options.what);
  if (!version) {
    throw Error(ErrorKind::usage,
                fmt::format("`{}` is neither a version nor a range of commits", options.what))
        .hint("write `next`, a version without \"v\" such as 1.2.3, or A..B");
  }
  return [&config, &snapshot, version](const config::Service& service) {
    return release::version_notes(config, snapshot, service, *version);
  };
}

/// The services that are asked for; of a version, which belongs to one, there must be one.
std::vector<const config::Service*> services_of(const NotesOptions& options,
                                                const config::Config& config) {
  std::vector<const config::Service*> services;
  for (const std::string& name : options.services)
    services.push_back(&config::service(config, name));
  if (!services.empty()) return services;
  for (const config::Service& service : config.services)
    services.push_back(&service);
  if (services.size() > 1 && semver::parse(options.what)) {
    throw Error(ErrorKind::usage, fmt::format("which service's {}?", options.what))
        .hint("name it with --service");
  }
  return services;
}

std::optional<notes::Links> links_for(const git::Repository& repository,
                                      const config::Config& config, const cli::Context& context) {
  if (auto links = release::configured_links(config)) return links;
  const auto remote =
      operation::find_remote(repository, repository.head_branch().value_or(std::string()));
  if (!remote) return std::nullopt;
  return forge::find_links(operation::remote_address(repository, *remote), config.forge,
                           context.environment);
}

std::string heading(const release::ReleaseNotes& notes, bool is_markdown) {
  return fmt::format("{}{}{}\n\n", is_markdown ? "## " : "", notes.service,
                     notes.version ? " " + *notes.version : "");
}

void say_hidden(const release::ReleaseNotes& notes, cli::Context& context) {
  if (notes.notes.hidden == 0 || context.globals.quiet) return;
  context.err << fmt::format("{}: {} other change{} in no section of `release.notes`\n",
                             report::visible(notes.service), notes.notes.hidden,
                             notes.notes.hidden == 1 ? " is" : "s are");
}

nlohmann::ordered_json to_json(const std::vector<release::ReleaseNotes>& all, bool is_one) {
  if (is_one) return report::to_json(all.front());
  auto services = nlohmann::ordered_json::array();
  for (const release::ReleaseNotes& notes : all)
    services.push_back(report::to_json(notes));
  return {{"services", services}};
}

int run_notes(const NotesOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  const auto services = services_of(options, config);
  const NotesMaker make = maker_of(options, repository, config, snapshot, context);
  std::vector<release::ReleaseNotes> all;
  all.reserve(services.size());
  for (const config::Service* service : services)
    all.push_back(make(*service));
  const bool asks_values = context.globals.json || context.globals.output == "env";
  if (options.format == "json") {
    context.out << report::json_text(to_json(all, services.size() == 1));
    return 0;
  }
  if (asks_values) {
    cli::print_answer(to_json(all, services.size() == 1), "", context);
    return 0;
  }
  const bool is_markdown = options.format != "text";
  const auto links = is_markdown ? links_for(repository, config, context) : std::nullopt;
  bool is_first = true;
  for (const release::ReleaseNotes& notes : all) {
    if (!is_first) context.out << '\n';
    is_first = false;
    if (all.size() > 1) context.out << heading(notes, is_markdown);
    const notes::Writing writing = release::writing_of(notes, links);
    context.out << (is_markdown ? notes::to_markdown(notes.notes, writing)
                                : notes::to_text(notes.notes, writing));
    say_hidden(notes, context);
  }
  return 0;
}

}  // namespace

void declare_notes(cli::Command& command) {
  auto options = std::make_shared<NotesOptions>();
  command.help = {
      "The same work gives the same notes, whether it was merged, squashed or rebased. A commit "
      "and\n"
      "its revert cancel each other. Needs no network, writes nothing.",
      "relctl notes                    what the next release would tell\n"
      "relctl notes 1.4.0              what a release told\n"
      "relctl notes v1.2.0..HEAD       what came since\n"
      "relctl notes --format json | jq '.sections[].name'",
      "0  printed"};
  command.argument("what", "VERSION|next|A..B", &options->what,
                   "A released version, the next one (default), or a range of commits");
  command.option("--service", "NAME", &options->services, "Of this service (may be repeated)");
  command.option("--format", "FORMAT", &options->format, "markdown (default), text or json")
      .one_of({"markdown", "text", "json"});
  command.run = [options](cli::Context& context) { return run_notes(*options, context); };
}

}  // namespace relctl::commands
