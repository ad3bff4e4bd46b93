// SPDX-License-Identifier: MIT
#include "notify/secret.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::notify {

std::optional<std::string> find_secret(const config::Notify& target,
                                       const EnvironmentLookup& environment) {
  if (!target.secret_env) return {};
  const std::string value = environment(*target.secret_env).value_or("");
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = value.find_first_not_of(blanks);
  if (begin == std::string::npos) {
    throw Error(ErrorKind::input, fmt::format("the variable {}, which notify.{}.secret_env names, "
                                              "is not set",
                                              *target.secret_env, target.kind));
  }
  return value.substr(begin, value.find_last_not_of(blanks) + 1 - begin);
}

}  // namespace relctl::notify
