// SPDX-License-Identifier: MIT
#include "git/signing.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "git/command.hpp"
#include "git/configuration.hpp"
#include "git/temporary_file.hpp"
#include "process/run.hpp"

namespace relctl::git {
namespace {

std::string require_signature(const process::Command& command) {
  const std::string name = command.argv.front();
  process::Output output = run_command(command);
  if (output.status != 0 || output.out.empty()) {
    throw Error(ErrorKind::system, name + " could not sign: " + output.err)
        .hint("check user.signingKey and gpg.format, or turn commit.gpgSign and tag.gpgSign off");
  }
  return std::move(output.out);
}

std::string home_expanded(const std::string& path) {
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}

/// The key itself, where user.signingKey holds it and not the name of a file.
std::optional<std::string> literal_key(const std::string& key) {
  if (key.starts_with("key::")) return key.substr(5);
  if (key.starts_with("ssh-")) return key;
  return std::nullopt;
}

}  // namespace

Signer::Signer(Handles& handles, std::string committer)
    : handles_(handles), committer_(std::move(committer)) {}

bool Signer::signs_commits() const {
  return configured_true(handles_, "commit.gpgsign");
}

bool Signer::signs_tags() const {
  return configured_true(handles_, "tag.gpgsign") ||
         configured_true(handles_, "tag.forcesignannotated");
}

std::string Signer::sign(const std::string& text) const {
  const std::string format = configured(handles_, "gpg.format").value_or("openpgp");
  std::string signature;
  if (format == "ssh") {
    signature = sign_with_ssh(text);
  } else if (format == "openpgp" || format == "x509") {
    signature = sign_with_gpg(format, text);
  } else {
    throw Error(ErrorKind::system, "git's setting gpg.format is \"" + format +
                                       "\"; relctl knows openpgp, x509 and ssh");
  }
  std::erase(signature, '\r');
  return signature;
}

std::string Signer::sign_with_gpg(const std::string& format, const std::string& text) const {
  std::optional<std::string> program = configured(handles_, "gpg." + format + ".program");
  if (!program && format == "openpgp") program = configured(handles_, "gpg.program");
  process::Command command = repository_command(handles_, {});
  command.argv = {home_expanded(program.value_or(format == "x509" ? "gpgsm" : "gpg")),
                  "--status-fd=2", "-bsau",
                  configured(handles_, "user.signingkey").value_or(committer_)};
  command.input = text;
  return require_signature(command);
}

std::string Signer::sign_with_ssh(const std::string& text) const {
  const std::string key = ssh_key();
  process::Command command = repository_command(handles_, {});
  command.argv = {home_expanded(configured(handles_, "gpg.ssh.program").value_or("ssh-keygen")),
                  "-Y",
                  "sign",
                  "-n",
                  "git",
                  "-f"};
  command.input = text;
  std::optional<TemporaryFile> file;
  if (const auto literal = literal_key(key)) {
    file.emplace(std::filesystem::temp_directory_path().string(), *literal + '\n');
    command.argv.insert(command.argv.end(), {file->path(), "-U"});
  } else {
    command.argv.push_back(home_expanded(key));
  }
  return require_signature(command);
}

std::string Signer::ssh_key() const {
  if (auto key = configured(handles_, "user.signingkey")) return *key;
  if (const auto command = configured(handles_, "gpg.ssh.defaultkeycommand")) {
    // git gives this setting to a shell as well when it has anything but a program's name.
    process::Command shell = repository_command(handles_, {});
    shell.argv = {"/bin/sh", "-c", *command};
    const std::string words = require_signature(shell);
    const std::string key = words.substr(0, words.find('\n'));
    if (literal_key(key)) return key;
  }
  throw Error(ErrorKind::system, "there is no key to sign with")
      .hint("git config user.signingKey FILE, or turn commit.gpgSign and tag.gpgSign off");
}

}  // namespace relctl::git
