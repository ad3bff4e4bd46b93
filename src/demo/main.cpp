// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/error.hpp"
#include "demo/server.hpp"

namespace {

using relctl::demo::Level;
using relctl::demo::Phase;

/// SIGTERM and SIGINT, held back in this thread and all that it starts: something to wait for.
sigset_t hold_back_signals() {
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// Whether a signal came within `most`.
bool wait_for(const sigset_t& signals, std::chrono::seconds most) {
  const timespec time{most.count(), 0};
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

/// The whole life of the service.
void serve() {
  const sigset_t signals = hold_back_signals();
  const auto settings = relctl::demo::read_settings();
  relctl::demo::Log log(std::cout, settings.log_level);
  std::atomic<Phase> phase = Phase::starting;
  relctl::demo::Server server(settings, phase, log);
  server.start();
  log.write(Level::info, "listening",
            {{"host", settings.host},
             {"port", server.port()},
             {"version", settings.version},
             {"revision", settings.revision}});
  if (!wait_for(signals, settings.startup_delay)) {
    phase = Phase::ready;
    log.write(Level::info, "ready");
    sigwaitinfo(&signals, nullptr);
    phase = Phase::draining;
    log.write(Level::info, "draining", {{"grace_s", settings.shutdown_grace.count()}});
    // A second signal is somebody who does not want to wait.
    static_cast<void>(wait_for(signals, settings.shutdown_grace));
  }
  phase = Phase::draining;
  server.stop();
  log.write(Level::info, "stopped");
}

int answer_argument(std::string_view argument) {
  if (argument == "--version") {
    std::cout << fmt::format("relctl-demo {} ({})\n", relctl::own_version(),
                             relctl::own_revision());
    return EXIT_SUCCESS;
  }
  if (argument == "--help") {
    std::cout << "relctl-demo: the sample service that relctl releases.\n\n"
                 "It takes no arguments; variables of the environment configure it:\n"
              << relctl::demo::describe_settings();
    return EXIT_SUCCESS;
  }
  throw relctl::Error(relctl::ErrorKind::usage,
                      "there are no arguments but --help and --version: variables of the "
                      "environment configure it");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc > 1) return answer_argument(argv[1]);
    serve();
    return EXIT_SUCCESS;
  } catch (const relctl::Error& error) {
    std::cerr << "relctl-demo: " << error.what() << '\n';
    return exit_code(error.kind());
  } catch (const std::exception& error) {
    std::cerr << "relctl-demo: " << error.what() << '\n';
    return exit_code(relctl::ErrorKind::bug);
  }
}
