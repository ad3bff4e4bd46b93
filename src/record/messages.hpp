// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "record/trailers.hpp"

namespace relctl::record {

/// The first line of the commit that releases the services of `record`, by the configured
/// templates: `chore(release): sample 1.2.4`.
std::string release_subject(const config::Config& config, const Record& record);

/// The message of that commit: the subject, with several services a list of them, the trailers.
/// Throws Error(input) where a configured template makes the trailers unreadable.
std::string release_message(const config::Config& config, const Record& record);

/// The message of the commit that merges a release into a branch that has moved on.
std::string merge_message(const config::Config& config, const Record& record);

/// The message of the commit that carries out `records`, one for each environment: the subject by
/// the configured template (`chore(promote): sample 1.2.4 to staging`), a list where there is more
/// than one service, and the trailers of each record in a paragraph of their own. Throws
/// Error(input) where a configured template makes the trailers unreadable.
std::string environment_message(const config::Config& config, const std::vector<Record>& records);

}  // namespace relctl::record
