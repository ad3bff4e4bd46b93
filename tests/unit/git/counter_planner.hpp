// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/error.hpp"
#include "git/publish/publish.hpp"

namespace relctl::git {

/// An operation with an id of its own.
plan::Operation new_operation();

/// The simplest release there is: the number in the file VERSION, one more and past every tag there
/// is, in one commit on the tip with the tag `vN`.
Planner count_up(const plan::Operation& operation);

/// A release without a commit: the next tag on the commit checked out.
Planner tag_only(const plan::Operation& operation);

/// Publishes to the remote origin within some seconds.
Published publish_counted(const std::string& directory, const plan::Operation& operation,
                          int seconds = 20);

/// The kind and the words of the Error that `action` throws; "" where it throws none.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    std::string text = to_string(error.kind()) + ": " + error.what();
    for (const std::string& hint : error.hints())
      text += "\nhint: " + hint;
    return text;
  }
  return {};
}

}  // namespace relctl::git
