// SPDX-License-Identifier: MIT
#include "git/remote/deepening.hpp"

#include <utility>

#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

constexpr int largest_step = 6400;

class DeepeningHistory final : public plan::History {
  /// Asks the history until the clone is deep enough. A history knows the boundary that was there
  /// when it was opened: each deepening wants a new one.
  template <typename Question>
  auto ask(const Question& question) const {
    return deepener_.answer([&] {
      if (!history_) history_ = repository_.history();
      const auto history = std::exchange(history_, nullptr);
      auto answer = question(*history);
      history_ = history;
      return answer;
    });
  }

 public:
  DeepeningHistory(const Repository& repository, Connection connection,
                   const std::vector<std::string>& branches)
      : repository_(repository), deepener_(repository, std::move(connection), branches) {}

  [[nodiscard]] plan::Commit commit(const ObjectId& id) const override {
    return ask([&](const History& history) { return history.commit(id); });
  }

  [[nodiscard]] std::shared_ptr<const Tree> tree(const ObjectId& commit) const override {
    return ask([&](const History& history) { return history.tree(commit); });
  }

  [[nodiscard]] std::vector<plan::Commit> log(const ObjectId& tip,
                                              const std::vector<ObjectId>& hidden) const override {
    return ask([&](const History& history) { return history.log(tip, hidden); });
  }

  [[nodiscard]] std::vector<plan::Commit> first_parents(const ObjectId& tip,
                                                        std::size_t most) const override {
    return ask([&](const History& history) { return history.first_parents(tip, most); });
  }

  [[nodiscard]] bool reaches(const ObjectId& tip, const ObjectId& ancestor) const override {
    return ask([&](const History& history) { return history.reaches(tip, ancestor); });
  }

  [[nodiscard]] std::vector<ObjectId> merge_bases(const ObjectId& one,
                                                  const ObjectId& other) const override {
    return ask([&](const History& history) { return history.merge_bases(one, other); });
  }

  [[nodiscard]] std::vector<plan::TextMerge> merges(const std::string& base,
                                                    const std::string& ours,
                                                    const std::string& theirs) const override {
    return ask([&](const History& history) { return history.merges(base, ours, theirs); });
  }

  [[nodiscard]] std::optional<std::string> tag_message(const ObjectId& object) const override {
    return ask([&](const History& history) { return history.tag_message(object); });
  }

 private:
  const Repository& repository_;
  mutable Deepener deepener_;
  mutable std::shared_ptr<const plan::History> history_;
};

}  // namespace

Deepener::Deepener(const Repository& repository, Connection connection,
                   const std::vector<std::string>& branches)
    : repository_(repository), connection_(std::move(connection)) {
  for (const std::string& branch : branches)
    names_.push_back(plan::branch_ref(branch));
}

bool Deepener::more() {
  if (!repository_.is_shallow()) return false;
  if (step_ > largest_step || names_.empty()) {
    connection_.say("fetching the whole history: the clone is shallow");
    fetch(repository_, connection_.remote, {"refs/heads/*"}, connection_.operation,
          connection_.options, {.deepen = 0, .whole = true});
    return true;
  }
  connection_.say("fetching " + std::to_string(step_) + " commits more: the clone is shallow");
  fetch(repository_, connection_.remote, names_, connection_.operation, connection_.options,
        {.deepen = step_, .whole = false});
  step_ *= 2;
  return true;
}

std::shared_ptr<const plan::History> deepening_history(const Repository& repository,
                                                       Connection connection,
                                                       const std::vector<std::string>& branches) {
  return std::make_shared<DeepeningHistory>(repository, std::move(connection), branches);
}

}  // namespace relctl::git
