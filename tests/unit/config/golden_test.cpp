// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "config/config.hpp"

using namespace relctl;
namespace fs = std::filesystem;

namespace {

fs::path folder(const std::string& kind) {
  const char* golden = std::getenv("RELCTL_GOLDEN");
  REQUIRE(golden != nullptr);
  return fs::path(golden) / "config" / kind;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> examples(const std::string& kind) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder(kind))) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string message_of(const fs::path& path) {
  try {
    config::parse(read(path), "relctl.yaml");
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::input);
    REQUIRE(error.where().has_value());
    CHECK(error.where()->line > 0);
    CHECK(error.where()->column > 0);
    CHECK_FALSE(error.hints().empty());
    std::string text = fmt::format("{}:{}:{}: {}\n", error.where()->file, error.where()->line,
                                   error.where()->column, error.what());
    for (const std::string& hint : error.hints())
      text += fmt::format("hint: {}\n", hint);
    return text;
  }
  return "no error\n";
}

}  // namespace

TEST_CASE("good examples are read") {
  const auto paths = examples("good");
  CHECK_FALSE(paths.empty());
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    CHECK_NOTHROW(config::parse(read(path), "relctl.yaml"));
  }
}

TEST_CASE("bad examples are refused with place, message and hint") {
  const auto paths = examples("bad");
  CHECK_FALSE(paths.empty());
  const bool updates = std::getenv("UPDATE") != nullptr;
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const std::string message = message_of(path);
    CHECK(message != "no error\n");
    fs::path expected = path;
    expected.replace_extension(".txt");
    if (updates) std::ofstream(expected, std::ios::binary) << message;
    CHECK(message == read(expected));
  }
}

TEST_CASE("a secret that stands in the file by mistake is not repeated") {
  for (const std::string name : {"environment-password", "forge-token", "forge-api"}) {
    CAPTURE(name);
    try {
      config::parse(read(folder("bad") / (name + ".yaml")), "relctl.yaml");
      FAIL("a secret was taken");
    } catch (const Error& error) {
      const std::string shown = std::string(error.what()) + error.where()->excerpt;
      for (const std::string secret : {"hunter2", "0123456789", "secret@"}) {
        CHECK(shown.find(secret) == std::string::npos);
      }
    }
  }
}
