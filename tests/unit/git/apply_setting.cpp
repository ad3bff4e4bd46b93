// SPDX-License-Identifier: MIT
#include "git/apply_setting.hpp"

#include <filesystem>

namespace relctl::git {

plan::FileEdit edit(const std::string& path, const std::string& before, const std::string& after) {
  return {path, Mode::file, before, after};
}

plan::FileEdit addition(const std::string& path, const std::string& content) {
  return {path, Mode::file, std::nullopt, content};
}

plan::FileEdit deletion(const std::string& path, const std::string& before) {
  return {path, Mode::file, before, std::nullopt};
}

bool mentions(const std::string& words, const std::string& part) {
  CAPTURE(words);
  CAPTURE(part);
  return words.find(part) != std::string::npos;
}

Objects apply_in(const TemporaryRepository& checkout, const std::vector<plan::Plan>& plans) {
  Repository repository = Repository::open(checkout.path());
  return apply(repository, plans, test_operation());
}

void check_tidy(const TemporaryRepository& checkout) {
  for (const auto& file : std::filesystem::directory_iterator(checkout.path(".git"))) {
    const std::string name = file.path().filename().string();
    CHECK_MESSAGE((!name.starts_with("relctl") && !name.ends_with(".lock")), name);
  }
}

}  // namespace relctl::git
