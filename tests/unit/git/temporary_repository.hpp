// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "plan/plan.hpp"
#include "plan/request.hpp"

namespace relctl::git {

/// A folder of its own that goes away with this object.
class TestFolder {
 public:
  TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Runs git in `directory` as a user would, without the configuration of whoever runs the tests.
/// Throws with git's words unless its status is `status`. Answers its stdout, last line end cut.
std::string git_in(const std::string& directory, const std::vector<std::string>& arguments,
                   int status = 0);

/// A repository made by the git program.
class TemporaryRepository {
 public:
  /// An empty repository on the branch main, in a work tree or bare.
  explicit TemporaryRepository(const std::vector<std::string>& init_options = {});

  [[nodiscard]] std::string path(const std::string& file = "") const;
  /// git in the work tree.
  std::string git(const std::vector<std::string>& arguments, int status = 0) const;
  void write(const std::string& file, const std::string& content) const;
  [[nodiscard]] std::string read(const std::string& file) const;
  [[nodiscard]] bool exists(const std::string& file) const;
  /// Writes, adds and commits files.
  ObjectId commit(const std::map<std::string, std::string>& files,
                  const std::string& message = "change") const;
  [[nodiscard]] ObjectId id(const std::string& revision) const;
  [[nodiscard]] std::string status() const { return git({"status", "--porcelain"}); }

 private:
  TestFolder folder_;
};

/// An operation with fixed identity and time.
plan::Operation test_operation();

/// A plan that commits `edits` on `parent` and moves `branch` there.
plan::Plan commit_plan(const std::string& branch, const ObjectId& parent,
                       std::vector<plan::FileEdit> edits);

}  // namespace relctl::git
