// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "report/done.hpp"
#include "report/variables.hpp"

namespace relctl::cli {
namespace {

report::Style style(const Context& context, bool is_terminal) {
  report::ColorFacts facts;
  facts.option = context.globals.color;
  facts.no_color = context.environment("NO_COLOR");
  facts.clicolor = context.environment("CLICOLOR");
  facts.clicolor_force = context.environment("CLICOLOR_FORCE");
  facts.force_color = context.environment("FORCE_COLOR");
  facts.term = context.environment("TERM");
  facts.is_terminal = is_terminal;
  return {report::wants_color(facts), in_ci(context), is_terminal ? context.columns : 0};
}

}  // namespace

report::Style error_style(const Context& context) {
  return style(context, context.err_is_terminal);
}

void print_answer(const nlohmann::ordered_json& json, const std::string& text, Context& context) {
  if (context.globals.json) {
    context.out << report::json_text(json);
  } else {
    context.out << (context.globals.output == "env" ? report::variables_of(json) : text);
  }
}

report::Style answer_style(const Context& context) {
  return style(context, context.out_is_terminal);
}

}  // namespace relctl::cli
