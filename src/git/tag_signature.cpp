// SPDX-License-Identifier: MIT
#include "git/tag_signature.hpp"

#include <string_view>

#include "base/error.hpp"
#include "git/program.hpp"
#include "git/temporary_file.hpp"

namespace relctl::git {
namespace {

/// The tag's header names it, so that a good signature cannot be hung on another version. git takes
/// a signature's kind from its first line, and would ask the keyring about any but SSH's.
bool has_form(std::string_view object, const std::string& name) {
  const std::string_view header = object.substr(0, object.find("\n\n"));
  return (std::string(header) + '\n').find("\ntag " + name + '\n') != std::string::npos &&
         object.find("\n-----BEGIN SSH SIGNATURE-----\n") != std::string_view::npos &&
         object.find("\n-----BEGIN PGP") == std::string_view::npos &&
         object.find("\n-----BEGIN SIGNED MESSAGE-----") == std::string_view::npos;
}

}  // namespace

bool is_signed_by(const Repository& repository, const plan::Tag& tag,
                  const std::string& allowed_signers) {
  if (tag.object == tag.commit) return false;
  const process::Output object = run_git(repository, {"cat-file", "tag", tag.object.hex()});
  if (object.status != 0 || !has_form(object.out, tag.name)) return false;
  const TemporaryFile signers(repository.git_directory(), allowed_signers);
  const process::Output verified = run_git(
      repository, {"-c", "gpg.format=ssh", "-c", "gpg.ssh.allowedSignersFile=" + signers.path(),
                   "verify-tag", tag.object.hex()});
  if (verified.err.find("unsupported value for gpg.format") != std::string::npos) {
    throw Error(ErrorKind::system,
                "this git cannot verify SSH signatures, which release.signed asks for")
        .hint("install git 2.34 or newer");
  }
  return verified.status == 0;
}

}  // namespace relctl::git
