// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "git/handles.hpp"

namespace relctl::git {

/// Signs texts as git's configuration asks: gpg.format (openpgp, x509, ssh), user.signingKey,
/// gpg.program, gpg.<format>.program, gpg.ssh.defaultKeyCommand.
class Signer {
 public:
  /// `committer` is "Name <email>": the OpenPGP key where user.signingKey is not set.
  Signer(Handles& handles, std::string committer);

  /// commit.gpgSign
  [[nodiscard]] bool signs_commits() const;
  /// tag.gpgSign or tag.forceSignAnnotated
  [[nodiscard]] bool signs_tags() const;

  /// The armoured signature of `text`. Throws Error(system) in the program's words.
  [[nodiscard]] std::string sign(const std::string& text) const;

 private:
  [[nodiscard]] std::string sign_with_gpg(const std::string& format, const std::string& text) const;
  [[nodiscard]] std::string sign_with_ssh(const std::string& text) const;
  [[nodiscard]] std::string ssh_key() const;

  Handles& handles_;
  std::string committer_;
};

}  // namespace relctl::git
