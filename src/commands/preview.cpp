// SPDX-License-Identifier: MIT
#include "commands/preview.hpp"

#include <ostream>

#include "base/build_info.hpp"
#include "commands/deliver.hpp"
#include "commands/operation.hpp"
#include "commands/output.hpp"
#include "commands/session.hpp"
#include "git/objects.hpp"
#include "report/done.hpp"

namespace relctl::commands {

plan::Operation preview_operation(const Context& context) {
  const Moment moment = operation_time(context);
  plan::Operation operation;
  operation.id = std::string(32, '0');
  operation.time = moment.seconds;
  operation.offset = moment.offset;
  operation.tool = own_version();
  return operation;
}

int print_preview(const git::Repository& repository, const config::Config& config,
                  const plan::Operation& operation, const std::optional<std::string>& branch,
                  const git::Planner& planner, const DiffOptions& options, Context& context) {
  git::Published published;
  published.result =
      options.fetch ? git::preview(repository, operation,
                                   publish_options(repository, config, branch, context), planner)
                    : planner(git::local_snapshot(repository, branch));
  const std::string patch = git::patch(published.result.plans);
  const report::Done done = done_of(published, config, true);
  if (context.globals.json) {
    nlohmann::ordered_json answer = report::to_json(done);
    answer["patch"] = patch;
    context.out << report::json_text(answer);
  } else {
    context.out << patch;
    if (!context.globals.quiet) context.err << report::summary(done, error_style(context));
  }
  if (options.exit_code && !published.result.plans.empty()) return 1;
  return plan::exit_code(published.result);
}

}  // namespace relctl::commands
