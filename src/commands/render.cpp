// SPDX-License-Identifier: MIT
#include "render/render.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <set>

#include "base/error.hpp"
#include "commands/commands.hpp"
#include "git/repository.hpp"
#include "operation/session.hpp"
#include "render/image_reference.hpp"
#include "tree/disk_tree.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

namespace fs = std::filesystem;

struct RenderOptions {
  std::string path = ".";
  std::optional<std::string> output;
  std::optional<std::string> revision;
  std::vector<std::string> images;
  std::string reorder;
  std::string load_restrictor = "LoadRestrictionsRootOnly";
  bool managed_by_label = false;
};

/// NAME=REFERENCE, or a reference whose name is the image's: `kustomize edit set image`'s grammar.
render::ImageSetting parse_image(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string reference = equals == std::string::npos ? text : text.substr(equals + 1);
  const render::ImageReference image = render::split_image(reference);
  const std::string name = equals == std::string::npos ? image.name : text.substr(0, equals);
  if (name.empty() || image.name.empty() || (equals == std::string::npos && reference == name)) {
    throw Error(ErrorKind::usage, "\"" + text + "\" sets no image")
        .hint("write NAME=REFERENCE, NAME:TAG or NAME@DIGEST; * as the name in REFERENCE keeps it");
  }
  const bool same_name = equals == std::string::npos || image.name == "*";
  return {name, same_name ? "" : image.name, image.tag, image.digest};
}

render::Options build_options(const RenderOptions& options) {
  render::Options result;
  result.reorder = options.reorder == "none" ? render::Reorder::none : render::Reorder::legacy;
  result.restrict_loads = options.load_restrictor != "LoadRestrictionsNone";
  result.managed_by_label = options.managed_by_label;
  for (const std::string& image : options.images)
    result.images.push_back(parse_image(image));
  return result;
}

/// `path` without the slash that it starts with.
std::string from_root(const fs::path& path) {
  std::string text = path.lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/'))
    text.pop_back();
  return text.substr(1);
}

render::Build build_work_tree(const RenderOptions& options, const cli::Context& context) {
  const fs::path here = fs::absolute(context.globals.directory);
  const std::string base = from_root(here);
  render::Options settings = build_options(options);
  settings.shown = [base](std::string_view path) -> std::string {
    if (path == base) return ".";
    if (is_below(path, base) && !base.empty()) return std::string(path.substr(base.size() + 1));
    return "/" + std::string(path);
  };
  return render::build(DiskTree("/"), from_root(here / options.path), settings);
}

render::Build build_revision(const RenderOptions& options, const cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const ObjectId commit = repository.resolve_commit(*options.revision);
  std::string path = options.path;
  if (const auto root = repository.work_tree()) {
    const fs::path here = fs::weakly_canonical(fs::absolute(context.globals.directory));
    path = (here / options.path).lexically_relative(fs::weakly_canonical(*root)).string();
  }
  if (path.starts_with("..")) {
    throw Error(ErrorKind::usage, "\"" + options.path + "\" is outside of the repository");
  }
  const auto tree = repository.history()->tree(commit);
  return render::build(*tree, path, build_options(options));
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw Error(ErrorKind::system, "cannot write " + path.string());
}

/// One file an object in a folder, or all in one file where OUTPUT is no folder.
void write_output(const render::Build& build, const fs::path& output) {
  if (!fs::is_directory(output)) {
    write_file(output, render::print(build));
    return;
  }
  std::set<std::string> namespaces;
  for (const render::Object* object : build.objects())
    namespaces.insert(object->id().ns);
  std::map<std::string, std::string> files;
  for (const render::Object* object : build.objects()) {
    const std::string name = render::file_name_of(*object, namespaces.size() > 1);
    if (name.find('/') != std::string::npos)
      throw Error(ErrorKind::input, "the name of " + object->id().text() + " makes no file name");
    if (!files.emplace(name, render::print(build, *object)).second)
      throw Error(ErrorKind::input, "two objects would be written into " + name);
  }
  for (const auto& [name, text] : files)
    write_file(output / name, text);
}

int run_render(const RenderOptions& options, cli::Context& context) {
  const render::Build build =
      options.revision ? build_revision(options, context) : build_work_tree(options, context);
  const std::string text = render::print(build);
  for (const std::string& warning : build.warnings())
    context.err << warning << '\n';
  if (options.output) {
    write_output(build, fs::path(context.globals.directory) / *options.output);
  } else {
    context.out << text;
  }
  return 0;
}

}  // namespace

void declare_render(cli::Command& command) {
  auto options = std::make_shared<RenderOptions>();
  command.help = {
      "What `kustomize build PATH` 5.8.2 prints, byte for byte, without a program or the network. "
      "What\n"
      "is not done, remote bases, Helm charts, functions and plugins, is refused by name.",
      "relctl render kubernetes/overlays/production\n"
      "relctl render kubernetes/overlays/production --rev v1.4.0 --image "
      "app=registry.example/app:1.5.0",
      "0  printed\n3  something in the files is wrong, or not done here; nothing is printed"};
  command.argument("path", "PATH", &options->path, "The folder of the kustomization (default: .)");
  command.option("-o", "PATH", &options->output,
                 "Write there: a file an object into a folder, or one file");
  command.option("--rev", "REV", &options->revision, "Read this commit instead of the work tree");
  command.option("--image", "NAME=REF", &options->images,
                 "Set an image, as `kustomize edit set image` (may be repeated)");
  command
      .option("--reorder", "ORDER", &options->reorder, "The order of the objects (default: legacy)")
      .one_of({"legacy", "none"});
  command
      .option("--load-restrictor", "RULE", &options->load_restrictor,
              "Whether files may lie outside of the kustomization's folder")
      .one_of({"LoadRestrictionsRootOnly", "LoadRestrictionsNone"});
  command.flag("--enable-managedby-label", &options->managed_by_label,
               "Label each object with app.kubernetes.io/managed-by");
  command.run = [options](cli::Context& context) { return run_render(*options, context); };
}

}  // namespace relctl::commands
