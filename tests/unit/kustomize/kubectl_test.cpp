// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "process/run.hpp"

namespace {

namespace fs = std::filesystem;

/// What kustomize makes of a directory: the images, and the lines that name none.
struct Rendered {
  std::set<std::string> images;
  std::vector<std::string> rest;
};

relctl::process::Output kubectl(const std::vector<std::string>& arguments) {
  relctl::process::Command command;
  command.argv = {"kubectl"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  return relctl::process::run(command);
}

Rendered render(const fs::path& directory) {
  const relctl::process::Output output = kubectl({"kustomize", directory.string()});
  CAPTURE(output.err);
  REQUIRE(output.status == 0);
  Rendered rendered;
  std::istringstream lines(output.out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t key = line.find("image: ");
    if (key == std::string::npos) {
      rendered.rest.push_back(line);
    } else {
      rendered.images.insert(line.substr(key + 7));
    }
  }
  return rendered;
}

bool has_kubectl() {
  try {
    return kubectl({"version", "--client"}).status == 0;
  } catch (const relctl::Error&) {
    return false;
  }
}

TEST_CASE("kustomize itself renders the new image and nothing else differently") {
  if (!has_kubectl()) {
    MESSAGE("SKIPPED: there is no kubectl to render with");
    return;
  }
  const char* golden = std::getenv("RELCTL_GOLDEN");
  REQUIRE(golden != nullptr);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"base-outside", "deploy"},
      {"base-renames", "deploy"},
      {"component-sets-the-tag", "envs/prod"},
      {"entry-added-flow", "deploy"},
      {"entry-added-indented", "deploy"},
      {"inline-patch-sets-the-image", "deploy"},
      {"json-patch-file", "deploy"},
      {"json-pretty-entry-added", "deploy"},
      {"manifest-listed-with-tag", "deploy"},
      {"nested-services-one-has-an-entry", "deploy"},
      {"section-added-crlf", "deploy"},
  };
  for (const auto& [name, directory] : cases) {
    const std::string case_name = name;
    CAPTURE(case_name);
    const fs::path folder = fs::path(golden) / "kustomize" / name;
    const Rendered before = render(folder / "before" / directory);
    const Rendered after = render(folder / "after" / directory);
    CHECK(after.images == std::set<std::string>{"ghcr.io/acme/app:1.2.4"});
    CHECK(after.images != before.images);
    CHECK(after.rest == before.rest);
  }
}

}  // namespace
