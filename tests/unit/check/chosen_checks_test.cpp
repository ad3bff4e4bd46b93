// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "check/checks.hpp"
#include "checked_files.hpp"

namespace {

/// How often the objects of `manifests` break the check `id`.
std::size_t count_of(const std::string& id, const std::string& manifests) {
  const auto config = config_of({"dev"});
  const relctl::MemoryTree tree = tree_of(
      {{"dev/kustomization.yaml", "resources: [objects.yaml]\n"}, {"dev/objects.yaml", manifests}});
  const auto checked =
      relctl::check::check_environment(tree, config, config.environments.front(), {id});
  REQUIRE(checked.not_built.empty());
  return checked.findings.size();
}

struct Row {
  const char* check;
  const char* bad;
  const char* good;
};

std::string pod(const std::string& spec) {
  return "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: p}}, spec: {" + spec +
         "}}\n";
}

TEST_CASE("each rule about containers finds what breaks it, and nothing where it is kept") {
  const Row rows[] = {
      {"image-digest", "image: \"a:1\"",
       "image: \"a:1@sha256:0123456789012345678901234567890123456789012345678901234567890123\""},
      {"cpu-limit", "resources: {requests: {cpu: 1}}", "resources: {limits: {cpu: 1}}"},
      {"run-as-user", "securityContext: {runAsUser: 0}", "securityContext: {runAsUser: 1}"},
      {"capabilities", "securityContext: {}", "securityContext: {capabilities: {drop: [ALL]}}"},
      {"capabilities", "securityContext: {capabilities: {drop: [ALL], add: [SYS_ADMIN]}}",
       "securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}"},
      {"seccomp", "securityContext: {seccompProfile: {type: Unconfined}}",
       "securityContext: {seccompProfile: {type: RuntimeDefault}}"},
      {"seccomp-unconfined", "securityContext: {seccompProfile: {type: Unconfined}}",
       "securityContext: {}"},
      {"added-capabilities", "securityContext: {capabilities: {add: [CHOWN, NET_ADMIN]}}",
       "securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE]}}"},
      {"privileged", "securityContext: {privileged: true}", "securityContext: {privileged: false}"},
      {"proc-mount", "securityContext: {procMount: Unmasked}",
       "securityContext: {procMount: Default}"},
      {"read-only-root", "securityContext: {}", "securityContext: {readOnlyRootFilesystem: true}"},
      {"selinux", "securityContext: {seLinuxOptions: {type: spc_t}}",
       "securityContext: {seLinuxOptions: {type: container_t, level: s0}}"},
      {"selinux", "securityContext: {seLinuxOptions: {user: root}}", "securityContext: {}"},
      {"apparmor", "securityContext: {appArmorProfile: {type: Unconfined}}",
       "securityContext: {appArmorProfile: {type: Localhost}}"},
      {"host-process", "securityContext: {windowsOptions: {hostProcess: true}}",
       "securityContext: {windowsOptions: {hostProcess: false}}"},
      {"host-port", "ports: [{containerPort: 80, hostPort: 80}]", "ports: [{containerPort: 80}]"},
      {"probe-host", "livenessProbe: {httpGet: {host: example.org, port: 80}}",
       "livenessProbe: {httpGet: {port: 80}}"},
      {"probe-host", "lifecycle: {preStop: {tcpSocket: {host: example.org, port: 80}}}",
       "lifecycle: {preStop: {tcpSocket: {port: 80}}}"},
      {"ref-config", "envFrom: [{configMapRef: {name: gone}}]",
       "envFrom: [{configMapRef: {name: gone, optional: true}}]"},
      {"ref-config", "env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: a}}}]",
       "env: [{name: A, value: b}]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.check);
    CAPTURE(row.bad);
    CHECK(count_of(row.check, pod("containers: [{name: a, " + std::string(row.bad) + "}]")) == 1);
    CHECK(count_of(row.check, pod("containers: [{name: a, " + std::string(row.good) + "}]")) == 0);
  }
}

TEST_CASE("each rule about pods finds what breaks it, and nothing where it is kept") {
  const Row rows[] = {
      {"run-as-user",
       "securityContext: {runAsUser: 0}, containers: [{name: a}], initContainers: [{name: b}]",
       "securityContext: {runAsUser: 0}, containers: [{name: a, securityContext: {runAsUser: 1}}]"},
      {"seccomp-unconfined",
       "securityContext: {seccompProfile: {type: Unconfined}}, containers: [{name: a}]",
       "os: {name: windows}, securityContext: {seccompProfile: {type: Unconfined}}, "
       "containers: [{name: a}]"},
      {"image-tag", "containers: [{name: a}], volumes: [{name: v, image: {reference: \"m\"}}]",
       "containers: [{name: a}], volumes: [{name: v, image: {reference: \"m:1\"}}]"},
      {"ref-sa", "serviceAccount: gone, containers: [{name: a}]",
       "serviceAccount: default, containers: [{name: a}]"},
      {"run-as-user", "securityContext: {runAsUser: 0}, containers: [{name: a}]",
       "securityContext: {runAsUser: 0}, hostUsers: false, containers: [{name: a}]"},
      {"seccomp", "containers: [{name: a}]",
       "securityContext: {seccompProfile: {type: RuntimeDefault}}, containers: [{name: a}]"},
      {"capabilities", "containers: [{name: a}]", "os: {name: windows}, containers: [{name: a}]"},
      {"host-namespaces", "hostPID: true", "hostPID: false"},
      {"host-path", "volumes: [{name: v, hostPath: {path: /}}]",
       "volumes: [{name: v, emptyDir: {}}]"},
      {"volume-types", "volumes: [{name: v, nfs: {server: a, path: /}}]",
       "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]"},
      {"sysctls", "securityContext: {sysctls: [{name: kernel.msgmax, value: \"1\"}]}",
       "securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: \"1\"}]}"},
      {"selinux", "securityContext: {seLinuxOptions: {role: r}}", "securityContext: {}"},
      {"ref-sa", "serviceAccountName: gone", "serviceAccountName: default"},
      {"ref-config", "volumes: [{name: v, secret: {secretName: gone}}]",
       "volumes: [{name: v, projected: {sources: [{configMap: {name: kube-root-ca.crt}}]}}]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.check);
    CAPTURE(row.bad);
    CHECK(count_of(row.check, pod(row.bad)) == 1);
    CHECK(count_of(row.check, pod(row.good)) == 0);
  }
}

std::string deployment(const std::string& spec, const std::string& pods) {
  return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {" + spec +
         "template: {metadata: {labels: {app: d}}, spec: {" + pods +
         "containers: [{name: a}]}}}}\n";
}

std::string object(const std::string& api, const std::string& kind, const std::string& rest) {
  return "---\n{apiVersion: " + api + ", kind: " + kind + ", metadata: {name: x}, " + rest + "}\n";
}

TEST_CASE("each rule about several objects finds what breaks it, and nothing where it is kept") {
  const std::string two = deployment("replicas: 2, ", "");
  const std::string one = deployment("", "");
  const auto scaler = [](const std::string& name) {
    return object(
        "autoscaling/v2", "HorizontalPodAutoscaler",
        "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: " + name + "}}");
  };
  const auto ingress = [](const std::string& name) {
    return object("networking.k8s.io/v1", "Ingress",
                  "spec: {rules: [{http: {paths: [{backend: {service: {name: " + name + "}}}]}}]}");
  };
  const std::string service = object("v1", "Service", "spec: {selector: {app: d}}");
  const std::string rollout =
      object("argoproj.io/v1alpha1", "Rollout",
             "spec: {template: {metadata: {labels: {app: x}}, spec: {containers: [{name: a}]}}}");
  struct Case {
    const char* check;
    std::string bad;
    std::string good;
  };
  for (const Case& row : {
           Case{"replicas", one, two},
           Case{"replicas", one, one + scaler("d")},
           Case{"pdb", two,
                two + object("policy/v1", "PodDisruptionBudget",
                             "spec: {selector: {matchLabels: {app: d}}}")},
           Case{"pdb", two, one},
           Case{"anti-affinity", two,
                deployment("replicas: 2, ", "topologySpreadConstraints: [{maxSkew: 1}], ")},
           Case{"ref-hpa", one + scaler("gone"), one + scaler("d")},
           Case{"ref-ingress", ingress("gone"), ingress("x") + service},
           Case{"ref-netpol",
                one + object("networking.k8s.io/v1", "NetworkPolicy",
                             "spec: {podSelector: {matchLabels: {app: gone}}}"),
                one + object("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {}}")},
           Case{"netpol-egress", one,
                one + object("networking.k8s.io/v1", "NetworkPolicy",
                             "spec: {podSelector: {}, egress: [{}]}")},
           Case{"netpol-egress",
                one + object("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {}}"),
                one + object("networking.k8s.io/v1", "NetworkPolicy",
                             "spec: {podSelector: {}, policyTypes: [Egress]}")},
           Case{"liveness", one + service, one},
           Case{"image-tag",
                object("argoproj.io/v1alpha1", "Rollout",
                       "spec: {template: {spec: {containers: [{name: a, image: \"a:latest\"}]}}}"),
                object("monitoring.example.com/v1", "Prometheus", "spec: {image: \"a:v1\"}")},
           Case{"ref-service",
                rollout + object("v1", "Service", "spec: {selector: {app: x, y: z}}"),
                rollout + object("v1", "Service", "spec: {selector: {app: x}}")},
           Case{"default-namespace", one, object("v1", "Namespace", "spec: {}")},
           Case{"ref-config", deployment("", "volumes: [{name: v, configMap: {name: x}}], "),
                deployment("", "volumes: [{name: v, configMap: {name: x}}], ") +
                    object("v1", "ConfigMap", "data: {}")},
           Case{
               "ref-config", deployment("", "volumes: [{name: v, secret: {secretName: s}}], "),
               deployment("", "volumes: [{name: v, secret: {secretName: s}}], ") +
                   object("external-secrets.io/v1", "ExternalSecret", "spec: {target: {name: s}}")},
       }) {
    CAPTURE(row.check);
    CAPTURE(row.bad);
    CHECK(count_of(row.check, row.bad) == 1);
    CHECK(count_of(row.check, row.good) == 0);
  }
}

TEST_CASE("each check has an id of its own, and a check that there is not is a wrong call") {
  for (const relctl::check::Check& check : relctl::check::all_checks())
    CHECK(relctl::check::find_check(check.id) == &check);
  CHECK_THROWS_WITH_AS(count_of("image-tags", pod("containers: []")),
                       "there is no check `image-tags`", relctl::Error);
}

}  // namespace
