// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "registry/manifest.hpp"
#include "registry/session.hpp"

namespace relctl::registry {

/// The answer to whether something exists.
struct Existence {
  std::optional<std::string> digest;  ///< nothing: it does not exist
  std::string words;                  ///< the registry's own, of what does not exist
  std::optional<std::chrono::seconds> retry_after{};  ///< when to ask again, where it says so
};

/// A manifest or index with the digest of its bytes.
struct Fetched {
  std::string digest;
  std::string bytes;
};

/// One repository of a registry, read by the OCI distribution specification. Whatever has a digest
/// is compared with it. Every call throws what Session::read() throws.
class Client {
 public:
  Client(Place place, Credentials& credentials, net::Http& http)
      : session_(std::move(place), credentials, http) {}

  /// Which digest a tag or digest has, asked without fetching it where the registry allows that.
  Existence exists(const std::string& reference);
  /// The manifest or index of a tag or digest; nothing where there is none. Throws Error(system)
  /// for bytes that are not the digest's.
  std::optional<Fetched> fetch(const std::string& reference);
  /// The bytes of a blob, compared with size and digest. Throws Error(system) when they differ,
  /// when there are none, or when they are more than 4 MiB.
  std::string blob(const Descriptor& descriptor);
  /// What refers to a manifest: by the referrers API, else by the tag that stands in for it.
  /// `artifactType` and annotations in there say nothing reliable: the manifests have to be opened.
  std::vector<Descriptor> referrers(const std::string& digest);

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  [[nodiscard]] std::string described(const std::string& reference) const;
  [[noreturn]] void fail(const std::string& reference, const std::string& fault) const;
  std::optional<std::string> native_referrers(const std::string& digest);

  Session session_;
};

}  // namespace relctl::registry
