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
constexpr std::size_t most_matches = 20;

// The literal text around the version.
struct Frame {
  std::string_view before;
  std::string_view after;
};

bool may_hold(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '+';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Frame frame_of(const std::string& path, std::string_view pattern) {
  const std::size_t begin = pattern.find(placeholder);
  const auto refuse = [&](const std::string& why) {
    return Error(ErrorKind::input, "the pattern \"" + std::string(pattern) + "\" " + why)
        .at({path, 0, 0, ""})
        .hint("write the text around the version, for example: 'VERSION \"{version}\"'");
  };
  if (begin == pattern.npos) throw refuse("has no {version}");
  const Frame frame{pattern.substr(0, begin), pattern.substr(begin + placeholder.size())};
  if (frame.after.find(placeholder) != frame.after.npos) throw refuse("has {version} twice");
  if (frame.before.empty() && frame.after.empty()) throw refuse("has no text around {version}");
  return frame;
}

// The size of the version that begins at `begin`; 0 where the frame does not match there. The text
// after it may be made of a version's characters too ("-linux"), so that the longest run need not
// be the version.
std::size_t match_at(const Source& source, const Frame& frame, std::size_t begin) {
  const std::string_view text = source.text;
  if (begin >= text.size() || !is_digit(text[begin])) return 0;
  std::size_t end = begin;
  while (end < text.size() && may_hold(text[end]) && end - begin <= longest_version)
    ++end;
  if (end - begin > longest_version) return 0;
  if (frame.after.empty()) return end - begin;
  std::size_t size = 0;
  std::size_t longest = 0;
  for (std::size_t cut = begin + 1; cut <= end; ++cut) {
    if (!text.substr(cut).starts_with(frame.after)) continue;
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
  for (const Spot& spot : spots) {
    const Location where = edit::locate(source.file, source.text, spot.span.offset);
    list += (list.empty() ? "" : ", ") + std::to_string(where.line);
  }
  return list;
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

}  // namespace

Found find_pattern(const Tree& tree, const std::string& path, const std::string& pattern) {
  const Frame frame = frame_of(path, pattern);
  Source source = load(tree, path);
  std::vector<Spot> spots = matches(source, frame);
  if (spots.empty()) throw no_match(source, pattern, frame);
  if (spots.size() > 1) {
    throw fault(source, spots[1].span.offset,
                "the pattern \"" + pattern + "\" matches more than once, in lines " +
                    lines_of(source, spots))
        .hint("write more of the text around the version, so that one place is meant");
  }
  return {std::move(source), Syntax::text, std::move(spots)};
}

}  // namespace relctl::formats
