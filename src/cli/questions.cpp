// SPDX-License-Identifier: MIT
#include "cli/questions.hpp"

#include <istream>
#include <ostream>

#include "report/visible.hpp"

namespace relctl::cli {

bool can_ask(const Context& context) {
  return context.in_is_terminal && context.err_is_terminal && !context.globals.json &&
         !in_ci(context);
}

bool ask(Context& context, const std::string& question, bool otherwise) {
  constexpr int most_tries = 3;
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

}  // namespace relctl::cli
