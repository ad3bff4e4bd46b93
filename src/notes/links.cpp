// SPDX-License-Identifier: MIT
#include "notes/links.hpp"

#include "base/encodings.hpp"
#include "base/replace_all.hpp"

namespace relctl::notes {
namespace {

/// A name of a tag in a path: its slashes stay.
std::string in_path(const std::string& name) {
  return replace_all(percent_encoded(name), "%2F", "/");
}

}  // namespace

std::string Links::root() const {
  return pages_ == Pages::gitlab ? repository_ + "/-" : repository_;
}

std::string Links::commit(const std::string& id) const {
  return root() + (pages_ == Pages::bitbucket ? "/commits/" : "/commit/") + id;
}

std::string Links::reference(const std::string& reference) const {
  const std::string number = reference.substr(1);
  if (pages_ == Pages::bitbucket) return root() + "/pull-requests/" + number;
  if (pages_ == Pages::gitlab && reference.starts_with('!'))
    return root() + "/merge_requests/" + number;
  return root() + "/issues/" + number;  // which leads on to pull requests of that number
}

std::string Links::comparison(const std::string& from, const std::string& to) const {
  if (pages_ == Pages::bitbucket) {
    return root() + "/branches/compare/" + in_path(to) + "%0D" + in_path(from);
  }
  return root() + "/compare/" + in_path(from) + "..." + in_path(to);
}

Pages pages_of(const std::string& repository) {
  const std::size_t start = repository.find("://");
  const std::string host = repository.substr(start == std::string::npos ? 0 : start + 3);
  if (host.starts_with("gitlab.")) return Pages::gitlab;
  if (host.starts_with("bitbucket.")) return Pages::bitbucket;
  for (const char* name : {"codeberg.", "gitea.", "forgejo."}) {
    if (host.starts_with(name)) return Pages::gitea;
  }
  return Pages::github;
}

}  // namespace relctl::notes
