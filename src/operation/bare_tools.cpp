// SPDX-License-Identifier: MIT
#include "operation/bare_tools.hpp"

#include <array>

#include "base/redact.hpp"

namespace relctl::operation {
namespace {

/// Variables that hold no secret, and without which tools do not find themselves.
constexpr std::array kept_variables{"PATH",
                                    "LANG",
                                    "LANGUAGE",
                                    "LC_ALL",
                                    "LC_CTYPE",
                                    "LC_COLLATE",
                                    "TZ",
                                    "TERM",
                                    "USER",
                                    "LOGNAME",
                                    "JAVA_HOME",
                                    "RUSTUP_HOME",
                                    "SSL_CERT_FILE",
                                    "SSL_CERT_DIR",
                                    "CURL_CA_BUNDLE",
                                    "REQUESTS_CA_BUNDLE",
                                    "NO_PROXY",
                                    "no_proxy",
                                    "GIT_SSL_CAINFO",
                                    "NODE_EXTRA_CA_CERTS",
                                    "HTTP_PROXY",
                                    "http_proxy",
                                    "HTTPS_PROXY",
                                    "https_proxy",
                                    "ALL_PROXY",
                                    "all_proxy"};

}  // namespace

ToolVariables harmless_variables(const cli::Context& context) {
  ToolVariables variables;
  for (const char* name : kept_variables) {
    const auto value = context.environment(name);
    if (value && value->find('@') == std::string::npos) variables[name] = *value;
  }
  return variables;
}

std::string last_words(const process::Output& output) {
  constexpr std::size_t most = 2000;
  std::string words = output.err.empty() ? output.out : output.err;
  if (words.size() > most) words = "…" + words.substr(words.size() - most);
  words.erase(words.find_last_not_of(" \r\n") + 1);
  return redact(words, secrets_of_environment());
}

}  // namespace relctl::operation
