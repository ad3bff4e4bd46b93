// SPDX-License-Identifier: MIT
#include "cli/ci_output.hpp"

#include <fstream>
#include <ostream>
#include <random>

#include <fmt/format.h>

#include "report/ci_values.hpp"
#include "report/visible.hpp"

namespace relctl::cli {
namespace {

std::optional<std::string> variable(const Context& context, const char* name) {
  auto value = context.environment(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

/// 128 random bits: no value that comes out of a repository can hold them.
std::string random_delimiter() {
  std::random_device source;
  std::string text = "relctl_";
  for (int i = 0; i < 4; ++i)
    text += fmt::format("{:08x}", source());
  return text;
}

void append(const std::string& path, const std::string& text, Context& context) {
  std::ofstream file(path, std::ios::app | std::ios::binary);
  file << text;
  if (file.flush()) return;
  context.err << "warning: cannot write to " << report::visible(path) << '\n';
}

}  // namespace

void write_ci_output(const report::Done& done, Context& context) {
  const report::Values values = report::ci_values(done);
  if (const auto path = variable(context, "GITHUB_OUTPUT")) {
    append(*path, report::github_output(values, random_delimiter()), context);
  }
  if (const auto path = variable(context, "GITHUB_STEP_SUMMARY")) {
    append(*path, report::step_summary(done), context);
  }
  if (const auto path = variable(context, "RELCTL_DOTENV")) {
    append(*path, report::dotenv_values(values), context);
  }
}

std::string annotation(const Error& error, const Context& context) {
  return variable(context, "GITHUB_ACTIONS") == "true" ? report::github_annotation(error) : "";
}

}  // namespace relctl::cli
