// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/adopted.hpp"
#include "judge/evidence.hpp"
#include "judge/guard.hpp"
#include "judge/merged_file.hpp"
#include "judge/territory.hpp"

namespace relctl::judge {

/// Judges the files that one commit changes below generated paths.
class FileJudge {
 public:
  FileJudge(const config::Config& config, const plan::History& history, const Territory& territory,
            Evidence& evidence, FieldMemory& fields, const Judged& judged)
      : config_(config),
        history_(history),
        territory_(territory),
        evidence_(evidence),
        fields_(fields),
        judged_(judged) {}

  /// Adds what is wrong with `path` as the commit leaves it to `findings`.
  void judge(const std::string& path, std::vector<Finding>& findings);
  /// The same for the images of the file alone: where what else it says is judged elsewhere.
  void judge_images_in(const std::string& path, std::vector<Finding>& findings);

 private:
  /// One file as the commit leaves it, and as its parents had it.
  struct Case {
    std::string path;
    Rights rights;
    std::optional<Entry> entry;
    FileFields after;
    std::vector<FileFields> before;  ///< of the parents that had such a file
    std::vector<Adopted> adopted;
    bool by_adoption = false;  ///< an adoption alone makes good what lies outside owned fields
  };

  void add(const std::string& what, const std::string& remedy, std::size_t line = 0,
           const std::string& field = {});
  [[nodiscard]] Case case_of(const std::string& path) const;
  void read_fields_of(Case& file) const;
  void judge_own(const std::string& path);
  void judge_reading();
  void judge_deletion(Case& file);
  [[nodiscard]] bool is_adoption_undone(const Case& file);
  void judge_content(Case& file);
  void judge_images(const Case& file);
  bool is_first_image(const Case& file, const Site& site, const kustomize::ImageSetting& image);
  void judge_removed_images(const Case& file);
  void judge_keys(const Case& file);
  bool structure_is_good(Case& file);
  void judge_adopted_images(const Case& file);
  [[nodiscard]] bool is_merged(const Case& file, MergedFile merge) const;
  bool is_generated(const Case& file);
  bool is_carried(const Case& file);
  bool was_there(const Case& file);
  [[nodiscard]] bool key_is_good(const Case& file, const OwnedKey& key, const std::string& value);

  const config::Config& config_;
  const plan::History& history_;
  const Territory& territory_;
  Evidence& evidence_;
  FieldMemory& fields_;
  const Judged& judged_;
  std::vector<Finding>* findings_ = nullptr;
  std::string path_;
};

}  // namespace relctl::judge
