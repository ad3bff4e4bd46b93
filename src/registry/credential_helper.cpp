// SPDX-License-Identifier: MIT
#include "registry/credential_helper.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "json/document.hpp"
#include "process/run.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

constexpr std::string_view no_credentials = "credentials not found";
constexpr std::string_view token_user = "<token>";
constexpr std::size_t longest_complaint = 200;

/// A helper is a program in PATH, never a path.
bool is_helper_name(const std::string& name) {
  return !name.empty() && name.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU"
                              "VWXYZ0123456789._-") == std::string::npos;
}

Error failure(const std::string& program, const std::string& server, const std::string& words) {
  return Error(ErrorKind::system,
               fmt::format("{} gives no login for {}: {}", program, server, words))
      .hint(
          "the docker configuration names it as the keeper of passwords (credsStore, "
          "credHelpers)");
}

Login read_login(const std::string& program, const std::string& server, const std::string& out) {
  Login login;
  try {
    login.user = json::get(out, program, "Username").value_or("");
    login.password = json::get(out, program, "Secret").value_or("");
  } catch (const Error&) {
    // The document holds a password: nothing of it may be shown.
    throw failure(program, server, "its answer is no JSON");
  }
  if (login.user == token_user) login = {"", "", login.password, ""};
  login.origin = program;
  return login;
}

}  // namespace

std::optional<Login> ask_helper(const std::string& name, const std::string& server,
                                process::Clock::time_point deadline) {
  const std::string program = "docker-credential-" + name;
  if (!is_helper_name(name))
    throw failure(report::visible(program), server, "no name of a program");
  process::Command command;
  command.argv = {program, "get"};
  command.input = server + "\n";
  command.deadline = deadline;
  const process::Output output = process::run(command);
  if (output.timed_out) {
    throw Error(ErrorKind::timeout, program + " did not answer in time");
  }
  const std::string words = output.out + output.err;
  if (output.status != 0 && words.find(no_credentials) != std::string::npos) return std::nullopt;
  if (output.status == 0) return read_login(program, server, output.out);
  const std::string shown = redact(words, secrets_of_environment());
  throw failure(program, server, report::visible(shown.substr(0, longest_complaint)));
}

}  // namespace relctl::registry
