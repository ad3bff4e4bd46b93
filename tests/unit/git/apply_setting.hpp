// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "git/apply/apply.hpp"
#include "git/temporary_repository.hpp"

namespace relctl::git {

/// An edit of a file that exists, from `before` to `after`.
plan::FileEdit edit(const std::string& path, const std::string& before, const std::string& after);
/// A file that is new.
plan::FileEdit addition(const std::string& path, const std::string& content);
/// A file that goes.
plan::FileEdit deletion(const std::string& path, const std::string& before);

/// What an Error said.
struct Failure {
  ErrorKind kind = ErrorKind::bug;
  std::string words;
};

/// The failure of `call`; the test fails when nothing is thrown.
template <typename Call>
Failure failure_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
  FAIL("nothing was thrown");
  return {};
}

/// Whether `part` is in `words`; both are shown where a check on it fails.
bool mentions(const std::string& words, const std::string& part);

/// Carries out `plans` in `checkout` as the test operation.
Objects apply_in(const TemporaryRepository& checkout, const std::vector<plan::Plan>& plans);

/// Checks that no lock, journal or private index stays behind.
void check_tidy(const TemporaryRepository& checkout);

}  // namespace relctl::git
