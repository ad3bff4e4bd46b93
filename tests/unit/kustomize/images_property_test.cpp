// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "kustomize/images.hpp"
#include "tree/memory_tree.hpp"

namespace {

using relctl::FileContent;
using relctl::MemoryTree;
using relctl::kustomize::ImagePlace;
using relctl::kustomize::ImageSetting;
using relctl::kustomize::read_images;
using relctl::kustomize::set_images;

const std::string app_image = "ghcr.io/acme/app";
const std::string new_digest = "sha256:" + std::string(64, 'f');

/// Writes kustomizations as people (and their tools) do, odd habits included.
class Author {
 public:
  explicit Author(unsigned seed) : random_(seed) {}

  bool chance(unsigned percent) { return random_() % 100 < percent; }

  std::string pick(const std::vector<std::string>& choices) {
    return choices[random_() % choices.size()];
  }

  std::string kustomization() {
    end_ = chance(20) ? "\r\n" : "\n";
    dash_ = pick({"- ", "  - ", "  -   ", "- "});
    std::vector<std::string> sections = {images(), "resources:" + end_ + dash_ + "d.yaml" + end_,
                                         "namespace: prod" + end_};
    if (chance(30)) sections.push_back(patch());
    if (chance(15)) sections.erase(sections.begin());
    std::shuffle(sections.begin(), sections.end(), random_);
    std::string text = pick({"", "", "\xef\xbb\xbf", "---" + end_, "--- # c" + end_, "# c" + end_});
    for (const std::string& section : sections)
      text += noise("") + section;
    text += pick({"", "", "# end" + end_, end_, "..." + end_});
    if (chance(20) && text.ends_with(end_)) text.erase(text.size() - end_.size());
    return text;
  }

  ImageSetting setting() {
    ImageSetting setting{app_image, {}, {}};
    if (chance(80)) setting.tag = pick({"1.2.4", "v2", "1.10", "0e12", "null", "2024-01-01", "a"});
    if (!setting.tag || chance(30)) setting.digest = new_digest;
    return setting;
  }

 private:
  std::string noise(const std::string& indentation) {
    return pick({"", "", "", end_, indentation + "# newTag: x" + end_});
  }

  std::string comment() { return pick({"", "", " # newTag: 9", "\t# c"}) + end_; }

  std::string quoted(const std::string& value) {
    const std::string quote = pick({"", "", "'", "\""});
    return quote + value + quote;
  }

  std::vector<std::string> members(const std::string& name) {
    std::vector<std::string> list = {"name: " + quoted(name)};
    if (chance(20)) list.push_back("newName: " + pick({"mirror.example/app", app_image}));
    if (chance(60)) list.push_back("newTag: " + pick({"1.2.3", "'1'", "\"v\"", "1.0", "", "&t x"}));
    if (chance(40)) list.push_back("digest: sha256:" + std::string(64, '1'));
    std::shuffle(list.begin(), list.end(), random_);
    return list;
  }

  std::string images() {
    if (chance(10)) return "images: " + pick({"[]", "", "~", "null"}) + comment();
    std::vector<std::string> names = {app_image, app_image + "-web", "app",
                                      "other:5000/" + app_image};
    std::shuffle(names.begin(), names.end(), random_);
    names.resize(1 + random_() % names.size());
    return chance(25) ? flow_images(names) : block_images(names);
  }

  std::string block_images(const std::vector<std::string>& names) {
    std::string text = "images:" + comment();
    for (const std::string& name : names) {
      std::string prefix = dash_;
      for (const std::string& member : members(name)) {
        text.append(prefix).append(member).append(comment());
        prefix = std::string(dash_.size(), ' ');
        text += noise(prefix);
      }
    }
    return text;
  }

  std::string flow_images(const std::vector<std::string>& names) {
    const std::string line = chance(30) ? end_ + "  " : "";
    std::string text = "images: [" + line;
    for (const std::string& name : names) {
      text += "{";
      for (const std::string& member : members(name))
        text.append(member).append(", ").append(line);
      text += "}, " + line;
    }
    return text + "]" + comment();
  }

  std::string patch() {
    return "patches:" + end_ + dash_ + "patch: |" + pick({"", "-", "+"}) + end_ +
           std::string(dash_.size() + 2, ' ') + "newTag: x" + end_ + pick({"", end_}) +
           std::string(dash_.size() + 2, ' ') + "a: " + app_image + end_;
  }

  std::mt19937 random_;
  std::string end_;
  std::string dash_;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string line(text.substr(0, end));
    while (line.ends_with('\n') || line.ends_with('\r'))
      line.pop_back();
    lines.push_back(line);
    text.remove_prefix(end);
  }
  return lines;
}

/// A line that an edit may touch: it has a key or the end of an entry, or the list that an entry is
/// added to.
bool is_editable(const std::string& line) {
  return line.find('}') != std::string::npos || line.find("newTag:") != std::string::npos ||
         line.find("digest:") != std::string::npos || line.find("ame:") != std::string::npos ||
         line.find("images:") != std::string::npos;
}

/// The lines that no edit may touch.
std::vector<std::string> kept_lines(std::string_view text) {
  std::vector<std::string> lines = lines_of(text);
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [](const std::string& line) {
                               return is_editable(line) || line.empty() || line == "  ";
                             }),
              lines.end());
  return lines;
}

bool has(const std::vector<ImagePlace>& places, const ImageSetting& setting) {
  const auto is_app = [](const ImagePlace& place) { return place.image.name == app_image; };
  const auto is_set = [&](const ImagePlace& place) {
    return place.image.name != app_image || place.image == setting;
  };
  return std::any_of(places.begin(), places.end(), is_app) &&
         std::all_of(places.begin(), places.end(), is_set);
}

TEST_CASE("whatever a kustomization looks like, what is set is read back and the rest stays") {
  int done = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    Author author(seed);
    MemoryTree tree;
    const std::string before = author.kustomization();
    const ImageSetting setting = author.setting();
    tree.put("d.yaml", "spec:\n  containers:\n  - image: " + app_image + "\n");
    tree.put("kustomization.yaml", before);
    CAPTURE(before);
    try {
      const std::vector<FileContent> changed = set_images(tree, "", {setting});
      for (const FileContent& file : changed)
        tree.put(file.path, file.content);
      const std::string after = tree.read("kustomization.yaml");
      CAPTURE(after);
      CHECK(has(read_images(tree, ""), setting));
      CHECK(kept_lines(after) == kept_lines(before));
      CHECK(after.ends_with('\n') == before.ends_with('\n'));
      CHECK((after.find("\r\n") == std::string::npos) ==
            (before.find("\r\n") == std::string::npos));
      CHECK(set_images(tree, "", {setting}).empty());
      ++done;
    } catch (const relctl::Error& error) {
      const std::string message = error.what();
      CAPTURE(message);
      CHECK(error.kind() == relctl::ErrorKind::input);
    }
  }
  CHECK(done > 2000);
}

}  // namespace
