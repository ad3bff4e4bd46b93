// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adopt/ci_system.hpp"
#include "config/config.hpp"

namespace relctl::adopt {

/// What is known of a repository besides its files.
struct Facts {
  std::vector<std::string> files;     ///< paths of all files that git does not ignore
  std::vector<std::string> tags;      ///< short names
  std::vector<std::string> branches;  ///< short names, the remote's without the remote
  std::optional<std::string> branch;  ///< the one checked out
  std::optional<std::string> remote;  ///< URL
  std::string directory;              ///< name of the folder: the service's, if nothing else tells
  std::optional<std::string> chosen;  ///< the path of a Reading that somebody chose
};

/// One way to read which folders are the environments.
struct Reading {
  std::string path;  ///< with {environment}
  std::vector<std::string> environments;
  bool operator==(const Reading&) const = default;
};

/// An image that may or may not be built from this repository: somebody has to say.
struct Doubt {
  std::string image;
  std::string service;  ///< whose it would be
  bool operator==(const Doubt&) const = default;
};

/// What a repository looks like.
struct Findings {
  config::Config config;  ///< complete: config::parse reads it back from write_config's text
  std::map<std::string, std::string> versions;  ///< by service: what its version files hold
  std::map<std::string, std::string> contexts;  ///< by service: the folder of its Dockerfile
  std::optional<CiSystem> ci;
  std::vector<std::string> unsure;  ///< sentences: what somebody should look at
  std::vector<Doubt> doubts;        ///< images that were left out
  std::vector<Reading> readings;    ///< more than one, the one that was taken first; or none
};

}  // namespace relctl::adopt
