// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace relctl {

/// The classes of failure that a script can tell apart; exit_code() gives each its number.
enum class ErrorKind {
  usage,     ///< the command line is wrong: fix the call
  input,     ///< a config, version or manifest is wrong: fix the file
  conflict,  ///< somebody must decide; nothing was changed
  system,    ///< git, disk, network, or the remote's own refusal
  timeout,   ///< the remote kept moving or did not answer until the deadline; safe to run again
  unknown,   ///< the line died after sending: running the same command again settles it
  bug,       ///< a defect in relctl
};

/// A place in a file. Lines and columns start at 1; 0 means unknown. Columns count bytes.
struct Location {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  std::string excerpt;  ///< the source line without its line end; empty when unknown
  bool operator==(const Location&) const = default;
};

/// The one exception type: thrown where the failure is known, rendered once by report/.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  /// Adds the place; a place that is already known is kept, since the innermost is the exact one.
  Error& at(Location where);
  /// Adds one line that tells the user what to do.
  Error& hint(std::string line);
  /// Adds a further fault that was found at the same time, with those that it has.
  Error& also(const Error& other);

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  [[nodiscard]] const std::optional<Location>& where() const { return where_; }
  [[nodiscard]] const std::vector<std::string>& hints() const { return hints_; }
  [[nodiscard]] const std::vector<Error>& others() const { return others_; }

 private:
  ErrorKind kind_;
  std::optional<Location> where_;
  std::vector<std::string> hints_;
  std::vector<Error> others_;
};

/// The process's exit code for `kind`: 2 usage, 3 input, 4 conflict, 5 system, 6 timeout and
/// unknown, 70 bug.
int exit_code(ErrorKind kind);

/// The name of `kind` in JSON output.
std::string to_string(ErrorKind kind);

}  // namespace relctl
