// SPDX-License-Identifier: MIT
#include "adopt/environment_names.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <climits>

#include "adopt/listing.hpp"

namespace relctl::adopt {
namespace {

struct Rank {
  int rank;
  std::string_view word;
};

constexpr std::array<Rank, 24> ranks{{
    {0, "local"},   {0, "sandbox"},    {1, "dev"},           {1, "develop"}, {1, "development"},
    {2, "test"},    {2, "testing"},    {2, "integration"},   {2, "int"},     {3, "qa"},
    {3, "uat"},     {3, "acceptance"}, {4, "stage"},         {4, "staging"}, {4, "stg"},
    {5, "preprod"}, {5, "preview"},    {5, "preproduction"}, {5, "canary"},  {6, "demo"},
    {7, "prod"},    {7, "production"}, {7, "prd"},           {7, "live"},
}};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<int> rank_of_word(std::string_view word) {
  const auto row = std::find_if(ranks.begin(), ranks.end(),
                                [word](const Rank& each) { return each.word == word; });
  if (row == ranks.end()) return std::nullopt;
  return row->rank;
}

}  // namespace

std::optional<int> environment_rank(std::string_view name) {
  const std::string plain = as_name(name);
  std::string_view rest = plain;
  if (plain.find("pre-prod") != std::string::npos) return rank_of_word("preprod");
  std::optional<int> rank;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    const auto found = rank_of_word(rest.substr(0, end));
    if (found) rank = std::max(rank.value_or(0), *found);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return rank;
}

bool is_home_of_environments(std::string_view folder) {
  constexpr std::array<std::string_view, 6> homes = {"overlays", "environments", "envs",
                                                     "env",      "stages",       "clusters"};
  return contains(homes, folder);
}

bool is_shared_folder(std::string_view folder) {
  constexpr std::array<std::string_view, 8> shared = {"base",   "bases",     "components", "common",
                                                      "shared", "templates", "patches",    "crds"};
  return contains(shared, folder);
}

std::optional<std::string> environment_of_branch(std::string_view branch) {
  constexpr std::array<std::string_view, 4> prefixes = {"env/", "environment/", "environments/",
                                                        "deploy/"};
  for (const std::string_view prefix : prefixes) {
    if (branch.starts_with(prefix)) return as_name(branch.substr(prefix.size()));
  }
  if (rank_of_word(branch) || branch == "pre-prod" || branch == "pre-production") {
    return as_name(branch);
  }
  return std::nullopt;
}

void sort_environments(std::vector<std::string>& names) {
  const auto key = [](const std::string& name) {
    return std::tuple(environment_rank(name).value_or(INT_MAX), std::string_view(name));
  };
  std::sort(names.begin(), names.end(),
            [&](const std::string& a, const std::string& b) { return key(a) < key(b); });
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace relctl::adopt
