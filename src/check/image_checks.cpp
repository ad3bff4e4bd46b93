// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/checks.hpp"
#include "kustomize/image_origin.hpp"
#include "kustomize/image_reference.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

/// Gives `look` each container that says its image, and the image's text.
template <typename Look>
void for_each_image(const Subject& subject, const Look& look) {
  for (const Workload& workload : subject.manifests.workloads()) {
    for (const Container& container : workload.containers) {
      const std::string_view image = render::text_of(render::find(container.node, "image"));
      if (!image.empty()) look(workload, container, image);
    }
  }
}

}  // namespace

void check_image_tag(const Subject& subject, Report& report) {
  for_each_image(
      subject, [&](const Workload& workload, const Container& container, std::string_view text) {
        const auto image = kustomize::parse_image_reference(text);
        if (!image) {
          report.add(workload, container, {"image"},
                     fmt::format("has `{}` for an image, which is no image reference", text));
          return;
        }
        if (image->digest || (image->tag && *image->tag != "latest")) return;
        report.add(workload, container, {"image"},
                   image->tag ? fmt::format("runs whatever {} is at the time", text)
                              : fmt::format("runs the image {} without a tag", text));
      });
}

void check_image_digest(const Subject& subject, Report& report) {
  for_each_image(
      subject, [&](const Workload& workload, const Container& container, std::string_view text) {
        const std::size_t at = text.find('@');
        if (at != std::string_view::npos && kustomize::is_digest(text.substr(at + 1))) return;
        report.add(workload, container, {"image"}, fmt::format("runs {} without a digest", text));
      });
}

void check_image_origin(const Subject& subject, Report& report) {
  if (subject.registries.empty()) return;
  for_each_image(subject,
                 [&](const Workload& workload, const Container& container, std::string_view text) {
                   const std::string name = kustomize::split_image(text).name;
                   if (kustomize::is_image_from(name, subject.registries)) return;
                   report.add(workload, container, {"image"},
                              fmt::format("runs the image {}, and images come from {}", text,
                                          fmt::join(subject.registries, ", ")));
                 });
}

}  // namespace relctl::check
