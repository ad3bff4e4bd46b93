// SPDX-License-Identifier: MIT
#include "git/publish_setting.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

#include <doctest/doctest.h>

namespace relctl::git {

Setting::Setting() {
  const TemporaryRepository first;
  first.commit({{"VERSION", "0\n"}, {"other", "text\n"}});
  first.git({"push", "-q", server.url(), "main"});
}

std::string Setting::clone(const std::string& name, std::vector<std::string> options) const {
  std::vector<std::string> arguments{"clone", "-q"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.insert(arguments.end(), {server.url(), name});
  git_in(folder_.path(), arguments);
  return folder_.path() + '/' + name;
}

void Setting::compete(const std::string& clone, const std::string& text) const {
  git_in(clone, {"pull", "-q", "--rebase"});
  git_in(clone, {"commit", "-q", "--allow-empty", "-m", text});
  git_in(clone, {"push", "-q"});
}

std::string Setting::log() const {
  return server.git({"log", "--format=%s", "main"});
}

void age_refs(const std::string& clone) {
  namespace fs = std::filesystem;
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  git_in(clone, {"pack-refs", "--all"});
  fs::last_write_time(clone + "/.git/packed-refs", long_ago);
}

Planner disturbed(const Planner& planner, std::function<void()> event) {
  auto pending = std::make_shared<std::function<void()>>(std::move(event));
  return [planner, pending](const plan::Snapshot& snapshot) {
    if (*pending) std::exchange(*pending, nullptr)();
    return planner(snapshot);
  };
}

Published publish_with(const std::string& directory, const plan::Operation& operation,
                       const Planner& planner, int seconds, std::optional<std::string> branch) {
  Repository repository = Repository::open(directory);
  const auto deadline = process::Clock::now() + std::chrono::seconds(seconds);
  return publish(repository, operation, {"origin", std::move(branch), deadline, {}}, planner);
}

bool starts_with_kind(const std::string& error, const std::string& kind) {
  INFO(error);
  return error.starts_with(kind + ": ");
}

}  // namespace relctl::git
