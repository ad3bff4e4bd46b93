// SPDX-License-Identifier: MIT
#include "operation/preview.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "base/build_info.hpp"
#include "cli/output.hpp"
#include "git/patch.hpp"
#include "operation/operation.hpp"
#include "report/ci_values.hpp"
#include "report/done.hpp"
#include "report/patch.hpp"
#include "report/rendered.hpp"

namespace relctl::operation {

plan::Operation preview_operation(const cli::Context& context) {
  const Moment moment = operation_time(context);
  plan::Operation operation;
  operation.id = std::string(32, '0');
  operation.time = moment.seconds;
  operation.offset = moment.offset;
  operation.tool = own_version();
  return operation;
}

int print_preview(const std::vector<Delivered>& planned, const config::Config& config,
                  const DiffOptions& options,
                  const std::vector<deploy::EnvironmentDifference>& rendered,
                  cli::Context& context) {
  std::string patch;
  for (const Delivered& each : planned)
    patch += git::patch(each.published.result.plans);
  const report::Done done = done_of(planned, config, true);
  if (context.globals.json) {
    nlohmann::ordered_json answer = report::to_json(done);
    answer["patch"] = patch;
    if (options.rendered) answer["environments"] = report::rendered_json(rendered);
    context.out << report::json_text(answer);
  } else if (context.globals.output == "env") {
    context.out << report::shell_values(report::ci_values(done));
  } else {
    const report::Style style = cli::answer_style(context);
    context.out << (options.rendered ? report::rendered_text(rendered, style)
                                     : report::styled_patch(patch, style));
    if (!context.globals.quiet) context.err << report::summary(done, cli::error_style(context));
  }
  if (options.exit_code && !done.result.plans.empty()) return 1;
  return plan::exit_code(done.result);
}

}  // namespace relctl::operation
