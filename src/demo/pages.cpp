// SPDX-License-Identifier: MIT
#include "demo/pages.hpp"

#include "demo/problem.hpp"

namespace relctl::demo {

Response json_response(int status, const Json& value) {
  return {.status = status,
          .content_type = "application/json",
          .body = value.dump(2) + '\n',
          .headers = {}};
}

Response greeting(const Settings& settings) {
  return json_response(200, {{"message", settings.greeting}, {"docs", "/docs"}});
}

Response version(const Settings& settings) {
  return json_response(200, {{"version", settings.version}, {"revision", settings.revision}});
}

Response live() {
  return json_response(200, {{"status", "ok"}});
}

Response ready(const Health& health) {
  switch (health.phase()) {
    case Phase::starting:
      throw Problem(503, "The service is starting.");
    case Phase::draining:
      throw Problem(503, "The service is about to stop.");
    case Phase::ready:
      break;
  }
  return json_response(200, {{"status", "ok"}});
}

Response metrics(const Metrics& metrics) {
  return {.status = 200,
          .content_type = std::string(Metrics::media_type) + "; charset=utf-8",
          .body = metrics.text(),
          .headers = {}};
}

Response openapi_document(const Documents& documents) {
  return {
      .status = 200, .content_type = "application/json", .body = documents.openapi, .headers = {}};
}

Response docs_page(const Documents& documents) {
  // The page carries its style and nothing else: whatever got into it, no browser runs it.
  return {.status = 200,
          .content_type = "text/html; charset=utf-8",
          .body = documents.page,
          .headers = {{"Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}}};
}

}  // namespace relctl::demo
