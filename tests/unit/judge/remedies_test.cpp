// SPDX-License-Identifier: MIT
#include "judge/remedies.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

TEST_CASE("a remedy is a command that can be pasted into a shell") {
  const config::Config config = config::parse(
      "format: 1\n"
      "services: {sample: {images: [{name: ghcr.io/acme/sample, tag: \"v{version}\"}]}}\n"
      "environments: [{name: dev, path: deploy/dev, source: overlays/dev}]\n"
      "generated: [deploy]\n",
      "relctl.yaml");
  const Territory territory(config);
  const Site site{&config.environments.front(), &config.services.front()};
  const std::string generated = "deploy/dev/kustomization.yaml";
  struct Row {
    std::string command;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {deploy_command(site, "v1.2.3"), "relctl promote dev --service sample --to 1.2.3"},
      {deploy_command(site, "latest"), "relctl promote dev --service sample"},
      {deploy_command(site, std::nullopt), "relctl promote dev --service sample"},
      {adopt_command("deploy/a b.yaml"), "relctl adopt 'deploy/a b.yaml' --reason '…'"},
      {adopt_command("it's"), "relctl adopt 'it'\\''s' --reason '…'"},
      {adopt_command("$(reboot)"), "relctl adopt '$(reboot)' --reason '…'"},
      {structure_command(territory.rights(generated), generated),
       "change overlays/dev, then relctl generate dev"},
      {structure_command(territory.rights("deploy/x"), "deploy/x"),
       "relctl adopt deploy/x --reason '…'"},
      {own_file_command(".relctl/holds/dev.yaml"), "relctl hold dev or relctl unhold dev"},
      {own_file_command(".relctl/adopted.yaml"), "relctl adopt PATH --reason '…'"},
      {own_file_command(".relctl/notes"), ""},
  };
  for (const Row& row : rows)
    CHECK(row.command == row.expected);
}

TEST_CASE("a file is put back to what the first parent had, or goes") {
  Repository repository;
  const ObjectId root = repository.commit("first", {}, {{"a", "1"}});
  const ObjectId next = repository.commit("second", {root}, {{"a", "2"}, {"b", "1"}});
  const auto judged = [&](const ObjectId& id) {
    Judged judged;
    judged.commit = repository.history->commit(id);
    judged.after = repository.history->tree(id);
    for (const ObjectId& parent : judged.commit.parents)
      judged.parents.push_back(repository.history->tree(parent));
    return judged;
  };
  CHECK(restore_command(judged(next), "a") == "git checkout " + root.short_hex() + " -- a");
  CHECK(restore_command(judged(next), "b") == "git rm b");
  CHECK(restore_command(judged(root), "a") == "git rm a");
}

}  // namespace
}  // namespace relctl::judge
