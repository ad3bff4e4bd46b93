// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl {

/// `text` with every occurrence of `from`, which is not empty, replaced by `to`. What `to` brings
/// is not looked at again.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

}  // namespace relctl
