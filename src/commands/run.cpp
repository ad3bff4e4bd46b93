// SPDX-License-Identifier: MIT
#include "commands/run.hpp"

#include <algorithm>
#include <exception>
#include <ostream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "base/redact.hpp"
#include "cli/ci_output.hpp"
#include "cli/output.hpp"
#include "cli/parse.hpp"
#include "cli/plugin.hpp"
#include "commands/commands.hpp"
#include "report/done.hpp"
#include "report/error.hpp"

namespace relctl::commands {
namespace {

int render(const Error& error, cli::Context& context) {
  const std::vector<std::string> secrets = secrets_of_environment();
  if (context.globals.json) {
    const nlohmann::ordered_json answer = {{"error", report::to_json(error)}};
    context.out << redact(report::json_text(answer), secrets) << std::flush;
  }
  context.err << redact(report::to_text(error, cli::error_style(context)), secrets)
              << redact(cli::annotation(error, context), secrets) << std::flush;
  return exit_code(error.kind());
}

/// libgit2 keeps blocks of 64 KiB on the stack: a limit near that would end the run at any moment.
/// It is raised where it may be. Throws Error(system) where not.
void require_stack() {
  constexpr rlim_t least = rlim_t{512} << 10U;
  rlimit limit{};
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= least) return;
  const rlim_t given = std::exchange(limit.rlim_cur, limit.rlim_max);
  if (limit.rlim_max >= least && setrlimit(RLIMIT_STACK, &limit) == 0) return;
  throw Error(ErrorKind::system,
              fmt::format("the stack is limited to {} KiB, which is too little", given >> 10U))
      .hint("ulimit -s 8192, or start it where the limit is higher");
}

int parse_and_run(const std::vector<std::string>& arguments, cli::Context& context) {
  // An error of the command line itself is answered in JSON too.
  context.globals.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  require_stack();
  const bool is_plugin = arguments.empty() && !context.plugin_settings.empty();
  const cli::Invocation invocation = cli::parse(
      is_plugin ? cli::plugin_arguments(context.plugin_settings) : arguments, chapters());
  context.globals = invocation.globals;
  context.globals.json = context.globals.json || context.globals.output == "json";
  const int code = invocation.run(context);
  if (!context.out.flush()) throw Error(ErrorKind::system, "cannot write to standard output");
  return code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, cli::Context& context) {
  try {
    return parse_and_run(arguments, context);
  } catch (const Error& error) {
    return render(error, context);
  } catch (const std::exception& error) {
    return render(Error(ErrorKind::bug, std::string("a defect in relctl: ") + error.what()),
                  context);
  }
}

}  // namespace relctl::commands
