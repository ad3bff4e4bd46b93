// SPDX-License-Identifier: MIT
#include "cli/questions.hpp"

#include <istream>
#include <ostream>

#include "report/visible.hpp"

namespace relctl::cli {
namespace {

constexpr int most_tries = 3;

}  // namespace

bool can_ask(const Context& context) {
  return context.in_is_terminal && context.err_is_terminal && !context.globals.json &&
         !in_ci(context);
}

bool ask(Context& context, const std::string& question, bool otherwise) {
  for (int i = 0; i < most_tries; ++i) {
    context.err << report::visible(question) << (otherwise ? " [Y/n] " : " [y/N] ") << std::flush;
    std::string answer;
    if (!std::getline(context.in, answer) || answer.empty()) return otherwise;
    if (answer == "y" || answer == "Y" || answer == "yes") return true;
    if (answer == "n" || answer == "N" || answer == "no") return false;
    context.err << "y or n?\n";
  }
  return otherwise;
}

std::size_t choose(Context& context, const std::string& question,
                   const std::vector<std::string>& options) {
  context.err << report::visible(question) << '\n';
  for (std::size_t i = 0; i < options.size(); ++i)
    context.err << "  " << i + 1 << "  " << report::visible(options[i]) << '\n';
  for (int i = 0; i < most_tries; ++i) {
    context.err << "[1] " << std::flush;
    std::string answer;
    if (!std::getline(context.in, answer) || answer.empty()) return 0;
    for (std::size_t choice = 0; choice < options.size(); ++choice) {
      if (answer == std::to_string(choice + 1)) return choice;
    }
    context.err << "a number from 1 to " << options.size() << "?\n";
  }
  return 0;
}

}  // namespace relctl::cli
