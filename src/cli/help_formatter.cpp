// SPDX-License-Identifier: MIT
#include "cli/help_formatter.hpp"

#include <sstream>
#include <utility>

namespace relctl::cli {

HelpFormatter::HelpFormatter() {
  column_width(28);
  label("OPTIONS", "options");
  label("SUBCOMMAND", "command");
  label("SUBCOMMANDS", "command");
  label("Positionals", "Arguments");
  label("Subcommands", "Commands");
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  return make_description(app) + make_usage(app, std::move(name)) + make_positionals(app) +
         make_subcommands(app, mode) + make_groups(app, mode) + make_footer(app);
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  std::string text = app->get_description();
  while (text.ends_with("\n"))
    text.pop_back();
  return text + "\n\n";
}

std::string HelpFormatter::make_footer(const CLI::App* app) const {
  return app->get_footer().empty() ? "" : "\n" + app->get_footer();
}

std::string HelpFormatter::make_subcommand(const CLI::App* sub) const {
  const std::string description = sub->get_description();
  std::ostringstream line;
  CLI::detail::format_help(line, sub->get_name(), description.substr(0, description.find('\n')),
                           get_column_width());
  return line.str();
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  if (option->get_type_size() == 0) return {};
  std::string text = " " + option->get_type_name().substr(0, option->get_type_name().find(':'));
  if (option->get_expected_max() >= CLI::detail::expected_max_vector_size) text += "...";
  return text;
}

}  // namespace relctl::cli
