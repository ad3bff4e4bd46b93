// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl::adopt {

/// The parts of a path.
std::vector<std::string> parts_of(std::string_view path);

/// The last part of a path.
std::string base_name(std::string_view path);

/// The files that can say something about the project, sorted: those in hidden folders, in folders
/// of dependencies (`node_modules`, `vendor`, …), of test data and of build output are left out.
std::vector<std::string> relevant_files(const std::vector<std::string>& files);

/// `text` as a name of relctl.yaml: lower case, everything else than letters and digits becomes
/// `-`; "app" where nothing is left.
std::string as_name(std::string_view text);

/// True for `.yaml`, `.yml` and `.json`.
bool is_data_file(std::string_view path);

}  // namespace relctl::adopt
