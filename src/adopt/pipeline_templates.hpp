// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::adopt {

/// The pipeline files with `@…@` where facts go: pipelines/*.in, which the build embeds. A line
/// `@step@` becomes a step of shell_steps(); what stands between `@each environment@` and `@end@`
/// is repeated for each environment that is promoted to by hand.
std::string_view woodpecker_template();
std::string_view github_template();
std::string_view gitlab_template();
std::string_view bitbucket_template();
std::string_view circleci_template();
std::string_view jenkins_template();

}  // namespace relctl::adopt
