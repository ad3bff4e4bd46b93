// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "checked_files.hpp"

namespace {

constexpr const char* deny_all =
    "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny},\n"
    " spec: {podSelector: {}, policyTypes: [Ingress]}}\n";
constexpr const char* good_fields =
    "image: example.org/shop:1.2.3, resources: {requests: {cpu: 1m}, limits: {memory: 1Mi}}, "
    "securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}";

/// A workload of `kind` whose pods are labelled app=shop; `pod` is the rest of their spec.
std::string workload(const std::string& kind, const std::string& pod) {
  const std::string api = kind == "Pod" ? "v1" : kind == "Job" ? "batch/v1" : "apps/v1";
  const std::string labels = "labels: {app: shop}";
  const std::string head = "---\n{apiVersion: " + api + ", kind: " + kind + ", ";
  if (kind == "Pod") return head + "metadata: {name: shop, " + labels + "}, spec: {" + pod + "}}\n";
  return head + "metadata: {name: shop}, spec: {template: {metadata: {" + labels + "}, spec: {" +
         pod + "}}}}\n";
}

/// A Deployment of one container with the fields that no default check has a word about, but for
/// `field`, which is put in the place of the one of that name.
std::string container(const std::string& image, const std::string& resources,
                      const std::string& security, const std::string& more = "") {
  return workload("Deployment", "containers: [{name: shop, image: \"" + image + "\", resources: {" +
                                    resources + "}, securityContext: {" + security + "}" + more +
                                    "}]") +
         deny_all;
}

constexpr const char* resources = "requests: {cpu: 1m}, limits: {memory: 1Mi}";
constexpr const char* security = "runAsNonRoot: true, allowPrivilegeEscalation: false";

std::string good(const std::string& kind = "Deployment") {
  return workload(kind, "containers: [{name: shop, " + std::string(good_fields) + "}]") + deny_all;
}

std::string service(const std::string& selector, const std::string& ns = "") {
  return "---\n{apiVersion: v1, kind: Service, metadata: {name: shop" +
         (ns.empty() ? "" : ", namespace: " + ns) + "}, spec: {selector: {" + selector + "}}}\n";
}

TEST_CASE("a workload that says what it should is silent, whatever its kind") {
  for (const char* kind : {"Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}) {
    CAPTURE(kind);
    CHECK(broken_by(good(kind)) == "");
  }
}

TEST_CASE("an image needs a tag other than latest, or a digest; a registry's port is no tag") {
  struct Row {
    const char* image;
    const char* broken;
  };
  const std::string digest = "@sha256:" + std::string(64, 'a');
  const std::string pinned = "example.org/shop" + digest;
  const std::string pinned_latest = "example.org/shop:latest" + digest;
  for (const Row& row : {Row{"nginx", "image-tag"},
                         {"nginx:latest", "image-tag"},
                         {"nginx:1.25", ""},
                         {"localhost:5000/app", "image-tag"},
                         {"localhost:5000/app:1", ""},
                         {"Registry.example.org/app:1", ""},
                         {"APP IMAGE", "image-tag"},
                         {pinned.c_str(), ""},
                         {pinned_latest.c_str(), ""}}) {
    CAPTURE(row.image);
    CHECK(broken_by(container(row.image, resources, security)) == row.broken);
  }
}

TEST_CASE("images come from the registries of images_policy: hosts are equal, paths by segments") {
  struct Row {
    const char* image;
    const char* broken;
  };
  for (const Row& row : {Row{"gcr.io/acme/shop:1", ""},
                         {"GCR.io/acme/shop:1", ""},
                         {"gcr.io/acme:1", ""},
                         {"evilgcr.io/acme/shop:1", "image-origin"},
                         {"gcr.io/acme-evil/shop:1", "image-origin"},
                         {"gcr.io.evil.org/acme/shop:1", "image-origin"},
                         {"nginx:1", ""},
                         {"docker.io/library/nginx:1", ""},
                         {"acme/nginx:1", "image-origin"}}) {
    CAPTURE(row.image);
    CHECK(broken_by(container(row.image, resources, security),
                    "images_policy: {registries: [gcr.io/acme, docker.io/library]}\n") ==
          row.broken);
  }
}

TEST_CASE("images of kinds that nobody knows come from the registries too, where they are images") {
  const auto broken = [](const std::string& spec) {
    return broken_by(
        "{apiVersion: example.com/v1, kind: Custom, metadata: {name: x}, spec: {" + spec + "}}\n",
        "images_policy: {registries: [gcr.io/acme]}\n");
  };
  CHECK(broken("templates: [{container: {image: \"evil.org/a:1\"}}]") == "image-origin");
  CHECK(broken("image: \"gcr.io/acme/a:1\"") == "");
  CHECK(broken("image: \"urn:publisher:offer:sku\"") == "");
  CHECK(broken("image: ubuntu-24.04") == "");
}

TEST_CASE("a container says what it needs, or a LimitRange of its namespace, or the pod") {
  CHECK(broken_by(container("a:1", "", security)) == "memory-limit memory-request cpu-request");
  CHECK(broken_by(container("a:1", "limits: {memory: 1Mi}", security)) == "cpu-request");
  CHECK(broken_by(container("a:1", "requests: {cpu: 1m, memory: 1Mi}", security)) ==
        "memory-limit");
  // A request that is not said is the limit.
  CHECK(broken_by(container("a:1", "limits: {cpu: 1, memory: 1Mi}", security)) == "");
  const auto range = [](const std::string& limits, const std::string& ns) {
    return "---\n{apiVersion: v1, kind: LimitRange, metadata: {name: r" +
           (ns.empty() ? "" : ", namespace: " + ns) + "}, spec: {limits: [" + limits + "]}}\n";
  };
  const std::string bare = container("a:1", "", security);
  const std::string limits = "default: {memory: 1Mi}, defaultRequest: {cpu: 1m}";
  CHECK(broken_by(bare + range("{type: Container, " + limits + "}", "")) == "");
  CHECK(broken_by(bare + range("{type: Pod, " + limits + "}", "")) ==
        "memory-limit memory-request cpu-request");
  CHECK(broken_by(bare + range("{type: Container, " + limits + "}", "other")) ==
        "memory-limit memory-request cpu-request");
}

TEST_CASE("init containers and sidecars need limits too, ephemeral containers cannot have any") {
  const std::string pod = "containers: [{name: shop, " + std::string(good_fields) + "}], ";
  const std::string bare =
      "[{name: more, image: \"a:1\", securityContext: {" + std::string(security) + "}}]";
  CHECK(broken_by(workload("Deployment", pod + "initContainers: " + bare) + deny_all) ==
        "memory-limit memory-request cpu-request");
  CHECK(broken_by(workload("Pod", pod + "ephemeralContainers: " + bare) + deny_all) == "");
}

TEST_CASE(
    "pods behind a Service have a readiness probe; others, init containers and Jobs need none") {
  CHECK(broken_by(good() + service("app: shop")) == "readiness");
  CHECK(broken_by(good()) == "");
  CHECK(broken_by(good("Job") + service("app: shop")) == "");
  const std::string probe = ", readinessProbe: {tcpSocket: {port: 80}}";
  CHECK(broken_by(container("a:1", resources, security, probe) + service("app: shop")) == "");
  const std::string first =
      "containers: [{name: shop, " + std::string(good_fields) + probe + "}], ";
  CHECK(broken_by(workload("Deployment", first + "initContainers: [{name: init, " +
                                             std::string(good_fields) + "}]") +
                  deny_all + service("app: shop")) == "");
}

TEST_CASE(
    "a NetworkPolicy that selects the pods is enough: deny-all, by expression, without types") {
  const auto policy = [](const std::string& spec, const std::string& ns = "") {
    return "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p" +
           (ns.empty() ? "" : ", namespace: " + ns) + "}, spec: {" + spec + "}}\n";
  };
  const std::string pods =
      workload("Deployment", "containers: [{name: shop, " + std::string(good_fields) + "}]");
  struct Row {
    std::string policies;
    const char* broken;
  };
  for (const Row& row : {
           Row{"", "netpol-ingress"},
           {policy("podSelector: {}"), ""},
           {policy("podSelector: {}, policyTypes: [Ingress, Egress]"), ""},
           {policy("podSelector: {matchLabels: {app: shop}}, ingress: [{}]"), ""},
           {policy("podSelector: {matchLabels: {app: other}}"), "netpol-ingress"},
           {policy(
                "podSelector: {matchExpressions: [{key: app, operator: In, values: [a, shop]}]}"),
            ""},
           {policy(
                "podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [shop]}]}"),
            "netpol-ingress"},
           {policy("podSelector: {matchExpressions: [{key: app, operator: Exists}]}"), ""},
           {policy("podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}"),
            "netpol-ingress"},
           {policy("podSelector: {}, policyTypes: [Egress]"), "netpol-ingress"},
           {policy("podSelector: {}", "other"), "netpol-ingress"},
           {"---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c}}\n",
            ""},
           {"---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, "
            "namespace: other}}\n",
            "netpol-ingress"},
           {"---\n{apiVersion: crd.projectcalico.org/v1, kind: GlobalNetworkPolicy, metadata: "
            "{name: c}}\n",
            ""},
       }) {
    CAPTURE(row.policies);
    CHECK(broken_by(pods + row.policies) == row.broken);
  }
  CHECK(broken_by(workload("DaemonSet", "hostNetwork: true, containers: [{name: shop, " +
                                            std::string(good_fields) + "}]")) == "");
}

TEST_CASE("what pods say of their security counts for containers that say nothing else") {
  const std::string both = "run-as-non-root privilege-escalation";
  CHECK(broken_by(container("a:1", resources, "")) == both);
  CHECK(broken_by(container("a:1", resources, "allowPrivilegeEscalation: false")) ==
        "run-as-non-root");
  const auto inherits = [](const std::string& own) {
    return workload("Deployment",
                    "securityContext: {runAsNonRoot: true}, containers: [{name: shop, image: "
                    "\"a:1\", resources: {" +
                        std::string(resources) + "}, securityContext: {" + own + "}}]") +
           deny_all;
  };
  CHECK(broken_by(inherits("allowPrivilegeEscalation: false")) == "");
  CHECK(broken_by(inherits("allowPrivilegeEscalation: false, runAsNonRoot: false")) ==
        "run-as-non-root");
}

TEST_CASE("the selector of a Service fits some pods, unless they are made elsewhere") {
  const std::string probe = ", readinessProbe: {tcpSocket: {port: 80}}";
  const std::string pods = container("a:1", resources, security, probe);
  CHECK(broken_by(pods + service("app: shop")) == "");
  CHECK(broken_by(pods + service("app: shopp")) == "ref-service");
  CHECK(broken_by(pods + service("app: shop, tier: web")) == "ref-service");
  CHECK(broken_by(pods + service("")) == "");
  CHECK(broken_by(service("app: shop")) == "");
  CHECK(broken_by(pods + service("app: shop", "other")) == "");
  CHECK(broken_by(pods + service("prometheus: main") +
                  "---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: "
                  "main}}\n") == "");
}

TEST_CASE("pod templates of Rollouts are workloads, definitions of kinds are none") {
  const std::string spec = "spec: {template: {spec: {containers: [{name: a, image: nginx}]}}}";
  CHECK(broken_by("{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, " + spec +
                  "}\n" + deny_all) ==
        "memory-limit memory-request cpu-request run-as-non-root privilege-escalation image-tag");
  CHECK(broken_by("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: "
                  "{name: r}, " +
                  spec + "}\n") == "");
}

TEST_CASE("items of a List and CronJobs are looked at") {
  CHECK(broken_by("{apiVersion: v1, kind: List, items: [{apiVersion: batch/v1, kind: CronJob, "
                  "metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {containers: "
                  "[{name: a, image: nginx, resources: {" +
                  std::string(resources) + "}, securityContext: {" + security + "}}]}}}}}}]}\n" +
                  deny_all) == "image-tag");
}

}  // namespace
