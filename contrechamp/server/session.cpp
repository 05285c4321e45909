// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/session.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

namespace contrechamp::server {
namespace {
namespace asio = boost::asio;
constexpr std::size_t max_drained = 256U << 10U;
}  // namespace

/// An answer to be computed elsewhere. It owns what the request's views pointed to.
struct Loop::Job {
  Asked asked;
  std::string target;
  std::string if_none_match;
  bool gzip = false;
  Manner manner;
};

void Loop::wait_readable(SessionPtr session, Wait wait) {
  if (stopping_) return;
  Session& s = *session;
  // Bytes one by one do not prolong the time for a head.
  const bool goes_on = wait == Wait::head && s.wait == Wait::head && s.is_linked();
  if (!goes_on) enlist(s, wait);
  s.socket.async_wait(Socket::wait_read,
                      [this, session = std::move(session)](ErrorCode error) mutable { on_readable(std::move(session), error); });
}

void Loop::on_readable(SessionPtr session, ErrorCode error) {
  Session& s = *session;
  if (s.expired && s.wait == Wait::head && !stopping_) {
    s.expired = false;
    answer_and_close(std::move(session), error_response(Status::timeout, "the request was not complete in time"));
    return;
  }
  if (error || s.expired) return;
  const std::size_t count = s.socket.read_some(asio::buffer(buffer_), error);
  if (error == asio::error::would_block) {
    wait_readable(std::move(session), s.wait);
    return;
  }
  if (error) return;  // also the end of the stream
  const std::string_view bytes(buffer_.data(), count);
  if (s.input.empty()) {
    serve(std::move(session), bytes);
  } else {
    s.input += bytes;
    const std::string input = std::exchange(s.input, {});
    serve(std::move(session), input);
  }
}

/// Goes on with what has been read already.
void Loop::resume(SessionPtr session) {
  const std::string input = std::exchange(session->input, {});
  serve(std::move(session), input);
}

/// Answers request after request until the bytes are used up, an answer must be computed, or the client does not take it.
void Loop::serve(SessionPtr session, std::string_view bytes) {
  Session& s = *session;
  while (!bytes.empty()) {
    const Parsed parsed = parse_request(bytes);
    if (parsed.state == Parsed::State::incomplete) {
      s.input = bytes;
      wait_readable(std::move(session), Wait::head);
      return;
    }
    if (parsed.state == Parsed::State::refused) {
      answer_and_close(std::move(session), error_response(parsed.status, parsed.sentence));
      return;
    }
    s.unlink();
    s.wait = Wait::idle;
    const Request& request = parsed.request;
    Manner manner{Route::none, request.method == Method::head, request.keep_alive, request.http_1_0, Clock::now()};
    Service::Begun begun = service_.begin(request);
    manner.route = begun.route;
    if (request.has_body) {  // where the next request would begin is not known
      answer_and_close(std::move(session), begun.response);
      return;
    }
    bytes.remove_prefix(parsed.used);
    // Two threads that wake each other up take longer than a quick answer. Of several questions that came at once only the last
    // is answered here, so that a client that sends many holds up nobody.
    if (begun.asked && bytes.empty()) begun.response = service_.at_once(*begun.asked, request.gzip);
    if (!begun.response) {
      s.input = bytes;
      submit(std::move(session),
             {std::move(*begun.asked), std::string(request.target), std::string(request.if_none_match), request.gzip, manner});
      return;
    }
    const Sent sent = send(s, std::move(begun.response), manner, request.if_none_match);
    if (sent == Sent::failed) return;
    if (sent == Sent::partly) {
      s.input = bytes;
      wait_writable(std::move(session));
      return;
    }
    if (s.closes) {
      linger(std::move(session));
      return;
    }
  }
  wait_readable(std::move(session), Wait::idle);
}

void Loop::submit(SessionPtr session, Job job) {
  const auto finish = [this](SessionPtr owned, ResponsePtr response, const Job& done) {
    const Sent sent = send(*owned, std::move(response), done.manner, done.if_none_match);
    if (sent == Sent::failed) return;
    if (sent == Sent::partly) {
      wait_writable(std::move(owned));
    } else if (owned->closes || stopping_) {
      linger(std::move(owned));
    } else {
      resume(std::move(owned));
    }
  };
  if (workers_.waiting.fetch_add(1) >= workers_.max_waiting) {
    --workers_.waiting;
    job.manner.keep_alive = false;
    finish(std::move(session), error_response(Status::unavailable, "too many questions at once; ask again"), job);
    return;
  }
  asio::post(workers_.pool, [this, finish, session = std::move(session), job = std::move(job)]() mutable {
    ResponsePtr response;
    try {
      response = service_.finish(job.asked, job.target, job.gzip);
    } catch (const std::exception&) {  // no memory
    }
    --workers_.waiting;
    asio::post(io, [finish, session = std::move(session), job = std::move(job), response = std::move(response)]() mutable {
      if (!response) response = error_response(Status::internal, "a fault of this program");
      finish(std::move(session), std::move(response), job);
    });
  });
}

void Loop::answer_and_close(SessionPtr session, const ResponsePtr& response) {
  Manner manner;
  manner.keep_alive = false;
  manner.since = Clock::now();
  session->unlink();
  const Sent sent = send(*session, response, manner, {});
  if (sent == Sent::partly)
    wait_writable(std::move(session));
  else if (sent == Sent::whole)
    linger(std::move(session));
}

Loop::Sent Loop::send(Session& s, ResponsePtr response, const Manner& manner, std::string_view if_none_match) {
  if (matches(if_none_match, response->etag)) response = not_modified(*response);
  s.prefix = prefix(response->status, manner);
  s.whole = s.prefix.size() + (manner.head_only ? response->head : response->bytes.size());
  s.sent = 0;
  s.closes = !manner.keep_alive;
  s.sending = std::move(response);
  const Status status = s.sending->status;
  const std::size_t whole = s.whole;
  const Sent sent = write_on(s);
  metrics_.count(manner.route, status, whole, Clock::now() - manner.since);
  return sent;
}

/// Hands over what is left of the answer, head and body in one call.
Loop::Sent Loop::write_on(Session& s) {
  const std::size_t in_prefix = std::min(s.sent, s.prefix.size());
  const std::size_t after = s.sent - in_prefix;
  const std::array<asio::const_buffer, 2> buffers{
      asio::buffer(s.prefix.data() + in_prefix, s.prefix.size() - in_prefix),
      asio::buffer(s.sending->bytes.data() + after, s.whole - s.prefix.size() - after)};
  ErrorCode error;
  s.sent += s.socket.write_some(buffers, error);
  if (error && error != asio::error::would_block) return Sent::failed;
  if (s.sent < s.whole) return Sent::partly;
  s.prefix = {};
  s.sending.reset();
  return Sent::whole;
}

void Loop::wait_writable(SessionPtr session) {
  Session& s = *session;
  enlist(s, Wait::write);
  s.socket.async_wait(Socket::wait_write,
                      [this, session = std::move(session)](ErrorCode error) mutable { on_writable(std::move(session), error); });
}

void Loop::on_writable(SessionPtr session, ErrorCode error) {
  Session& s = *session;
  if (error || s.expired) return;
  s.unlink();
  const Sent sent = write_on(s);
  if (sent == Sent::failed) return;
  if (sent == Sent::partly) {
    wait_writable(std::move(session));
  } else if (s.closes || stopping_) {
    linger(std::move(session));
  } else {
    resume(std::move(session));
  }
}

/// Says that nothing more will come and reads what is still under way: bytes that nobody read would make the system reset the
/// connection, and the client might lose the answer.
void Loop::linger(SessionPtr session) {
  Session& s = *session;
  ErrorCode error;
  s.input = {};
  s.socket.shutdown(Socket::shutdown_send, error);
  if (error) return;
  enlist(s, Wait::linger);
  s.socket.async_wait(Socket::wait_read, [this, session = std::move(session)](ErrorCode failed) mutable {
    on_lingering(std::move(session), failed);
  });
}

void Loop::on_lingering(SessionPtr session, ErrorCode error) {
  Session& s = *session;
  while (!error && !s.expired && s.drained < max_drained) s.drained += s.socket.read_some(asio::buffer(buffer_), error);
  if (error != asio::error::would_block || s.expired) return;
  s.socket.async_wait(Socket::wait_read, [this, session = std::move(session)](ErrorCode failed) mutable {
    on_lingering(std::move(session), failed);
  });
}

}  // namespace contrechamp::server
