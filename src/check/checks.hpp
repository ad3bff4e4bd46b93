// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "check/report.hpp"

namespace relctl::check {

/// The Pod Security Standard that a check belongs to; restricted holds baseline.
enum class Profile { none, baseline, restricted };

/// A rule that objects are held to.
struct Check {
  std::string_view id;
  Level level = Level::error;
  bool is_default = false;  ///< on without being asked for
  Profile profile = Profile::none;
  std::string_view cause;     ///< findings of equal causes at one place are told as one
  std::string_view sentence;  ///< what it demands
  std::string_view remedy;    ///< what to do
  void (*run)(const Subject& subject, Report& report) = nullptr;
};

/// All checks, in the order in which they are listed.
const std::vector<Check>& all_checks();

/// The check of that id; null where there is none.
const Check* find_check(std::string_view id);

// The checks, in the order of the table.
void check_image_tag(const Subject& subject, Report& report);
void check_image_digest(const Subject& subject, Report& report);
void check_image_origin(const Subject& subject, Report& report);
void check_memory_limit(const Subject& subject, Report& report);
void check_memory_request(const Subject& subject, Report& report);
void check_cpu_request(const Subject& subject, Report& report);
void check_cpu_limit(const Subject& subject, Report& report);
void check_readiness(const Subject& subject, Report& report);
void check_liveness(const Subject& subject, Report& report);
void check_network_ingress(const Subject& subject, Report& report);
void check_network_egress(const Subject& subject, Report& report);
void check_non_root(const Subject& subject, Report& report);
void check_run_as_user(const Subject& subject, Report& report);
void check_privilege_escalation(const Subject& subject, Report& report);
void check_capabilities(const Subject& subject, Report& report);
void check_added_capabilities(const Subject& subject, Report& report);
void check_seccomp(const Subject& subject, Report& report);
void check_unconfined(const Subject& subject, Report& report);
void check_volume_types(const Subject& subject, Report& report);
void check_privileged(const Subject& subject, Report& report);
void check_proc_mount(const Subject& subject, Report& report);
void check_host_namespaces(const Subject& subject, Report& report);
void check_host_path(const Subject& subject, Report& report);
void check_host_port(const Subject& subject, Report& report);
void check_host_process(const Subject& subject, Report& report);
void check_sysctls(const Subject& subject, Report& report);
void check_selinux(const Subject& subject, Report& report);
void check_apparmor(const Subject& subject, Report& report);
void check_probe_host(const Subject& subject, Report& report);
void check_read_only_root(const Subject& subject, Report& report);
void check_service_target(const Subject& subject, Report& report);
void check_ingress_target(const Subject& subject, Report& report);
void check_autoscaler_target(const Subject& subject, Report& report);
void check_policy_target(const Subject& subject, Report& report);
void check_service_accounts(const Subject& subject, Report& report);
void check_config_names(const Subject& subject, Report& report);
void check_default_namespace(const Subject& subject, Report& report);
void check_replicas(const Subject& subject, Report& report);
void check_disruption_budget(const Subject& subject, Report& report);
void check_spread(const Subject& subject, Report& report);

}  // namespace relctl::check
