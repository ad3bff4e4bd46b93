// SPDX-License-Identifier: MIT
#include "adopt/sample.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "config/config.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

std::string text_of(const std::vector<SampleFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SampleFile& file) { return file.path == path; });
  REQUIRE_MESSAGE(found != files.end(), path);
  return found->text;
}

}  // namespace

TEST_CASE("the sample repository has each file once, at a good path, and its YAML can be read") {
  std::set<std::string> paths;
  for (const SampleFile& file : sample_files({})) {
    CAPTURE(file.path);
    CHECK(paths.insert(file.path).second);
    CHECK(path_fault(file.path).empty());
    CHECK_FALSE(file.text.empty());
    if (file.path.ends_with(".yaml") || file.path.ends_with(".yml")) {
      CHECK_FALSE(yaml::parse(file.text, file.path).documents.empty());
    }
  }
  for (const std::string path :
       {"Dockerfile", "LICENSE", ".gitignore", "src/demo/main.cpp", "src/base/error.hpp",
        "tools/test", "argocd/project.yaml", ".github/workflows/release.yml"}) {
    CAPTURE(path);
    CHECK(paths.contains(path));
  }
}

TEST_CASE("scripts of the sample repository can be run, and nothing else") {
  for (const SampleFile& file : sample_files({})) {
    CAPTURE(file.path);
    CHECK(file.executable == (file.path == "tools/test"));
  }
}

TEST_CASE("every image that is chosen is released, and its registry is the one allowed") {
  struct Case {
    std::string image;
    std::string origin;
  };

  for (const Case& each : {Case{"registry.example.com/sample", "registry.example.com/"},
                           Case{"ghcr.io/acme/sample", "ghcr.io/acme/"},
                           Case{"localhost:5000/a/b", "localhost:5000/a/"},
                           Case{"registry.example.com/sample/app", "registry.example.com/sample/"},
                           Case{"mirror.example.org/registry.example.com/sample",
                                "mirror.example.org/registry.example.com/"}}) {
    CAPTURE(each.image);
    const auto files = sample_files({each.image, CiSystem::woodpecker});
    const auto config = config::parse(text_of(files, "relctl.yaml"), "relctl.yaml");
    REQUIRE(config.services.size() == 1);
    REQUIRE(config.services[0].images.size() == 1);
    CHECK(config.services[0].images[0].name == each.image);
    CHECK(text_of(files, "kubernetes/base/deployment.yaml").find("image: " + each.image + "\n") !=
          std::string::npos);
    CHECK(text_of(files, "kubernetes/policies/image-origin.yaml")
              .find("startsWith('" + each.origin + "')") != std::string::npos);
    CHECK(text_of(files, pipeline_path(CiSystem::woodpecker)).find("IMAGE=" + each.image + " ") !=
          std::string::npos);
  }
}

TEST_CASE("what is no image's name with a registry is refused") {
  for (const std::string image :
       {"", "sample", "acme/sample", "ghcr.io/acme/sample:1", "ghcr.io/Acme/sample", "ghcr.io/",
        "ghcr.io/a'b", "ghcr.io/acme/sample@sha256:12", "ghcr.io/a\nb"}) {
    CAPTURE(image);
    CHECK_THROWS_AS(sample_files({image, CiSystem::github}), Error);
  }
}
