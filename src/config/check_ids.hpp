// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace relctl::config {

/// The ids of the checks of manifests. `check/` has one of each; a test compares them.
inline constexpr std::array<std::string_view, 40> check_ids = {"image-tag",
                                                               "image-digest",
                                                               "image-origin",
                                                               "memory-limit",
                                                               "memory-request",
                                                               "cpu-request",
                                                               "cpu-limit",
                                                               "readiness",
                                                               "liveness",
                                                               "netpol-ingress",
                                                               "netpol-egress",
                                                               "run-as-non-root",
                                                               "run-as-user",
                                                               "privilege-escalation",
                                                               "capabilities",
                                                               "seccomp",
                                                               "volume-types",
                                                               "added-capabilities",
                                                               "seccomp-unconfined",
                                                               "privileged",
                                                               "proc-mount",
                                                               "host-namespaces",
                                                               "host-path",
                                                               "host-port",
                                                               "host-process",
                                                               "sysctls",
                                                               "selinux",
                                                               "apparmor",
                                                               "probe-host",
                                                               "read-only-root",
                                                               "ref-service",
                                                               "ref-ingress",
                                                               "ref-hpa",
                                                               "ref-netpol",
                                                               "ref-sa",
                                                               "ref-config",
                                                               "default-namespace",
                                                               "replicas",
                                                               "pdb",
                                                               "anti-affinity"};

}  // namespace relctl::config
