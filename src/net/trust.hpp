// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/url.hpp"

namespace relctl::net {

/// Where secrets may go, as the user's own settings say: RELCTL_TRUSTED_HOSTS and git's
/// `relctl.trusted`. relctl.yaml is a file that others may change, so it never decides.
class Trust {
 public:
  Trust() = default;

  /// Reads entries between blanks or commas: `HOST` (whatever the port), `HOST:PORT`, or the name
  /// of a VARIABLE that relctl.yaml may name.
  explicit Trust(std::string_view settings);

  /// Whether a secret may be sent to the server of `url`.
  bool allows(const Url& url) const;

  /// Whether relctl.yaml may name the environment's variable `name` as that of a secret.
  bool lists(std::string_view name) const;

 private:
  std::vector<std::string> entries_;
};

/// Whether nobody reads what is sent on the way to `url`: https, or a server of this machine.
bool is_private(const Url& url);

/// Whether `name`, in upper case and cut at `_`, has one of `owners` among its words and one that
/// says what it is: TOKEN, SECRET, PAT, KEY, PASSWORD. Such a variable was made for that owner.
bool is_secret_of(std::string_view name, const std::vector<std::string_view>& owners);

}  // namespace relctl::net
