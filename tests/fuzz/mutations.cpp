// SPDX-License-Identifier: MIT
// Drives a fuzz target without libFuzzer, for the ordinary test run: a fixed number of mutations of
// the seeds, always the same ones. Usage: fuzz-NAME ITERATIONS SEED-FILE-OR-FOLDER…
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t largest_seed = 4096;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> load(const std::vector<std::string>& places) {
  std::vector<std::string> seeds = {""};
  for (const std::string& place : places) {
    if (!std::filesystem::is_directory(place)) {
      seeds.push_back(read(place));
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
      if (entry.is_regular_file() && entry.file_size() <= largest_seed) {
        seeds.push_back(read(entry.path()));
      }
    }
  }
  return seeds;
}

/// One mutation of `text`: a byte replaced, removed or inserted, a piece doubled or cut out.
void mutate(std::string& text, const std::string& other, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return random() % (limit + 1); };
  const std::size_t at = below(text.size());
  const std::size_t length = below(std::min<std::size_t>(text.size() - at, 16));
  static const std::string telling = " \t\r\n:-'\"{}[],#&*!|>@=<\\/.0129aA~\xef\xbb\xbf\xff";
  switch (random() % 6) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(random());
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, 1, telling[random() % telling.size()]);
      break;
    case 3:
      text.insert(at, text.substr(at, length));
      break;
    case 4:
      text.insert(at, other.substr(below(other.size()), 16));
      break;
    default:
      text.resize(at);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t iterations = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
  const std::vector<std::string> seeds = load({argv + std::min(argc, 2), argv + argc});
  std::mt19937 random(20260101);
  for (std::size_t i = 0; i < iterations; ++i) {
    std::string text = seeds[i % seeds.size()];
    for (std::size_t changes = random() % 4; changes > 0; --changes) {
      mutate(text, seeds[random() % seeds.size()], random);
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::cout << iterations << " inputs from " << seeds.size() << " seeds\n";
  return 0;
}
