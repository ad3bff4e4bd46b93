// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "check/label_match.hpp"
#include "render/render.hpp"

namespace relctl::check {

/// When a container runs.
enum class Role {
  regular,
  sidecar,  ///< an init container that is restarted always: it runs beside the regular ones
  init,
  ephemeral,
};

struct Container {
  const render::Node* node = nullptr;
  std::string_view name;
  Role role = Role::regular;
};

/// An object that makes pods, with what its pods are.
struct Workload {
  const render::Build* build = nullptr;
  const render::Object* object = nullptr;
  const render::Node* pods = nullptr;  ///< the template: metadata and spec
  const render::Node* pod = nullptr;   ///< the pods' spec
  LabelMap labels;                     ///< of the pods
  std::string_view ns;                 ///< "default" where none is said
  std::vector<Container> containers;   ///< of all roles
  bool runs_to_completion = false;     ///< a Job or CronJob
  bool is_windows = false;
  bool is_served = false;       ///< a Service selects its pods
  bool guards_ingress = false;  ///< a NetworkPolicy decides what comes in
  bool guards_egress = false;   ///< a NetworkPolicy decides what goes out
};

/// The workload that `object` is: Kubernetes' own kinds, and others whose `spec.template` has
/// containers (Rollout), or `spec.podTemplate`. Nothing for all else, such as definitions.
std::optional<Workload> workload_of(const render::Build& build, const render::Object& object);

}  // namespace relctl::check
