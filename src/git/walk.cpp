// SPDX-License-Identifier: MIT
#include "git/walk.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "git/shallow_error.hpp"

namespace relctl::git {
namespace {

using Number = CommitGraph::Number;

/// The certificate is looked for again when the walk has doubled: that at most doubles its cost.
std::size_t next_check(std::size_t explored) {
  return 2 * explored + 64;
}

/// Which commits of a frontier (at most 64) each commit reaches, one bit each.
class Reach {
 public:
  using Mask = std::uint64_t;

  Reach(CommitGraph& graph, const std::vector<Number>& frontier) : graph_(graph) {
    Mask bit = 1;
    for (const Number number : frontier) {
      known_[number] |= bit;
      bit <<= 1;
    }
  }

  Mask of(Number start) {
    std::vector<Number> stack{start};
    while (!stack.empty()) {
      const Number number = stack.back();
      if (known_.count(number) != 0) {
        stack.pop_back();
        continue;
      }
      Mask mask = 0;
      bool complete = true;
      for (const Number parent : graph_.node(number).parents) {
        const auto known = known_.find(parent);
        if (known == known_.end()) {
          stack.push_back(parent);
          complete = false;
        } else {
          mask |= known->second;
        }
      }
      if (complete) known_.emplace(number, mask);
    }
    return known_.at(start);
  }

 private:
  CommitGraph& graph_;
  std::unordered_map<Number, Mask> known_;
};

/// True when each of `commits` reaches each of `frontier`: then no more can be found out.
bool all_reach(CommitGraph& graph, const std::vector<Number>& commits,
               const std::vector<Number>& frontier) {
  constexpr std::size_t most = 64;
  if (frontier.empty() || commits.empty()) return true;
  if (frontier.size() > most) return false;
  Reach reach(graph, frontier);
  const Reach::Mask all = ~Reach::Mask{0} >> (most - frontier.size());
  return std::all_of(commits.begin(), commits.end(),
                     [&](Number number) { return reach.of(number) == all; });
}

/// How many children each of `numbers` has among them.
std::unordered_map<Number, std::size_t> count_children(CommitGraph& graph,
                                                       const std::vector<Number>& numbers) {
  std::unordered_map<Number, std::size_t> children;
  for (const Number number : numbers)
    children.emplace(number, 0);
  for (const Number number : numbers) {
    for (const Number parent : graph.node(number).parents) {
      if (const auto count = children.find(parent); count != children.end()) ++count->second;
    }
  }
  return children;
}

/// `numbers` with every child before its parents, later commits first among the free ones.
std::vector<ObjectId> sorted(CommitGraph& graph, const std::vector<Number>& numbers) {
  std::unordered_map<Number, std::size_t> children = count_children(graph, numbers);
  std::priority_queue<std::pair<std::int64_t, Number>> ready;
  for (const Number number : numbers) {
    if (children.at(number) == 0) ready.emplace(graph.node(number).time, number);
  }
  std::vector<ObjectId> result;
  result.reserve(numbers.size());
  while (!ready.empty()) {
    const Number number = ready.top().second;
    ready.pop();
    const CommitGraph::Node& node = graph.node(number);
    result.push_back(node.id);
    for (const Number parent : node.parents) {
      const auto child = children.find(parent);
      if (child != children.end() && --child->second == 0) {
        ready.emplace(graph.node(parent).time, parent);
      }
    }
  }
  return result;
}

}  // namespace

void Walk::add(Number number, bool hidden) {
  if (number >= flags_.size()) flags_.resize(std::max<std::size_t>(graph_.size(), number + 1));
  if (!has(number, seen_flag)) {
    flags_[number] |= seen_flag;
    queue_.emplace(graph_.node(number).time, number);
    ++open_;
  }
  if (hidden) hide(number);
}

void Walk::hide(Number start) {
  std::vector<Number> stack{start};
  while (!stack.empty()) {
    const Number number = stack.back();
    stack.pop_back();
    if (has(number, hidden_flag)) continue;
    flags_[number] |= hidden_flag;
    if (!has(number, explored_flag)) {
      --open_;
      continue;
    }
    // A clock was wrong: this one was explored before its child.
    const std::vector<Number>& parents = graph_.node(number).parents;
    stack.insert(stack.end(), parents.begin(), parents.end());
  }
}

bool Walk::step() {
  if (queue_.empty()) return false;
  const Number number = queue_.top().second;
  queue_.pop();
  const bool hidden = has(number, hidden_flag);
  flags_[number] |= explored_flag;
  if (!hidden) --open_;
  explored_.push_back(number);
  if (graph_.node(number).boundary) boundary_.push_back(number);
  const std::vector<Number> parents = graph_.node(number).parents;
  for (const Number parent : parents)
    add(parent, hidden);
  return true;
}

std::vector<Number> Walk::frontier() const {
  std::vector<Number> result = boundary_;
  for (auto rest = queue_; !rest.empty(); rest.pop())
    result.push_back(rest.top().second);
  return result;
}

bool Walk::met_boundary(bool unhidden_only) const {
  return std::any_of(boundary_.begin(), boundary_.end(),
                     [&](Number number) { return !unhidden_only || !has(number, hidden_flag); });
}

std::vector<Number> Walk::found() const {
  std::vector<Number> result;
  for (const Number number : explored_) {
    if (!has(number, hidden_flag)) result.push_back(number);
  }
  return result;
}

std::vector<ObjectId> list_commits(CommitGraph& graph, const ObjectId& tip,
                                   const std::vector<ObjectId>& hidden) {
  Walk walk(graph);
  walk.add(graph.require(tip), false);
  for (const ObjectId& id : hidden) {
    if (const auto number = graph.find(id)) walk.add(*number, true);
  }
  std::size_t check = 0;
  bool certain = false;
  while (!walk.exhausted() && !certain) {
    if (walk.only_hidden_left() && walk.explored() >= check) {
      certain = all_reach(graph, walk.found(), walk.frontier());
      check = next_check(walk.explored());
    }
    if (!certain) walk.step();
  }
  if (walk.met_boundary(true)) throw ShallowError();
  if (!certain && walk.met_boundary(false) && !all_reach(graph, walk.found(), walk.frontier())) {
    throw ShallowError();
  }
  return sorted(graph, walk.found());
}

Ancestry::Ancestry(CommitGraph& graph, Number tip) : graph_(graph), walk_(graph) {
  walk_.add(tip, false);
}

bool Ancestry::contains(Number number) {
  const std::int64_t time = graph_.node(number).time;
  std::size_t check = 0;
  while (!walk_.seen(number)) {
    if (walk_.exhausted() && !walk_.met_boundary(false)) return false;
    if (walk_.exhausted() || (walk_.latest_time() < time && walk_.explored() >= check)) {
      if (certainly_apart(number)) return false;
      if (walk_.exhausted()) throw ShallowError();
      check = next_check(walk_.explored());
    }
    walk_.step();
  }
  return true;
}

void Ancestry::require_whole() {
  if (!graph_.has_boundary()) return;
  while (walk_.step())
    continue;
  if (walk_.met_boundary(false)) throw ShallowError();
}

bool Ancestry::certainly_apart(Number number) const {
  const std::vector<Number> frontier = walk_.frontier();
  std::unordered_set<Number> left(frontier.begin(), frontier.end());
  Walk down(graph_);
  down.add(number, false);
  // Its own descent is followed about as far as the tip's was: then the tip's goes on.
  const std::size_t most = next_check(walk_.explored());
  std::size_t check = 0;
  bool more = true;
  while (more && !left.empty()) {
    more = down.explored() < most && down.step();
    if (more && down.explored() < check) continue;
    for (auto it = left.begin(); it != left.end();)
      it = down.seen(*it) ? left.erase(it) : ++it;
    check = next_check(down.explored());
  }
  return left.empty();
}

}  // namespace relctl::git
