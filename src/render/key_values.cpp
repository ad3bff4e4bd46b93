// SPDX-License-Identifier: MIT
#include "render/key_values.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "edit/utf8.hpp"
#include "render/fields.hpp"

namespace relctl::render {
namespace {

// Go's scanner takes lines up to this length.
constexpr std::size_t line_limit = 64U << 10U;

std::string_view without_quotes(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back()) return text;
  if (text.front() != '"' && text.front() != '\'') return text;
  return text.substr(1, text.size() - 2);
}

/// Collects keys and values.
class KeyValueCollector {
 public:
  KeyValueCollector(const Arena& arena, const Folder& folder, const Generator& generator)
      : arena_(arena), folder_(folder), generator_(generator) {}

  std::map<std::string, std::string> collect() {
    for (const std::string& path : generator_.envs)
      add_lines(path);
    for (const std::string& literal : generator_.literals)
      add_literal(literal);
    for (const std::string& source : generator_.files)
      add_file(source);
    return std::move(values_);
  }

 private:
  [[noreturn]] void fail(const std::string& fault) const {
    throw Error(ErrorKind::input, fault).at(location_of(arena_, generator_.node));
  }

  const std::string& content(const std::string& path) const {
    try {
      return folder_.files().read(folder_.file(path));
    } catch (Error& error) {
      throw error.at(location_of(arena_, generator_.node));
    }
  }

  void add(const std::string& key, std::string value) {
    if (!values_.emplace(key, std::move(value)).second)
      fail("configmap " + generator_.name + " illegally repeats the key `" + key + "`");
  }

  void add_literal(const std::string& literal) {
    const std::size_t equals = literal.find('=');
    if (equals == std::string::npos || equals == 0)
      fail("invalid literal source " + literal + ", expected key=value");
    add(literal.substr(0, equals),
        std::string(without_quotes(std::string_view(literal).substr(equals + 1))));
  }

  void add_file(const std::string& source) {
    const std::size_t equals = source.find('=');
    if (equals == std::string::npos) {
      const std::size_t end = source.find_last_not_of('/');
      const std::string path = source.substr(0, end + 1);
      const std::string name = path.substr(path.rfind('/') + 1);
      add(name.empty() ? source : name, content(source));
      return;
    }
    if (source.find('=', equals + 1) != std::string::npos)
      fail("source \"" + source + "\" key name or file path contains '='");
    if (equals == 0) fail("missing key name in the file source \"" + source + "\"");
    if (equals + 1 == source.size())
      fail("missing file path in the file source \"" + source + "\"");
    add(source.substr(0, equals), content(source.substr(equals + 1)));
  }

  void add_lines(const std::string& path) {
    std::string_view text = content(path);
    text.remove_prefix(edit::byte_order_mark_size(text));
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      std::string_view line = text.substr(start, end - start);
      start = end + 1;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.size() >= line_limit) fail("a line of " + path + " is longer than 64 KiB");
      if (edit::find_invalid_utf8(line)) fail("a line of " + path + " is not UTF-8");
      add_line(path, line);
    }
  }

  void add_line(const std::string& path, std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\v\f\r"), line.size()));
    // Go trims every space of Unicode; those beyond ASCII are refused rather than taken for a key.
    if (!line.empty() && (line.starts_with("\xC2\xA0") || line.starts_with("\xC2\x85") ||
                          line.starts_with("\xE2\x80") || line.starts_with("\xE3\x80\x80"))) {
      fail("a line of " + path + " begins with a space that is none of ASCII");
    }
    if (line.empty() || line[0] == '#') return;
    const std::size_t equals = line.find('=');
    const std::string key(line.substr(0, equals));
    if (key.empty()) return;
    add(key, equals == std::string_view::npos ? "" : std::string(line.substr(equals + 1)));
  }

  const Arena& arena_;
  const Folder& folder_;
  const Generator& generator_;
  std::map<std::string, std::string> values_;
};

}  // namespace

std::map<std::string, std::string> read_key_values(const Arena& arena, const Folder& folder,
                                                   const Generator& generator) {
  return KeyValueCollector(arena, folder, generator).collect();
}

}  // namespace relctl::render
