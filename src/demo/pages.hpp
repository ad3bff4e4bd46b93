// SPDX-License-Identifier: MIT
#pragma once

#include "demo/documents.hpp"
#include "demo/health.hpp"
#include "demo/http.hpp"
#include "demo/log.hpp"
#include "demo/metrics.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// An answer that holds `value`.
Response json_response(int status, const Json& value);

Response greeting(const Settings& settings);
Response version(const Settings& settings);
Response live();
/// Throws Problem(503) unless the service is ready.
Response ready(const Health& health);
Response metrics(const Metrics& metrics);
Response openapi_document(const Documents& documents);
Response docs_page(const Documents& documents);

}  // namespace relctl::demo
