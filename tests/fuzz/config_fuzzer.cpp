// SPDX-License-Identifier: MIT
// Any text is a configuration or an error about the input that names a place and what to do; what
// is read keeps the rules that the rest of relctl relies on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "config/config.hpp"
#include "config/glob.hpp"
#include "tree/path.hpp"

namespace {

void check(const relctl::config::Config& config) {
  if (config.services.empty()) std::abort();
  for (const auto& service : config.services) {
    if (service.tag.find("{version}") == std::string::npos) std::abort();
    relctl::config::matches(service.paths, "src/a/b.c");
    for (const auto& file : service.version_files) {
      if (!relctl::path_fault(file.path).empty()) std::abort();
    }
  }
  for (const auto& environment : config.environments) {
    const auto path = relctl::config::expand(environment.path, "a", environment.name);
    if (!path.empty() && !relctl::path_fault(path).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    check(relctl::config::parse(text, "relctl.yaml"));
  } catch (const relctl::Error& error) {
    const bool is_helpful = error.where().has_value() && !error.hints().empty();
    if (error.kind() != relctl::ErrorKind::input || !is_helpful) std::abort();
  }
  return 0;
}
