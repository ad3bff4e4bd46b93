// SPDX-License-Identifier: MIT
#include "semver/reverts.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace relctl::semver {

Reverts::Reverts(const std::vector<CommitMessage>& commits, const std::vector<Meaning>& meanings)
    : commits_(commits), meanings_(meanings), undone_by_(commits.size()) {
  ids_.reserve(commits.size());
  for (std::size_t i = 0; i < commits.size(); ++i)
    ids_.emplace_back(commits[i].id, i);
  std::sort(ids_.begin(), ids_.end());
}

bool Reverts::apply(std::size_t position) {
  const Meaning& meaning = meanings_[position];
  std::vector<std::size_t> targets;
  bool all_known = true;
  for (const std::string& id : meaning.reverted) {
    const auto target = by_id(id, position);
    if (target) targets.push_back(*target);
    all_known = all_known && target;
  }
  if (meaning.reverted.empty()) {
    if (const auto target = by_words(meaning, position)) targets.push_back(*target);
  }
  for (const std::size_t target : targets)
    take_out(target, position);
  return all_known && !targets.empty();
}

/// The position of the commit after `after` that `id`, which may be shortened, alone can mean.
std::optional<std::size_t> Reverts::by_id(const std::string& id, std::size_t after) const {
  constexpr std::size_t shortest = 7;
  if (id.size() < shortest) return std::nullopt;
  const std::string wanted = ascii_lower(id);
  const auto found = std::lower_bound(ids_.begin(), ids_.end(),
                                      std::pair<std::string_view, std::size_t>(wanted, 0));
  if (found == ids_.end() || !found->first.starts_with(wanted)) return std::nullopt;
  const auto next = std::next(found);
  const bool ambiguous = next != ids_.end() && next->first.starts_with(wanted);
  if (ambiguous || found->second <= after) return std::nullopt;
  return found->second;
}

/// Forges' reverts name a pull request, or nothing but the subject: the newest such commit is
/// meant.
std::optional<std::size_t> Reverts::by_words(const Meaning& meaning, std::size_t after) const {
  if (!meaning.undoes) return std::nullopt;
  for (std::size_t i = after + 1; i < commits_.size(); ++i) {
    if (undone_by_[i]) continue;
    const bool is_meant = meaning.reverted_request.empty()
                              ? meanings_[i].subject == meaning.reverted_subject
                              : meanings_[i].request == meaning.reverted_request;
    if (is_meant) return i;
  }
  return std::nullopt;
}

void Reverts::take_out(std::size_t target, std::size_t reason) {
  undone_by_[target] = reason;
  const auto& parents = commits_[target].parents;
  if (parents.size() < 2) return;
  const auto kept = reachable({parents.front()});
  const auto joined = reachable({parents.begin() + 1, parents.end()});
  for (std::size_t i = 0; i < commits_.size(); ++i) {
    if (joined[i] && !kept[i] && !undone_by_[i]) undone_by_[i] = reason;
  }
}

/// One pass is enough: children stand before their parents.
std::vector<bool> Reverts::reachable(const std::vector<std::string>& ids) const {
  std::vector<bool> found(commits_.size(), false);
  const auto mark = [&](const std::string& id) {
    const auto place =
        std::lower_bound(ids_.begin(), ids_.end(), std::pair<std::string_view, std::size_t>(id, 0));
    if (place != ids_.end() && place->first == id) found[place->second] = true;
  };
  std::for_each(ids.begin(), ids.end(), mark);
  for (std::size_t i = 0; i < commits_.size(); ++i) {
    if (found[i]) std::for_each(commits_[i].parents.begin(), commits_[i].parents.end(), mark);
  }
  return found;
}

}  // namespace relctl::semver
