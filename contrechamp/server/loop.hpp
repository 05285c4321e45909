// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <utility>  // Boost 1.74 needs it under C++20 and does not include it
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/intrusive/list.hpp>
#include <array>
#include <contrechamp/server/server.hpp>
#include <contrechamp/server/service.hpp>

// Private to this module: the only header with Boost in it.
namespace contrechamp::server {

using Clock = std::chrono::steady_clock;
// With its executor spelled out: the default one is four times as large, and there may be 10,000 idle sockets.
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using ErrorCode = boost::system::error_code;

/// Threads for answers that must be computed, and how many wait for them.
struct Workers {
  Workers(unsigned threads, std::size_t most) : pool(threads), max_waiting(most) {}
  boost::asio::thread_pool pool;
  const std::size_t max_waiting;
  std::atomic<std::size_t> waiting{0};
};

struct Session;
using SessionPtr = std::unique_ptr<Session>;

/// One thread with its connections. A session belongs to the one operation that it waits for; its handler passes it on or lets it
/// go, which closes the connection. An idle one has no buffer: bytes are read into the loop's.
class Loop {
 public:
  Loop(Service& service, Metrics::Part& metrics, Workers& workers, const Options& options);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  boost::asio::io_context io{1};
  [[nodiscard]] std::size_t open() const { return metrics_.open; }
  void welcome(Socket socket);  ///< from any thread
  void run();                   ///< until stopped
  void begin_stop();            ///< within this loop's thread

 private:
  friend struct Session;
  /// What a session waits for; each has its time.
  enum class Wait : std::uint8_t { idle, head, write, linger, count };
  /// What an answer depends on beside its content.
  struct Manner {
    Route route = Route::none;
    bool head_only = false, keep_alive = true, http_1_0 = false;
    Clock::time_point since = {};
  };
  enum class Sent : std::uint8_t { whole, partly, failed };
  struct Job;

  void adopt(SessionPtr session);
  void wait_readable(SessionPtr session, Wait wait);
  void on_readable(SessionPtr session, ErrorCode error);
  void serve(SessionPtr session, std::string_view bytes);
  void submit(SessionPtr session, Job job);
  void resume(SessionPtr session);
  void answer_and_close(SessionPtr session, const ResponsePtr& response);
  [[nodiscard]] Sent send(Session& session, ResponsePtr response, const Manner& manner, std::string_view if_none_match);
  [[nodiscard]] Sent write_on(Session& session);
  void wait_writable(SessionPtr session);
  void on_writable(SessionPtr session, ErrorCode error);
  void linger(SessionPtr session);
  void on_lingering(SessionPtr session, ErrorCode error);
  void enlist(Session& session, Wait wait);
  void expire(Session& session);
  void tick();
  void schedule_tick();
  [[nodiscard]] std::string prefix(Status status, const Manner& manner);

  using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
  using List = boost::intrusive::list<Session, boost::intrusive::base_hook<Hook>, boost::intrusive::constant_time_size<false>>;

  Service& service_;
  Metrics::Part& metrics_;
  Workers& workers_;
  const Options& options_;
  boost::asio::steady_timer timer_{io};
  std::array<std::chrono::milliseconds, static_cast<std::size_t>(Wait::count)> limits_;
  // In the order in which they began to wait, so the first is the first to expire: no timer for each request.
  std::array<List, static_cast<std::size_t>(Wait::count)> lists_;
  std::array<char, 16'384> buffer_{};
  std::string date_;
  std::time_t date_second_ = 0;
  bool stopping_ = false;
  Clock::time_point stop_at_ = {};
};

}  // namespace contrechamp::server
