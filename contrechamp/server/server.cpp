// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/session.hpp>
#include <sys/resource.h>
#include <boost/asio/post.hpp>
#include <algorithm>
#include <csignal>
#include <thread>

namespace contrechamp::server {
namespace {
namespace asio = boost::asio;
using boost::asio::ip::tcp;

/// Files that this process may have open, after asking for all that the system allows.
std::size_t raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  return static_cast<std::size_t>(::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before);
}

std::string shown(const asio::ip::address& address) {
  return address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
}

Error cannot_listen(const Options& options, ErrorCode error) {
  const std::string port = "port " + std::to_string(options.port);
  if (error == asio::error::address_in_use) {
    return {Errc::cannot_listen, port + " on " + options.address + " is in use; --port chooses another"};
  }
  if (error == asio::error::access_denied) {
    return {Errc::cannot_listen, port + " is kept for the system; --port chooses another"};
  }
  return {Errc::cannot_listen, options.address + ", " + port + ": " + error.message()};
}

std::vector<std::string> known_hosts(const asio::ip::address& address) {
  if (!address.is_loopback()) return {};
  return {"localhost", "127.0.0.1", "[::1]", shown(address)};
}

}  // namespace

bool is_loopback(const std::string& address) {
  ErrorCode error;
  const auto parsed = asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

struct Server::Impl {
  Impl(const observatory::Observatory& observatory, const Options& chosen, Service::Options about)
      : options(chosen),
        has_page(!about.site.empty()),
        metrics(chosen.threads),
        service(observatory, metrics, std::move(about)),
        workers(chosen.threads, chosen.max_waiting) {
    for (unsigned i = 0; i < options.threads; ++i) {
      loops.push_back(std::make_unique<Loop>(service, metrics.part(i), workers, options));
    }
    pause.emplace(loops[0]->io);
    acceptor.emplace(loops[0]->io);
  }
  ~Impl() {
    stop();
    workers.pool.stop();
    workers.pool.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] Result<void> listen(const asio::ip::address& address) {
    ErrorCode error;
    const tcp::endpoint endpoint(address, options.port);
    acceptor->open(endpoint.protocol(), error);
    // For the connections of a former run that are still being wound up. Not SO_REUSEPORT: two servers would share a port
    // unasked.
    if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(4096, error);
    if (!error) bound = acceptor->local_endpoint(error);
    if (error) return tl::unexpected(cannot_listen(options, error));
    return {};
  }

  void run() {
    accept();
    // Signals are for the thread that called.
    sigset_t all{}, before{};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (const auto& loop : loops) threads.emplace_back([&loop = *loop] { loop.run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  /// Each connection goes to the loop that has the fewest.
  void accept() {
    const auto fewest = [](const auto& a, const auto& b) { return a->open() < b->open(); };
    Loop& loop = **std::min_element(loops.begin(), loops.end(), fewest);
    acceptor->async_accept(loop.io, [this, &loop](ErrorCode error, Socket socket) {
      if (error == asio::error::operation_aborted || !acceptor->is_open()) return;
      if (error) {  // no file descriptors, no memory: others may free some
        pause->expires_after(std::chrono::milliseconds(50));
        pause->async_wait([this](ErrorCode stopped) {
          if (!stopped) accept();
        });
        return;
      }
      loop.welcome(std::move(socket));
      accept();
    });
  }

  void stop() {
    if (threads.empty()) return;
    for (const auto& loop : loops) {
      asio::post(loop->io, [this, &loop = *loop] {
        if (&loop == loops[0].get()) {
          ErrorCode ignored;
          acceptor->close(ignored);
          pause->cancel();
        }
        loop.begin_stop();
      });
    }
    for (std::thread& thread : threads) thread.join();
    threads.clear();
  }

  Options options;
  bool has_page;
  Metrics metrics;
  Service service;
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<asio::steady_timer> pause;
  std::optional<asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>> acceptor;
  Workers workers;  // goes before the loops: what nobody began to compute holds connections of theirs
  tcp::endpoint bound;
  std::vector<std::thread> threads;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const observatory::Observatory& observatory, const Options& options, LogSink& log) {
  ErrorCode error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error)
    return fail(Errc::bad_argument, "\"" + options.address + "\" is no IP address, such as 127.0.0.1 or ::1",
                "\"" + options.address + "\" n’est pas une adresse IP, telle que 127.0.0.1 ou ::1");
  if (options.threads == 0 || options.threads > 64)
    return fail(Errc::bad_argument, "threads are from 1 to 64", "--threads va de 1 à 64");
  Service::Options about{{}, options.cache_bytes, options.version, known_hosts(address)};
  about.routing = address.is_loopback() || options.public_routing;
  about.planners = std::max(1U, options.threads / 2);          // tiles and figures are answered meanwhile
  about.threads_a_planner = options.threads / about.planners;  // all of them together no more than what was asked for
  std::error_code missing;
  if (!options.page.empty() && std::filesystem::is_directory(options.page, missing)) {
    auto site = Site::read(options.page);
    if (!site) return tl::unexpected(site.error());
    about.site = std::move(*site);
  }
  Options limited = options;
  constexpr std::size_t other_files = 64;  // the atlas, epoll, standard streams
  const std::size_t files = raise_file_limit();
  limited.max_connections = std::min(options.max_connections, files > 2 * other_files ? files - other_files : files / 2);
  if (limited.max_connections < options.max_connections) {
    log.warn("the system allows " + std::to_string(limited.max_connections) + " connections at once");
  }
  auto impl = std::make_unique<Impl>(observatory, limited, std::move(about));
  if (auto listening = impl->listen(address); !listening) return tl::unexpected(listening.error());
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->bound.port(); }
std::string Server::url() const { return "http://" + shown(impl_->bound.address()) + ":" + std::to_string(port()) + "/"; }
bool Server::has_page() const { return impl_->has_page; }
void Server::stop() { impl_->stop(); }

}  // namespace contrechamp::server
