// SPDX-License-Identifier: MIT
#include "release/automatic.hpp"

namespace relctl::release {

semver::AutoLevel automatic_level(const std::vector<plan::Commit>& commits,
                                  const config::AutoRules& rules, const semver::Version& current) {
  std::vector<semver::CommitMessage> messages;
  messages.reserve(commits.size());
  for (const plan::Commit& commit : commits)
    messages.push_back({commit.id.hex(), commit.message});
  return semver::level_for(messages, {rules.minor, rules.none}, current);
}

}  // namespace relctl::release
