// SPDX-License-Identifier: MIT
#include "forge/review.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/trailers.hpp"
#include "report/visible.hpp"
#include "tree/digest.hpp"

namespace relctl::forge {
namespace {

constexpr std::size_t hash_digits = 12;

bool is_promotion_to(const std::string& environment, const BranchCommit& commit) {
  const auto records = record::read_records(commit.message);
  return !records.empty() && std::all_of(records.begin(), records.end(), [&](const auto& record) {
    return record.environment == environment;
  });
}

void refuse_foreign(const ReviewRequest& request, const std::string& branch,
                    const BranchState& state) {
  const auto foreign = foreign_commits(state, request.environment);
  if (foreign.empty()) return;
  throw Error(ErrorKind::conflict,
              fmt::format("the branch {} has {} that relctl did not make: {}{}", branch,
                          foreign.size() == 1 ? "a commit" : "commits", foreign[0].short_hex(),
                          foreign.size() == 1 ? "" : ", …"))
      .hint(
          "merge or close its pull request and delete the branch; relctl does not write over "
          "other people's commits");
}

ReviewOutcome outcome(const Forge& forge, ReviewStatus status, OpenRequest open,
                      const std::string& branch) {
  const std::string name = forge.name(open);
  std::string words;
  switch (status) {
    case ReviewStatus::opened:
      words = "opened " + name;
      break;
    case ReviewStatus::updated:
      words = "updated " + name;
      break;
    case ReviewStatus::unchanged:
      words = name + " asks for this already";
      break;
    case ReviewStatus::approved:
      words = name + " is approved and left as it is";
      break;
  }
  words += ": " + report::visible(open.url);
  return {status, std::move(open), {}, branch, std::move(words)};
}

ReviewOutcome update(Forge& forge, const ReviewRequest& request, const OpenRequest& open,
                     const std::string& branch) {
  forge.update(open, request.text.title, request.text.body);
  OpenRequest updated{open.number, request.text.title, request.text.body, open.url};
  return outcome(forge, ReviewStatus::updated, std::move(updated), branch);
}

ReviewOutcome open_request(Forge& forge, const ReviewRequest& request, const std::string& branch) {
  const NewRequest wanted{branch, request.base, request.text.title, request.text.body};
  if (auto opened = forge.create(wanted)) {
    return outcome(forge, ReviewStatus::opened, *std::move(opened), branch);
  }
  // Another run was faster.
  if (const auto open = forge.find_open(branch, request.base)) {
    return update(forge, request, *open, branch);
  }
  throw Error(ErrorKind::system,
              fmt::format("the forge says that a pull request from {} into {} is open already, but "
                          "does not show it",
                          branch, request.base))
      .hint("run the same command again");
}

std::string replacement_words(const ReviewRequest& request) {
  return fmt::format(
      "Closed by relctl: another promotion to `{}` of the same services takes its "
      "place. It was approved, so its commit was not touched.",
      request.environment);
}

}  // namespace

std::string review_branch(const std::string& environment, std::vector<std::string> services) {
  return services_branch("relctl/promote/" + environment + "/", std::move(services));
}

std::string services_branch(const std::string& folder, std::vector<std::string> services) {
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  if (services.empty()) return folder + "_manifests";
  if (services.size() == 1) return folder + services[0];
  std::string lines;
  for (const std::string& service : services)
    lines += service + "\n";
  return fmt::format("{}{}-services-{}", folder, services.size(),
                     sha256(lines).substr(0, hash_digits));
}

std::vector<ObjectId> foreign_commits(const BranchState& state, const std::string& environment) {
  std::vector<ObjectId> foreign;
  for (const BranchCommit& commit : state.commits) {
    if (!is_promotion_to(environment, commit)) foreign.push_back(commit.id);
  }
  return foreign;
}

ReviewOutcome open_or_update(Forge& forge, const ReviewRequest& request) {
  const std::string branch = review_branch(request.environment, request.services);
  const BranchState state = request.look(branch);
  const bool is_there = state.tip && state.holds_plan;
  auto open = forge.find_open(branch, request.base);
  const bool approved = open && forge.is_approved(*open);
  if (approved && !request.replace) {
    ReviewOutcome result = outcome(forge, ReviewStatus::approved, *std::move(open), branch);
    if (!is_there) result.words += " (--replace closes it and opens another)";
    return result;
  }
  if (open && !approved && is_there) {
    return outcome(forge, ReviewStatus::unchanged, *std::move(open), branch);
  }
  refuse_foreign(request, branch, state);
  if (approved) forge.close(*open, replacement_words(request));
  if (!is_there) request.push(branch, state.tip);
  if (open && !approved) return update(forge, request, *open, branch);
  ReviewOutcome result = open_request(forge, request, branch);
  if (approved) {
    result.words += fmt::format(" (closed the approved {})", forge.name(*open));
    result.replaced = std::move(open);
  }
  return result;
}

}  // namespace relctl::forge
