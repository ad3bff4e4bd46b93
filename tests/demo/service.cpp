// SPDX-License-Identifier: MIT
#include "service.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace relctl::demo_test {
namespace {

constexpr std::chrono::seconds deadline(30);
constexpr std::chrono::milliseconds interval(2);

std::string program() {
  const char* path = std::getenv("RELCTL_DEMO");
  if (path == nullptr) throw std::runtime_error("RELCTL_DEMO does not name the program");
  return path;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words)
    list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

std::string content(int file) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count =
        pread(file, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Variables with_defaults(const Variables& variables) {
  Variables all = {{"HOST", "127.0.0.1"}, {"PORT", "0"}, {"SHUTDOWN_GRACE", "0"}};
  for (const auto& [name, value] : variables)
    all[name] = value;
  return all;
}

}  // namespace

bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(interval);
  }
  return true;
}

Process::Process(const Variables& variables, const std::vector<std::string>& arguments)
    : out_(memfd_create("out", MFD_CLOEXEC)), err_(memfd_create("err", MFD_CLOEXEC)) {
  std::vector<std::string> words = {program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment;
  for (const auto& [name, value] : variables) {
    std::string pair = name;
    pair += '=';
    pair += value;
    environment.push_back(std::move(pair));
  }
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out_, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err_, STDERR_FILENO);
  const int failure = posix_spawn(&pid_, words.front().c_str(), &actions, nullptr,
                                  pointers(words).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw std::runtime_error("cannot run " + words.front());
}

Process::~Process() {
  if (!ended()) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
  }
  close(out_);
  close(err_);
}

void Process::signal(int number) const {
  kill(pid_, number);
}

bool Process::ended() {
  if (!ended_) ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
  return ended_;
}

int Process::exit_code() {
  if (!eventually([this] { return ended(); }) || !WIFEXITED(status_)) return -1;
  return WEXITSTATUS(status_);
}

std::string Process::out() const {
  return content(out_);
}

std::string Process::err() const {
  return content(err_);
}

Service::Service(const Variables& variables) : process_(with_defaults(variables)) {
  const bool settled = eventually([&] { return !log().empty() || process_.ended(); });
  if (!settled || log().empty()) throw std::runtime_error("not started: " + process_.err());
  port_ = log().front().at("port").get<int>();
}

std::vector<nlohmann::json> Service::log() const {
  std::vector<nlohmann::json> lines;
  std::string text = process_.out();
  // The service may be in the middle of a line.
  text.erase(text.rfind('\n') + 1);
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(nlohmann::json::parse(line));
  return lines;
}

bool Service::says(const std::string& message) const {
  return eventually([&] {
    for (const auto& line : log()) {
      if (line.at("msg") == message) return true;
    }
    return false;
  });
}

}  // namespace relctl::demo_test
