// SPDX-License-Identifier: MIT
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/redact.hpp"
#include "net/remote_address.hpp"
#include "notify/notify.hpp"

namespace relctl::notify {
namespace {

using Json = nlohmann::ordered_json;

Json repository_of(const Push& push) {
  const auto address = net::parse_remote_address(push.remote);
  Json repository = {{"html_url", address ? net::web_url(*address) : redact(push.remote)}};
  if (address) {
    repository["full_name"] = address->path;
    repository["name"] = address->path.substr(address->path.rfind('/') + 1);
  }
  // Applications that follow HEAD are refreshed only where this is the branch that was pushed.
  if (push.default_branch) repository["default_branch"] = *push.default_branch;
  return repository;
}

bool lists(const std::vector<std::string>& paths, const std::string& path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

}  // namespace

void add_edits(Push& push, const std::vector<plan::FileEdit>& edits) {
  for (const plan::FileEdit& edit : edits) {
    if (lists(push.added, edit.path) || lists(push.modified, edit.path) ||
        lists(push.removed, edit.path)) {
      continue;
    }
    auto& paths = !edit.before ? push.added : !edit.after ? push.removed : push.modified;
    paths.push_back(edit.path);
  }
}

std::string push_event(const Push& push) {
  const Json commit = {{"id", push.after.hex()},
                       {"added", push.added},
                       {"modified", push.modified},
                       {"removed", push.removed}};
  const Json event = {{"ref", "refs/heads/" + push.branch},
                      {"before", push.before.value_or(ObjectId{}).hex()},
                      {"after", push.after.hex()},
                      {"created", !push.before.has_value()},
                      {"deleted", false},
                      {"forced", false},
                      {"repository", repository_of(push)},
                      {"commits", Json::array({commit})}};
  // A path need not be UTF-8, which JSON must be.
  return event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace relctl::notify
