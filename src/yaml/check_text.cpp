// SPDX-License-Identifier: MIT
#include "yaml/check_text.hpp"

#include <fmt/format.h>

#include "edit/splice.hpp"
#include "edit/utf8.hpp"

namespace relctl::yaml {
namespace {

[[noreturn]] void refuse_byte(std::string_view text, std::string_view file, std::size_t offset,
                              const std::string& fault, std::string hint) {
  throw Error(ErrorKind::input, fault).at(edit::locate(file, text, offset)).hint(std::move(hint));
}

void check_control(std::string_view text, std::string_view file, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') return;
  if (c == '\r') {
    refuse_byte(text, file, at, "a carriage return without a line feed",
                "end lines with LF or CR LF");
  }
  refuse_byte(text, file, at, fmt::format("the control character 0x{:02X}", c),
              "write it as an escape in double quotes");
}

}  // namespace

void check_text(std::string_view text, std::string_view file, const Limits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorKind::input, fmt::format("{} bytes: a YAML file may have {} MiB", text.size(),
                                              limits.bytes >> 20U))
        .at({std::string(file), 0, 0, {}});
  }
  if (const auto offset = edit::find_invalid_utf8(text)) {
    refuse_byte(text, file, *offset, "not UTF-8", "save the file as UTF-8");
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) check_control(text, file, i);
  }
  const std::size_t mark = text.find("\xEF\xBB\xBF", 1);
  if (mark != std::string_view::npos) {
    refuse_byte(text, file, mark, "a byte order mark inside the text", "remove it");
  }
}

}  // namespace relctl::yaml
