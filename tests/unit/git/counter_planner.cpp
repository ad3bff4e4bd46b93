// SPDX-License-Identifier: MIT
#include "git/counter_planner.hpp"

#include <algorithm>
#include <chrono>
#include <random>

#include "git/temporary_repository.hpp"
#include "record/trailers.hpp"
#include "tree/tree.hpp"

namespace relctl::git {
namespace {

int next_number(const plan::Snapshot& snapshot, int current) {
  int number = current;
  for (const plan::Tag& tag : snapshot.tags) {
    if (tag.name.starts_with("v")) number = std::max(number, std::stoi(tag.name.substr(1)));
  }
  return number + 1;
}

record::Record record_of(const plan::Operation& operation, const plan::Snapshot& snapshot,
                         int number) {
  record::Record record;
  record.operation = "bump";
  record.id = operation.id;
  record.services = {{"counter", std::to_string(number) + ".0.0", std::nullopt}};
  record.source = snapshot.source;
  record.tags = {"v" + std::to_string(number)};
  record.time = operation.time;
  record.tool = "0.1.0";
  return record;
}

}  // namespace

plan::Operation new_operation() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  static constexpr std::string_view digits = "0123456789abcdef";
  plan::Operation operation = test_operation();
  operation.id.clear();
  while (operation.id.size() < 32)
    operation.id += digits[random() % 16];
  return operation;
}

Planner count_up(const plan::Operation& operation) {
  return [operation](const plan::Snapshot& snapshot) {
    const ObjectId tip = snapshot.tip.value();
    const std::string before = snapshot.history->tree(tip)->read("VERSION");
    const int number = next_number(snapshot, std::stoi(before));
    const record::Record record = record_of(operation, snapshot, number);
    plan::Plan plan;
    plan.parents = {tip};
    plan.base = tip;
    plan.edits = {{"VERSION", Mode::file, before, std::to_string(number) + "\n"}};
    plan.message = "release " + record.tags[0] + "\n\n" + record::write_trailers(record);
    plan.refs = {{"refs/heads/" + snapshot.branch, tip, plan::Created{0}}};
    plan.tags = {
        {record.tags[0], plan::Created{0}, record::write_tag_message(record.tags[0], record)}};
    plan::Result result;
    result.plans = {plan};
    return result;
  };
}

Planner tag_only(const plan::Operation& operation) {
  return [operation](const plan::Snapshot& snapshot) {
    const record::Record record = record_of(operation, snapshot, next_number(snapshot, 0));
    plan::Plan plan;
    plan.tags = {
        {record.tags[0], snapshot.source, record::write_tag_message(record.tags[0], record)}};
    plan::Result result;
    result.plans = {plan};
    return result;
  };
}

Published publish_counted(const std::string& directory, const plan::Operation& operation,
                          int seconds) {
  Repository repository = Repository::open(directory);
  PublishOptions options;
  options.remote = "origin";
  options.branch = "main";
  options.deadline = process::Clock::now() + std::chrono::seconds(seconds);
  return publish(repository, operation, options, count_up(operation));
}

}  // namespace relctl::git
