// SPDX-License-Identifier: MIT
#include "operation/wake.hpp"

#include "net/http.hpp"
#include "notify/notify.hpp"
#include "operation/session.hpp"
#include "operation/trust.hpp"
#include "plan/ref_names.hpp"

namespace relctl::operation {
namespace {

/// The one branch that the plans moved, as a push event has it; nothing where only tags were made.
std::optional<notify::Push> push_of(const git::Published& published) {
  std::optional<notify::Push> push;
  for (const plan::Plan& plan : published.result.plans) {
    for (const plan::RefMove& move : plan.refs) {
      auto branch = plan::branch_of(move.name);
      if (!branch) continue;
      push = notify::Push{};
      push->branch = *std::move(branch);
      push->before = move.expected;
      push->after = git::resolve(move.target, published.objects);
    }
  }
  if (!push) return std::nullopt;
  for (const plan::Plan& plan : published.result.plans)
    notify::add_edits(*push, plan.edits);
  return push;
}

}  // namespace

std::vector<std::string> wake(const git::Repository& repository, const config::Config& config,
                              const std::string& remote, const git::Published& published,
                              const cli::Context& context) {
  if (config.notify.empty() || !published.pushed) return {};
  std::optional<notify::Push> push = push_of(published);
  if (!push) return {};
  push->remote = remote_address(repository, remote);
  net::HttpOptions options = http_options(net::Clock::now() + std::chrono::seconds(10), context);
  options.tries = 2;
  net::Http http(options);
  return notify::notify(config.notify, *push, http, context.environment,
                        trust_of(repository, context));
}

git::Published publish_and_wake(git::Repository& repository, const config::Config& config,
                                const plan::Operation& operation,
                                const git::PublishOptions& options, const git::Planner& planner,
                                const cli::Context& context) {
  git::Published published = git::publish(repository, operation, options, planner);
  for (std::string& warning : wake(repository, config, options.remote, published, context)) {
    published.notes.push_back(std::move(warning));
  }
  return published;
}

}  // namespace relctl::operation
