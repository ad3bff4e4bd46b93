// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace relctl::notes {

/// Whose pages are linked to.
enum class Pages { github, gitlab, gitea, bitbucket };

/// The addresses of a repository's pages on its forge.
class Links {
 public:
  /// `repository` is the address of the repository's own page, without "/" at its end.
  Links(Pages pages, std::string repository) : pages_(pages), repository_(std::move(repository)) {}

  [[nodiscard]] std::string commit(const std::string& id) const;
  /// Of `#12` or `!12`.
  [[nodiscard]] std::string reference(const std::string& reference) const;
  /// What changed from tag or commit `from` to `to`.
  [[nodiscard]] std::string comparison(const std::string& from, const std::string& to) const;

 private:
  [[nodiscard]] std::string root() const;

  Pages pages_;
  std::string repository_;
};

/// The forge that the page at the address `repository` belongs to, by the name of its host; GitHub
/// where that says nothing.
Pages pages_of(const std::string& repository);

}  // namespace relctl::notes
