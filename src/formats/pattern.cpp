// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "formats/format.hpp"
#include "semver/version.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view placeholder = "{version}";
// Keep the work linear in the size of the file, whatever the pattern.
constexpr std::size_t longest_version = 255;
constexpr std::size_t most_matches = 1000;
// Of those that a message lists.
constexpr std::size_t most_lines = 20;

// The literal text around the version, and whether a line must begin before and end after it.
struct Frame {
  std::string before;
  std::string after;
  bool begins_line = false;
  bool ends_line = false;
};

bool may_hold(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '+';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// `text` without braces around the part that it begins with, where that begins with `^`: so that
// the character itself can be meant.
std::string unbraced_begin(std::string_view text) {
  const std::size_t close = text.find('}');
  if (!text.starts_with("{^") || close == text.npos) return std::string(text);
  return std::string(text.substr(1, close - 1)) + std::string(text.substr(close + 1));
}

// The same of the part that it ends with, where that ends with `$`.
std::string unbraced_end(std::string_view text) {
  const std::size_t open = text.rfind('{');
  if (!text.ends_with("$}") || open == text.npos) return std::string(text);
  return std::string(text.substr(0, open)) +
         std::string(text.substr(open + 1, text.size() - open - 2));
}

Frame frame_of(const std::string& path, std::string_view pattern) {
  const std::size_t begin = pattern.find(placeholder);
  const auto refuse = [&](const std::string& why) {
    return Error(ErrorKind::input, "the pattern \"" + std::string(pattern) + "\" " + why)
        .at({path, 0, 0, ""})
        .hint("write the text around the version, for example: 'VERSION \"{version}\"'");
  };
  if (begin == pattern.npos) throw refuse("has no {version}");
  std::string_view before = pattern.substr(0, begin);
  std::string_view after = pattern.substr(begin + placeholder.size());
  if (after.find(placeholder) != after.npos) throw refuse("has {version} twice");
  if (before.empty() && after.empty()) throw refuse("has no text around {version}");
  const bool begins_line = before.starts_with('^');
  const bool ends_line = after.ends_with('$');
  if (begins_line) before.remove_prefix(1);
  if (ends_line) after.remove_suffix(1);
  return {unbraced_begin(before), unbraced_end(after), begins_line, ends_line};
}

bool is_line_begin(std::string_view text, std::size_t at) {
  return at == mark_size(text) || text[at - 1] == '\n';
}

bool is_line_end(std::string_view text, std::size_t at) {
  return at == text.size() || text[at] == '\n' || text.substr(at).starts_with("\r\n");
}

// True when the frame's text after a version stands at `at`.
bool ends_at(std::string_view text, const Frame& frame, std::size_t at) {
  return text.substr(at).starts_with(frame.after) &&
         (!frame.ends_line || is_line_end(text, at + frame.after.size()));
}

// The size of the run of a version's characters that begins at `begin`; 0 where there is none, or
// one that is longer than versions are.
std::size_t run_at(std::string_view text, std::size_t begin) {
  if (begin >= text.size() || !is_digit(text[begin])) return 0;
  std::size_t end = begin;
  while (end < text.size() && may_hold(text[end]) && end - begin <= longest_version)
    ++end;
  return end - begin > longest_version ? 0 : end - begin;
}

// The size of the version that begins at `begin`; 0 where the frame does not match there. The text
// after it may be made of a version's characters too ("-linux"), so that the longest run need not
// be the version.
std::size_t match_at(const Source& source, const Frame& frame, std::size_t begin) {
  const std::string_view text = source.text;
  const std::size_t end = begin + run_at(text, begin);
  if (frame.after.empty()) return ends_at(text, frame, end) ? end - begin : 0;
  std::size_t size = 0;
  std::size_t longest = 0;
  for (std::size_t cut = begin + 1; cut <= end; ++cut) {
    if (!ends_at(text, frame, cut)) continue;
    longest = cut - begin;
    if (!semver::parse(text.substr(begin, longest))) continue;
    if (size != 0) {
      throw fault(source, begin, "the version can end at more than one place")
          .hint("make the text after {version} in the pattern longer");
    }
    size = longest;
  }
  return size != 0 ? size : longest;
}

std::vector<Spot> matches(const Source& source, const Frame& frame) {
  const std::string_view text = source.text;
  std::vector<Spot> spots;
  for (std::size_t at = text.find(frame.before, mark_size(text));
       at < text.size() && spots.size() < most_matches; at = text.find(frame.before, at + 1)) {
    if (frame.begins_line && !is_line_begin(text, at)) continue;
    const std::size_t begin = at + frame.before.size();
    const bool in_run = frame.before.empty() && begin > 0 && may_hold(text[begin - 1]);
    const std::size_t size = in_run ? 0 : match_at(source, frame, begin);
    if (size == 0) continue;
    spots.push_back({{begin, size}, std::string(text.substr(begin, size)), "the version"});
  }
  return spots;
}

std::string lines_of(const Source& source, const std::vector<Spot>& spots) {
  std::string list;
  for (std::size_t i = 0; i < spots.size() && i < most_lines; ++i) {
    const Location where = edit::locate(source.file, source.text, spots[i].span.offset);
    list += (list.empty() ? "" : ", ") + std::to_string(where.line);
  }
  return spots.size() > most_lines ? list + ", …" : list;
}

Error no_match(const Source& source, const std::string& pattern, const Frame& frame) {
  const std::string message = "nothing matches the pattern \"" + pattern + "\"";
  const std::size_t near =
      frame.before.empty() ? std::string::npos : source.text.find(frame.before);
  if (near == std::string::npos) {
    return fault(source, message).hint("the text around {version} must stand in the file as it is");
  }
  return fault(source, near, message)
      .hint("the text before {version} stands here, but no version and the text after it follow");
}

// Throws Error(input) where the pattern matches more or less often than it should, or inside of one
// of its own matches.
void check_count(const Source& source, const std::string& pattern, const std::vector<Spot>& spots,
                 std::optional<std::size_t> count) {
  const std::string matches = "the pattern \"" + pattern + "\" matches ";
  if (count == std::size_t{1} && spots.size() > 1) {
    throw fault(source, spots[1].span.offset,
                matches + "more than once, in lines " + lines_of(source, spots))
        .hint(
            "write more of the text around the version, so that one place is meant, or begin the "
            "pattern with ^ for the start of a line")
        .hint("where all of them are the version: count: all");
  }
  if (count && spots.size() != *count) {
    throw fault(source, spots.back().span.offset,
                matches + std::to_string(spots.size()) + " times, in lines " +
                    lines_of(source, spots) + ", not " + std::to_string(*count) + " times")
        .hint("let count say how often the version stands there, or all");
  }
  if (spots.size() == most_matches) {
    throw fault(source, spots.back().span.offset,
                matches + std::to_string(most_matches) + " times or more")
        .hint("write more of the text around the version");
  }
  for (std::size_t i = 1; i < spots.size(); ++i) {
    if (spots[i - 1].span.end() <= spots[i].span.offset) continue;
    throw fault(source, spots[i].span.offset, matches + "inside of one of its own matches")
        .hint("write more of the text around the version");
  }
}

}  // namespace

Found find_pattern(const Tree& tree, const std::string& path, const std::string& pattern,
                   std::optional<std::size_t> count) {
  const Frame frame = frame_of(path, pattern);
  Source source = load(tree, path);
  std::vector<Spot> spots = matches(source, frame);
  if (spots.empty()) throw no_match(source, pattern, frame);
  check_count(source, pattern, spots, count);
  return {std::move(source), Syntax::text, std::move(spots)};
}

}  // namespace relctl::formats
