// SPDX-License-Identifier: MIT
// Rules about images: of containers, of volumes, and of fields that kinds of others have.
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/checks.hpp"
#include "deploy/workload_images.hpp"
#include "kustomize/image_origin.hpp"
#include "kustomize/image_reference.hpp"
#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::Node;

/// A place where an image stands.
struct ImagePlace {
  BuiltObject object;
  const Node* node = nullptr;            ///< the image itself
  const Workload* workload = nullptr;    ///< null: the field of a kind that is not known here
  const Container* container = nullptr;  ///< null: a volume, or such a field
};

using TakeImage = std::function<void(const ImagePlace&, std::string_view)>;

void walk_containers(const Workload& workload, const TakeImage& take) {
  const BuiltObject object = {workload.build, workload.object};
  for (const Container& container : workload.containers) {
    const Node* image = render::find(container.node, "image");
    const std::string_view text = render::text_of(image);
    if (!text.empty()) take({object, image, &workload, &container}, text);
  }
  const Node* volumes = render::find(workload.pod, "volumes");
  if (volumes == nullptr || volumes->kind != render::Kind::sequence) return;
  for (const Node* volume : volumes->children()) {
    const Node* image = render::find_path(volume, {"image", "reference"});
    const std::string_view text = render::text_of(image);
    if (!text.empty()) take({object, image, &workload, nullptr}, text);
  }
}

/// What stands in other fields called `image` (Argo Workflows, Tekton, Prometheus, KubeVirt) and is
/// the reference of an image; something else may be called so there.
void walk_other_fields(const BuiltObject& object, const std::set<const Node*>& known,
                       const TakeImage& take) {
  for (const deploy::WorkloadImage& image : deploy::object_images(*object.object)) {
    const std::string_view text = render::text_of(image.node);
    if (known.count(image.node) > 0 || !kustomize::parse_image_reference(text)) continue;
    take({object, image.node}, text);
  }
}

/// Gives `take` each image of the environment, and its text.
void for_each_image(const Subject& subject, const TakeImage& take) {
  std::set<const Node*> known;
  const TakeImage note = [&](const ImagePlace& place, std::string_view text) {
    known.insert(place.node);
    take(place, text);
  };
  for (const Workload& workload : subject.manifests.workloads())
    walk_containers(workload, note);
  for (const BuiltObject& object : subject.manifests.objects()) {
    if (is_foreign(object.object->id().gvk)) walk_other_fields(object, known, take);
  }
}

/// `message` goes on from "container NAME", or from "it".
void add(Report& report, const ImagePlace& place, const std::string& message) {
  if (place.container != nullptr) {
    report.add(*place.workload, *place.container, {"image"}, message);
  } else {
    report.add_below(place.object, *place.node, {}, "it " + message);
  }
}

}  // namespace

void check_image_tag(const Subject& subject, Report& report) {
  for_each_image(subject, [&](const ImagePlace& place, std::string_view text) {
    const auto image = kustomize::parse_image_reference(text);
    if (!image) {
      add(report, place, fmt::format("has `{}` for an image, which is no image reference", text));
      return;
    }
    if (image->digest || (image->tag && *image->tag != "latest")) return;
    add(report, place,
        image->tag ? fmt::format("runs whatever {} is at the time", text)
                   : fmt::format("runs the image {} without a tag", text));
  });
}

void check_image_digest(const Subject& subject, Report& report) {
  for_each_image(subject, [&](const ImagePlace& place, std::string_view text) {
    const std::size_t at = text.find('@');
    if (at != std::string_view::npos && kustomize::is_digest(text.substr(at + 1))) return;
    add(report, place, fmt::format("runs {} without a digest", text));
  });
}

void check_image_origin(const Subject& subject, Report& report) {
  if (subject.registries.empty()) return;
  for_each_image(subject, [&](const ImagePlace& place, std::string_view text) {
    const std::string name = kustomize::split_image(text).name;
    if (kustomize::is_image_from(name, subject.registries)) return;
    add(report, place,
        fmt::format("runs the image {}, and images come from {}", text,
                    fmt::join(subject.registries, ", ")));
  });
}

}  // namespace relctl::check
