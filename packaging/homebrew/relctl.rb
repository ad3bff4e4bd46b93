# typed: strict
# frozen_string_literal: true

# Release services to Kubernetes the GitOps way.
class Relctl < Formula
  desc "Release services to Kubernetes the GitOps way"
  homepage "https://example.org/relctl"
  url "https://example.org/relctl.git", tag: "v0.1.0"
  license "MIT"
  head "https://example.org/relctl.git", branch: "main"

  depends_on "cli11" => :build
  depends_on "meson" => :build
  depends_on "ninja" => :build
  depends_on "nlohmann-json" => :build
  depends_on "pkgconf" => :build
  depends_on "scdoc" => :build
  depends_on "curl"
  depends_on "fmt"
  depends_on "git"
  depends_on "libgit2"
  depends_on "libyaml"
  depends_on :linux # signalfd
  depends_on "openssl@3"
  depends_on "pugixml"
  depends_on "re2"
  depends_on "tomlplusplus"

  def install
    system "meson", "setup", "build", "-Dtests=false", "-Ddemo=false", *std_meson_args
    system "meson", "compile", "-C", "build", "--verbose"
    system "meson", "install", "-C", "build"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/relctl --version")
    (testpath/"VERSION").write "1.0.0\n"
    (testpath/"relctl.yaml").write "format: 1\nservices:\n  sample: {version_files: [VERSION]}\n"
    system "git", "init", "-b", "main"
    system "git", "add", "-A"
    system "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-m", "feat: first"
    assert_equal "1.1.0", shell_output("#{bin}/relctl next minor").strip
  end
end
