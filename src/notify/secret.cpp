// SPDX-License-Identifier: MIT
#include "notify/secret.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::notify {
namespace {

/// From a signature of known bytes the secret can be guessed at leisure.
void check_address(const config::Notify& target, const net::Trust& trust) {
  const auto url = net::parse_url(target.url);
  if (!url) return;  // sending says so
  if (!net::is_private(*url)) {
    throw Error(ErrorKind::input, fmt::format("nothing signed is sent to {}: over plain http it "
                                              "can be read on the way",
                                              url->site()));
  }
  if (trust.allows(*url)) return;
  throw Error(ErrorKind::input,
              fmt::format("nothing signed is sent to {} because relctl.yaml says so: allow it by "
                          "`git config relctl.trusted {}` or RELCTL_TRUSTED_HOSTS",
                          url->site(), url->host));
}

void check_variable(const config::Notify& target, const net::Trust& trust) {
  const std::string& name = *target.secret_env;
  if (trust.lists(name) || net::is_secret_of(name, {"ARGOCD", "ARGO", "FLUX", "WEBHOOK", "HOOK"})) {
    return;
  }
  throw Error(ErrorKind::input,
              fmt::format("notify.{}.secret_env names {}, which does not look like a webhook's "
                          "secret: name it like WEBHOOK_SECRET, or allow it by `git config "
                          "relctl.trusted {}` or RELCTL_TRUSTED_HOSTS",
                          target.kind, name, name));
}

}  // namespace

std::optional<std::string> find_secret(const config::Notify& target,
                                       const EnvironmentLookup& environment,
                                       const net::Trust& trust) {
  if (!target.secret_env) return {};
  check_variable(target, trust);
  check_address(target, trust);
  const std::string value = environment(*target.secret_env).value_or("");
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = value.find_first_not_of(blanks);
  if (begin == std::string::npos) {
    throw Error(ErrorKind::input, fmt::format("the variable {}, which notify.{}.secret_env names, "
                                              "is not set",
                                              *target.secret_env, target.kind));
  }
  return value.substr(begin, value.find_last_not_of(blanks) + 1 - begin);
}

}  // namespace relctl::notify
