// SPDX-License-Identifier: MIT
#include "operation/trust.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "net/remote_address.hpp"
#include "operation/session.hpp"

namespace relctl::operation {

net::Trust trust_of(const git::Repository& repository, const cli::Context& context) {
  std::string settings = context.environment("RELCTL_TRUSTED_HOSTS").value_or("");
  settings += ' ' + repository.config("relctl.trusted").value_or("");
  for (const std::string& name : repository.remotes()) {
    const auto remote = net::parse_remote_address(remote_address(repository, name));
    if (remote) settings += ' ' + remote->host;
  }
  return net::Trust(settings);
}

void check_trusted(const std::string& address, const net::Trust& trust) {
  const auto remote = net::parse_remote_address(address);
  const bool shows_credentials = remote && (remote->scheme == "http" || remote->scheme == "https");
  if (!shows_credentials) return;
  const auto url = net::parse_url(net::web_url(*remote));
  if (!url || !net::is_private(*url)) {
    throw Error(ErrorKind::input, fmt::format("relctl.yaml names a repository on {} over plain "
                                              "http, where credentials can be read on the way",
                                              remote->host))
        .hint("use https or ssh");
  }
  if (trust.allows(*url)) return;
  throw Error(ErrorKind::input, fmt::format("relctl.yaml names a repository on {}, to which this "
                                            "clone's credentials are not sent",
                                            url->site()))
      .hint("if it is yours: git config relctl.trusted " + url->host)
      .hint("in a pipeline: set RELCTL_TRUSTED_HOSTS there, out of the repository's reach");
}

}  // namespace relctl::operation
