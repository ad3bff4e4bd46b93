// SPDX-License-Identifier: MIT
#include "adopt/sample.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adopt/pipeline.hpp"
#include "adopt/shell_steps.hpp"
#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "config/config.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::adopt {
namespace {

constexpr std::string_view own_image = "registry.example.com/sample";
constexpr std::string_view own_registry = "registry.example.com/";

/// The name up to its last `/`: what the admission policy allows.
std::string origin_of(const std::string& image) {
  return image.substr(0, image.rfind('/') + 1);
}

bool names_a_host(const std::string& image) {
  const std::size_t slash = image.find('/');
  if (slash == std::string::npos) return false;
  const std::string host = image.substr(0, slash);
  return host == "localhost" || host.find_first_of(".:") != std::string::npos;
}

void check_image(const std::string& image) {
  const auto reference = kustomize::parse_image_reference(image);
  if (reference && reference->name == image && names_a_host(image)) return;
  throw Error(ErrorKind::usage,
              fmt::format("\"{}\" is no name of an image with its registry", image))
      .hint("without tag and digest, such as ghcr.io/acme/sample");
}

/// The text with the image that was chosen, and its registry, in the places of the sample's own.
std::string adapted(std::string text, const SampleChoice& choice) {
  if (choice.image == own_image) return text;
  // The image goes by way of a mark, since its own name may hold the sample registry's.
  text = replace_all(std::move(text), own_image, "\x01");
  text = replace_all(std::move(text), own_registry, origin_of(choice.image));
  return replace_all(std::move(text), "\x01", choice.image);
}

SampleFile pipeline(CiSystem system, const std::string& configuration) {
  PipelineFacts facts;
  facts.config = config::parse(configuration, config::file_name);
  facts.test = "tools/test\n";
  return {pipeline_path(system), write_pipeline(system, facts)};
}

}  // namespace

std::vector<SampleFile> sample_files(const SampleChoice& choice) {
  check_image(choice.image);
  std::vector<SampleFile> files;
  for (const EmbeddedFile& file : embedded_sample()) {
    files.push_back(
        {std::string(file.path), adapted(std::string(file.text), choice), file.executable});
  }
  const auto configuration = std::find_if(files.begin(), files.end(), [](const SampleFile& file) {
    return file.path == config::file_name;
  });
  files.push_back(pipeline(choice.ci, configuration->text));
  return files;
}

}  // namespace relctl::adopt
