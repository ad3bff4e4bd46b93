// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kustomize/image_reference.hpp"

/// What parses prints back byte for byte, and its parts are what registries take.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parts = relctl::kustomize::parse_image_reference(text);
  if (!parts) return 0;
  if (relctl::kustomize::to_string(*parts) != text) std::abort();
  if (parts->tag && !relctl::kustomize::is_image_tag(*parts->tag)) std::abort();
  return 0;
}
