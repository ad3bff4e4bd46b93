// SPDX-License-Identifier: MIT
// What users of other checkers reported as false alarms: each is silent here.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "checked_files.hpp"

namespace {

constexpr const char* all_on =
    "checks: {profile: restricted, enable: [image-digest, liveness, netpol-egress, ref-ingress, "
    "ref-hpa, ref-netpol, ref-sa, ref-config, default-namespace]}\n"
    "images_policy: {registries: [gcr.io/acme, \"localhost:5000\", docker.io/library]}\n";
const std::string digest = "@sha256:" + std::string(64, 'a');
const std::string resources_said = "resources: {requests: {cpu: 1m}, limits: {memory: 1Mi}}";
const std::string locked =
    "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";
const std::string pod_locked =
    "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";
const std::string probes =
    "readinessProbe: {tcpSocket: {port: 1}}, livenessProbe: {tcpSocket: {port: 1}}";

/// A container with everything, of `image`.
std::string whole(const std::string& image, const std::string& more = "") {
  return "{name: c, image: \"" + image + digest + "\", " + resources_said + ", " + locked +
         (more.empty() ? "" : ", " + more) + "}";
}

/// Pods of a Deployment in a namespace, closed by policies of that namespace.
std::string closed(const std::string& spec, const std::string& kind = "Deployment") {
  const std::string api = kind == "Job" ? "batch/v1" : "apps/v1";
  return "{apiVersion: " + api + ", kind: " + kind +
         ", metadata: {name: d, namespace: shop}, spec: {template: {metadata: {labels: {app: d}}, "
         "spec: {" +
         pod_locked + ", " + spec +
         "}}}}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: "
         "deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}\n";
}

const std::string probed = "containers: [" + whole("gcr.io/acme/app", probes) + "]";

std::string document(const std::string& flow) {
  return "---\n{" + flow + "}\n";
}

const std::string front = document(
    "apiVersion: v1, kind: Service, metadata: {name: d, namespace: shop}, spec: {selector: "
    "{app: d}}");

struct FalseAlarm {
  const char* reported;
  std::string manifests;
};

std::vector<FalseAlarm> about_images() {
  return {
      {"a registry's port is taken for a tag",
       closed("containers: [" + whole("localhost:5000/app") + "]")},
      {"an image without a host is of no registry", closed("containers: [" + whole("nginx") + "]")},
      {"Docker Hub's full name is another registry than its short one",
       closed("containers: [" + whole("docker.io/library/nginx") + "]")},
      {"hosts in capitals are others", closed("containers: [" + whole("GCR.io/acme/app") + "]")},
      {"a digest still wants imagePullPolicy: Always",
       closed("containers: [" + whole("gcr.io/acme/app", "imagePullPolicy: IfNotPresent") + "]")},
  };
}

std::vector<FalseAlarm> about_containers() {
  const std::string bare = "{name: i, image: \"gcr.io/acme/i" + digest + "\", " + locked + "}";
  return {
      {"a LimitRange of the namespace is not seen",
       closed("containers: [{name: c, image: \"gcr.io/acme/app" + digest + "\", " + locked + "}]") +
           document(
               "apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: shop}, spec: "
               "{limits: [{type: Container, default: {memory: 1Mi}, defaultRequest: {cpu: 1m}}]"
               "}")},
      {"a CPU limit is demanded", closed(probed)},
      {"ephemeral-storage is demanded", closed(probed) + front},
      {"init containers want probes",
       closed(probed + ", initContainers: [" + whole("gcr.io/acme/i") + "]") + front},
      {"Jobs want probes", closed("containers: [" + whole("gcr.io/acme/app") + "]", "Job")},
      {"pods that no Service selects want a readiness probe",
       closed("containers: [" + whole("gcr.io/acme/app", "livenessProbe: {tcpSocket: {port: 1}}") +
              "]")},
      {"what the pod says of its security is not inherited", closed(probed) + front},
      {"a pod of its own user that the container repeats is root",
       closed("containers: [" + whole("gcr.io/acme/app", probes) + "], hostUsers: true")},
      {"ephemeral containers want limits, which they may not have",
       closed(probed + ", ephemeralContainers: [" + bare + "]")},
  };
}

std::vector<FalseAlarm> about_objects() {
  const auto policy = [](const std::string& spec) {
    return document(
        "apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, "
        "namespace: shop}, spec: {" +
        spec + "}");
  };
  return {
      {"an empty podSelector selects nothing", closed(probed)},
      {"a policy that denies all has no rules, and is none", closed(probed) + front},
      {"matchExpressions are not read",
       closed(probed) + policy("podSelector: {matchExpressions: [{key: app, operator: In, values: "
                               "[d]}]}, policyTypes: [Ingress]")},
      {"policies of another network plugin are missing ones",
       closed(probed) + document("apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: "
                                 "{name: c, namespace: shop}")},
      {"the pods of an operator are missing ones",
       closed(probed) +
           document("apiVersion: v1, kind: Service, metadata: {name: m, namespace: shop}, "
                    "spec: {selector: {prometheus: main}}") +
           document(
               "apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: main, "
               "namespace: shop}")},
      {"the definition of a kind is a workload",
       closed(probed) +
           document("apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, "
                    "metadata: {name: r}, spec: {template: {spec: {containers: [{name: a, "
                    "image: nginx}]}}}")},
      {"a Service without a selector is one that selects nothing",
       closed(probed) +
           document("apiVersion: v1, kind: Service, metadata: {name: e, namespace: shop}, "
                    "spec: {externalName: example.org, type: ExternalName}")},
  };
}

}  // namespace

TEST_CASE("what users of other checkers reported as false alarms is silent") {
  std::vector<FalseAlarm> all = about_images();
  for (const auto& more : {about_containers(), about_objects()})
    all.insert(all.end(), more.begin(), more.end());
  CHECK(all.size() >= 20);
  for (const FalseAlarm& each : all) {
    CAPTURE(each.reported);
    CHECK(broken_by(each.manifests, all_on) == "");
  }
}

TEST_CASE("names with a hash of their content, and a base without a namespace, are no findings") {
  const Files files = {
      {"base/kustomization.yaml",
       "resources: [d.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=1]}]\n"},
      {"base/d.yaml",
       "{apiVersion: v1, kind: Pod, metadata: {name: d}, spec: {containers: [{name: c, image: a, "
       "envFrom: [{configMapRef: {name: settings}}]}]}}\n"},
      {"dev/kustomization.yaml", "resources: [../base]\nnamespace: shop\n"}};
  CHECK(found_in(files, config_of({"dev"},
                                  "checks: {enable: [ref-config, default-namespace], "
                                  "disable: [image-tag, memory-limit, memory-request, "
                                  "cpu-request, netpol-ingress, run-as-non-root, "
                                  "privilege-escalation]}\n")) == "");
}
