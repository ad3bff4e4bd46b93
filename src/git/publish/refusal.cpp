// SPDX-License-Identifier: MIT
#include "git/publish/refusal.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "git/publish/attempt.hpp"

namespace relctl::git {
namespace {

template <std::size_t N>
bool has_any(const std::string& words, const std::array<std::string_view, N>& phrases) {
  std::string lower(words);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return lower.find(phrase) != std::string::npos;
  });
}

/// A rule of the server about who may push what.
bool is_rule(const std::string& words) {
  return has_any(
      words, std::array<std::string_view, 8>{"protected", "gh006", "gh013", "not allowed to push",
                                             "pre-receive hook declined", "hook declined",
                                             "tf402455", "repository rule"});
}

/// The server did not let us in: nothing was sent.
bool is_login_refused(const std::string& words) {
  return has_any(
      words, std::array<std::string_view, 12>{
                 "authentication failed", "permission denied", "access denied",
                 "could not read username", "could not read password", "terminal prompts disabled",
                 "returned error: 4", "http 4", "service not enabled", "repository not found",
                 "does not appear to be a git repository", "not exported"});
}

bool is_not_connected(const std::string& words) {
  return has_any(
      words, std::array<std::string_view, 7>{
                 "could not resolve", "connection refused", "failed to connect", "couldn't connect",
                 "no route to host", "network is unreachable", "unable to connect"});
}

bool is_contention(const std::string& words) {
  return has_any(words, std::array<std::string_view, 9>{
                            "cannot lock ref", "failed to update ref", "failed to lock",
                            "unable to create", "atomic transaction failed", "incorrect old value",
                            "stale info", "fetch first", "reference already exists"});
}

}  // namespace

int retries_for(const PushOutcome& outcome) {
  if (outcome.verdict == PushVerdict::broken) return is_login_refused(outcome.words) ? 0 : 2;
  if (is_rule(outcome.words)) return 0;
  return is_contention(outcome.words) ? 6 : 1;
}

bool is_unsent(const PushOutcome& outcome) {
  return outcome.verdict == PushVerdict::broken &&
         (is_login_refused(outcome.words) || is_not_connected(outcome.words));
}

bool is_passing(const std::string& words) {
  return has_any(words, std::array<std::string_view, 9>{
                            "connection reset", "connection closed", "hung up unexpectedly",
                            "early eof", "timed out", "broken pipe", "returned error: 5",
                            "returned error: 429", "temporary failure"});
}

Error refusal(const PushOutcome& outcome, const std::vector<PushRef>& refs,
              const std::vector<PushRef>& moved) {
  std::string message = "the remote refuses " + names_of(refs, false);
  message += moved.empty() ? "; nothing was changed there"
                           : "; moved all the same: " + names_of(moved, true);
  Error error(ErrorKind::system, message + "\n" + outcome.words);
  if (is_rule(outcome.words)) {
    error.hint(
        "a rule of the server forbids this push: use a token or key whose owner may push "
        "there, allow it in the branch's or tag's rules, or propose the change as a pull "
        "request");
  } else if (is_login_refused(outcome.words)) {
    error.hint("the server did not let this user push: check the token or key and its rights");
  }
  if (!moved.empty()) error.hint("run the command again: it publishes what is missing");
  return error;
}

Error lost_connection(const std::string& words, const std::vector<PushRef>& refs) {
  return Error(ErrorKind::unknown,
               "the connection broke, and nothing tells whether the remote took " +
                   names_of(refs, true) + (words.empty() ? "" : "\n" + words))
      .hint("run the same command again: it looks at the remote first, which settles it");
}

}  // namespace relctl::git
