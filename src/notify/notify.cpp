// SPDX-License-Identifier: MIT
#include "notify/notify.hpp"

#include <exception>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "notify/secret.hpp"
#include "tree/digest.hpp"

namespace relctl::notify {
namespace {

using net::Header;

constexpr std::string_view argocd_path = "/api/webhook";

std::string name_of(const config::Notify& target) {
  return target.kind == "flux" ? "Flux" : "Argo CD";
}

std::string address_of(const config::Notify& target) {
  std::string url = target.url;
  if (target.kind != "argocd" || url.ends_with(argocd_path)) return url;
  while (url.ends_with('/'))
    url.pop_back();
  return url + std::string(argocd_path);
}

/// Both take the signature of GitHub's hooks. A Flux Receiver of type `generic-hmac` wants it in
/// `X-Signature`, one of type `github` where GitHub puts it, and one of type `generic` nowhere.
std::vector<Header> headers_of(const config::Notify& target, const std::string& body,
                               const std::optional<std::string>& secret) {
  std::vector<Header> headers = {{"Content-Type", "application/json"}, {"X-GitHub-Event", "push"}};
  if (!secret) return headers;
  const std::string signature = "sha256=" + hmac_sha256(*secret, body);
  headers.push_back({"X-Hub-Signature-256", signature});
  if (target.kind == "flux") headers.push_back({"X-Signature", signature});
  return headers;
}

std::string explanation(const config::Notify& target, int status) {
  const bool is_flux = target.kind == "flux";
  if (status == 404) {
    return is_flux ? "no Receiver has this path: see its status.webhookPath"
                   : "there is no Argo CD at this address";
  }
  // Flux answers 400 and Argo CD 400 or 401 to a signature that is wrong or missing.
  if (status == 400 || status == 401 || status == 403) {
    return target.secret_env
               ? fmt::format("is the secret in {} the right one?", *target.secret_env)
               : "it may expect a signature: set notify." + target.kind + ".secret_env";
  }
  return "";
}

void tell(const config::Notify& target, const std::string& body, net::Http& http,
          const std::optional<std::string>& secret) {
  const net::Response response =
      http.send({"POST", address_of(target), headers_of(target, body, secret), body});
  if (response.is_success()) return;
  const std::string why = explanation(target, response.status);
  throw Error(ErrorKind::system,
              fmt::format("HTTP {}{}{}", response.status, why.empty() ? "" : ": ", why));
}

}  // namespace

std::vector<std::string> notify(const std::vector<config::Notify>& targets, const Push& push,
                                net::Http& http, const EnvironmentLookup& environment,
                                const net::Trust& trust) {
  std::vector<std::string> warnings;
  for (const config::Notify& target : targets) {
    std::vector<std::string> secrets;
    try {
      const auto secret = find_secret(target, environment, trust);
      if (secret) secrets.push_back(*secret);
      tell(target, push_event(push), http, secret);
    } catch (const std::exception& error) {
      warnings.push_back(
          redact(fmt::format("{} was not told of the push and will see it at its next poll: {}",
                             name_of(target), error.what()),
                 secrets));
    }
  }
  return warnings;
}

}  // namespace relctl::notify
