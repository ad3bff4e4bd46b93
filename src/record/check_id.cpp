// SPDX-License-Identifier: MIT
#include "record/check_id.hpp"

#include "config/config.hpp"
#include "record/trailer_values.hpp"

namespace relctl::record {

bool is_check_id(std::string_view text) {
  if (text.starts_with(config::command_check)) text.remove_prefix(config::command_check.size());
  return read_name(text).has_value();
}

}  // namespace relctl::record
