// SPDX-License-Identifier: MIT
#include "operation/preview.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/build_info.hpp"
#include "cli/output.hpp"
#include "git/patch.hpp"
#include "operation/operation.hpp"
#include "record/trailers.hpp"
#include "report/ci_values.hpp"
#include "report/done.hpp"
#include "report/patch.hpp"
#include "report/rendered.hpp"
#include "report/visible.hpp"

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

namespace {

std::vector<plan::NewTag> tags_in(const std::vector<Delivered>& planned) {
  std::vector<plan::NewTag> tags;
  for (const Delivered& each : planned) {
    for (const plan::Plan& plan : each.published.result.plans)
      tags.insert(tags.end(), plan.tags.begin(), plan.tags.end());
  }
  return tags;
}

nlohmann::ordered_json tags_json(const std::vector<plan::NewTag>& tags) {
  auto json = nlohmann::ordered_json::array();
  for (const plan::NewTag& tag : tags)
    json.push_back({{"name", tag.name}, {"message", tag.message}});
  return json;
}

/// What people read in the tags, without their trailers.
std::string tags_text(const std::vector<plan::NewTag>& tags) {
  std::string text;
  for (const plan::NewTag& tag : tags) {
    const std::string notes = record::notes_in_tag(tag.message);
    if (notes.empty()) continue;
    text += fmt::format("the tag {} says:\n", report::visible(tag.name));
    for (std::string_view rest = notes; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      text += fmt::format("  {}\n", report::visible(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return text;
}

}  // namespace

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
    if (const auto tags = tags_in(planned); !tags.empty()) answer["tags"] = tags_json(tags);
    if (options.rendered) answer["environments"] = report::rendered_json(rendered);
    context.out << report::json_text(answer);
  } else if (context.globals.output == "env") {
    context.out << report::shell_values(report::ci_values(done));
  } else {
    const report::Style style = cli::answer_style(context);
    context.out << (options.rendered ? report::rendered_text(rendered, style)
                                     : report::styled_patch(patch, style));
    if (!context.globals.quiet) {
      context.err << report::summary(done, cli::error_style(context))
                  << tags_text(tags_in(planned));
    }
  }
  if (options.exit_code && !done.result.plans.empty()) return 1;
  return plan::exit_code(done.result);
}

}  // namespace relctl::operation
