// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "deploy/deploy.hpp"
#include "deploy/rendering.hpp"
#include "plan/sample.hpp"

namespace relctl::deploy {

/// A repository with three rendered environments of one service, grown commit by commit: what each
/// of them shows is a setting `level`, which the base says.
class RenderedWorld {
 public:
  explicit RenderedWorld(const std::string& environments =
                             "  - {name: dev, path: deploy/dev, render: overlays/dev}\n"
                             "  - {name: staging, path: deploy/staging, render: overlays/staging}\n"
                             "  - {name: live, path: deploy/live, render: overlays/live}\n")
      : config(config::parse(
            "format: 1\nservices: {app: {images: [acme/app]}}\nenvironments:\n" + environments,
            "relctl.yaml")) {
    files["base/kustomization.yaml"] = "resources: [app.yaml]\n";
    for (const config::Environment& each : config.environments) {
      files["overlays/" + each.name + "/kustomization.yaml"] =
          "resources: [../../base]\nnamespace: " + each.name + "\n";
    }
    base("one");
  }

  /// The base says `level`.
  void base(const std::string& level) {
    files["base/app.yaml"] =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\n"
        "spec: {containers: [{name: app, image: acme/app, args: [" +
        level + "]}]}\n";
  }

  ObjectId commit(const std::string& message = "change") {
    tip = repository.commit(message, tip.is_zero() ? std::vector<ObjectId>{} : std::vector{tip},
                            files);
    return tip;
  }

  [[nodiscard]] RenderTarget target(const std::string& environment) const {
    return render_target(config, config::environment(config, environment), config.services.front());
  }

  /// Gives the environment the render of `revision`, with the images of `tag`.
  void render(const std::string& environment, const ObjectId& revision,
              const std::string& tag = "1.0.0") {
    plan::Draft draft(plan::tree_with(files));
    rerender(draft, *repository.history->tree(revision), revision, target(environment),
             {{"acme/app", tag, std::nullopt}}, {});
    for (const plan::FileEdit& edit : draft.edits()) {
      if (edit.after) files[edit.path] = *edit.after;
      if (!edit.after) files.erase(edit.path);
    }
  }

  plan::Repository repository;
  config::Config config;
  plan::Files files;
  ObjectId tip;
};

}  // namespace relctl::deploy
