// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adopt/ci_system.hpp"

namespace relctl::adopt {

/// A file that the build put into this program: those of sample/, and the sample service's sources.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
  bool executable;
};

/// All of them, ordered by path.
std::vector<EmbeddedFile> embedded_sample();

/// A file of a repository to be written.
struct SampleFile {
  std::string path;
  std::string text;
  bool executable = false;
};

/// What the sample repository is written for.
struct SampleChoice {
  std::string image = "registry.example.com/sample";
  CiSystem ci = CiSystem::github;
};

/// The repository that `demo init` writes, without its generated paths: the sample service, its
/// manifests, policies, Argo CD's applications, relctl.yaml and a pipeline. The admission policy
/// allows images that have `image`'s name up to its last `/`. Throws Error(usage) when `image` is
/// no name with a registry's host, or has a tag or digest.
std::vector<SampleFile> sample_files(const SampleChoice& choice);

}  // namespace relctl::adopt
