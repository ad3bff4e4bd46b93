// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "record/trailers.hpp"

/// Every record that is read from any message is written and read back as itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  for (const auto& record : relctl::record::read_records(message)) {
    const auto again = relctl::record::read_records("subject\n\n" + write_trailers(record));
    if (again.size() != 1 || again.front() != record) std::abort();
  }
  return 0;
}
