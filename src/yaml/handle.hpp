// SPDX-License-Identifier: MIT
#pragma once

#include <new>
#include <string_view>

#include <yaml.h>

namespace relctl::yaml {

/// A parser of libyaml over a UTF-8 text without byte order mark, which must outlive it.
class Handle {
 public:
  explicit Handle(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { yaml_parser_delete(&parser_); }

  [[nodiscard]] yaml_parser_t& get() { return parser_; }
  [[nodiscard]] const yaml_parser_t& get() const { return parser_; }

 private:
  yaml_parser_t parser_{};
};

}  // namespace relctl::yaml
