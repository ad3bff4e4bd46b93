// SPDX-License-Identifier: MIT
#include "adopt/ini_node.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace relctl::adopt {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view stripped(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

yaml::Node scalar(std::string_view text) {
  yaml::Node node;
  node.value = text;
  return node;
}

yaml::Node mapping() {
  yaml::Node node;
  node.kind = yaml::Kind::mapping;
  return node;
}

/// The mapping of a section of a file or a glob; nothing for another section.
std::optional<yaml::Node> file_of(std::string_view section) {
  for (const char* kind : {"file", "glob"}) {
    const std::string prefix = std::string("bumpversion:") + kind;
    if (!section.starts_with(prefix)) continue;
    // `file(suffix):PATH` tells two places of one file apart.
    const std::size_t colon = section.find(':', prefix.size());
    if (colon == std::string_view::npos) continue;
    yaml::Node file = mapping();
    const char* key = std::string_view(kind) == "file" ? "filename" : "glob";
    file.entries.push_back({scalar(key), scalar(section.substr(colon + 1))});
    return file;
  }
  return std::nullopt;
}

/// Reads line by line, as Python's configparser does.
class IniReader {
 public:
  void line(std::string_view line) {
    const std::string_view text = stripped(line);
    if (text.empty() || text.front() == '#' || text.front() == ';') return;
    if (line.front() == '[') return section(text.substr(1, text.find(']') - 1));
    if (place_ == nullptr) return;
    const bool continues = blanks.find(line.front()) != blanks.npos;
    if (continues && !place_->entries.empty()) {
      std::string& value = place_->entries.back().value.value;
      value += (value.empty() ? "" : "\n") + std::string(text);
      return;
    }
    const std::size_t sign = text.find_first_of("=:");
    if (sign == text.npos) return;
    place_->entries.push_back(
        {scalar(stripped(text.substr(0, sign))), scalar(stripped(text.substr(sign + 1)))});
  }

  yaml::Node result() {
    if (!is_there_) return {};
    if (!files_.items.empty()) own_.entries.push_back({scalar("files"), std::move(files_)});
    return std::move(own_);
  }

 private:
  void section(std::string_view name) {
    place_ = nullptr;
    if (name == "bumpversion") {
      is_there_ = true;
      place_ = &own_;
    } else if (auto file = file_of(name)) {
      is_there_ = true;
      place_ = &files_.items.emplace_back(std::move(*file));
    }
  }

  bool is_there_ = false;
  yaml::Node own_ = mapping();
  yaml::Node files_ = [] {
    yaml::Node node;
    node.kind = yaml::Kind::sequence;
    return node;
  }();
  yaml::Node* place_ = nullptr;
};

}  // namespace

yaml::Node read_bumpversion_ini(std::string_view text) {
  IniReader reader;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.result();
}

}  // namespace relctl::adopt
