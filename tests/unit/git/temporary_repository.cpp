// SPDX-License-Identifier: MIT
#include "git/temporary_repository.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "process/run.hpp"

namespace relctl::git {

TestFolder::TestFolder()
    : path_((std::filesystem::temp_directory_path() / "relctl-test-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

TestFolder::~TestFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

std::string git_in(const std::string& directory, const std::vector<std::string>& arguments,
                   int status) {
  process::Command command;
  command.argv = {"git", "-c", "protocol.file.allow=always"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.directory = directory;
  command.environment = {{"GIT_CONFIG_GLOBAL", "/dev/null"},
                         {"GIT_CONFIG_NOSYSTEM", "1"},
                         {"GIT_AUTHOR_NAME", "Ada"},
                         {"GIT_AUTHOR_EMAIL", "ada@example.org"},
                         {"GIT_COMMITTER_NAME", "Ada"},
                         {"GIT_COMMITTER_EMAIL", "ada@example.org"},
                         {"LC_ALL", "C"}};
  const process::Output output = process::run(command);
  if (output.status != status) {
    std::string words = "git";
    for (const std::string& argument : arguments)
      words += ' ' + argument;
    throw std::runtime_error(words + " ended with " + std::to_string(output.status) + ": " +
                             output.err);
  }
  return output.out.ends_with('\n') ? output.out.substr(0, output.out.size() - 1) : output.out;
}

TemporaryRepository::TemporaryRepository(const std::vector<std::string>& init_options) {
  std::vector<std::string> arguments{"init", "-q", "-b", "main"};
  arguments.insert(arguments.end(), init_options.begin(), init_options.end());
  git(arguments);
}

std::string TemporaryRepository::path(const std::string& file) const {
  return file.empty() ? folder_.path() : folder_.path() + '/' + file;
}

std::string TemporaryRepository::git(const std::vector<std::string>& arguments, int status) const {
  return git_in(folder_.path(), arguments, status);
}

void TemporaryRepository::write(const std::string& file, const std::string& content) const {
  const std::filesystem::path target = path(file);
  std::filesystem::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << content;
}

std::string TemporaryRepository::read(const std::string& file) const {
  std::ifstream input(path(file), std::ios::binary);
  if (!input) throw std::runtime_error("there is no " + file);
  std::ostringstream content;
  content << input.rdbuf();
  return content.str();
}

bool TemporaryRepository::exists(const std::string& file) const {
  return std::filesystem::exists(std::filesystem::symlink_status(path(file)));
}

ObjectId TemporaryRepository::commit(const std::map<std::string, std::string>& files,
                                     const std::string& message) const {
  for (const auto& [name, content] : files) {
    write(name, content);
    git({"add", "--", name});
  }
  git({"commit", "-q", "--allow-empty", "-m", message});
  return id("HEAD");
}

ObjectId TemporaryRepository::id(const std::string& revision) const {
  return ObjectId::parse(git({"rev-parse", "--verify", revision})).value();
}

plan::Operation test_operation() {
  plan::Operation operation;
  operation.id = "0123456789abcdef0123456789abcdef";
  operation.identity = {"Robot", "robot@example.org"};
  operation.time = 1700000000;
  operation.offset = 120;
  return operation;
}

plan::Plan commit_plan(const std::string& branch, const ObjectId& parent,
                       std::vector<plan::FileEdit> edits) {
  plan::Plan plan;
  plan.parents = {parent};
  plan.base = parent;
  plan.edits = std::move(edits);
  plan.message = "release\n\nRelctl-Operation: bump\n";
  plan.refs = {{"refs/heads/" + branch, parent, plan::Created{0}}};
  return plan;
}

}  // namespace relctl::git
