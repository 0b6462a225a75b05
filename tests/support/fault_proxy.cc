// SPDX-License-Identifier: Apache-2.0
#include "support/fault_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace millrace::test {
namespace {

constexpr size_t kBuffer = 64 * 1024;
constexpr int kLookMs = 10;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void close_with_reset(int fd) {
  linger now{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(fd);
}

}  // namespace

struct FaultProxy::Link {
  struct Way {
    int from = -1, to = -1;
    std::string waiting;         // read and not yet passed on
    uint64_t left = UINT64_MAX;  // bytes until the cut
    bool ended = false;          // `from` will say no more
  };
  Way up, down;  // to the server, to the client
  bool lose_answer = false;
  bool stopped = false;
  bool gone = false;
  std::string tail;  // the last bytes up, for texts that come in two pieces
};

FaultProxy::FaultProxy(int server_port) : server_port_(server_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("the fault proxy cannot listen");
  }
  port_ = ntohs(address.sin_port);
  ::fcntl(listener_, F_SETFL, O_NONBLOCK);
  thread_ = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy() {
  end_ = true;
  thread_.join();
  for (const auto& link : links_) reset(*link);
  ::close(listener_);
}

void FaultProxy::cut_after_up_to(uint64_t most, uint64_t seed,
                                 uint64_t connections) {
  std::lock_guard lock(mutex_);
  random_.seed(seed);
  most_ = most;
  to_cut_ = connections;
}

void FaultProxy::lose_answers_to(const std::string& text, int times) {
  std::lock_guard lock(mutex_);
  lose_text_ = text;
  lose_times_ = times;
}

void FaultProxy::stop_those_that_send(const std::string& text, int times) {
  std::lock_guard lock(mutex_);
  stop_text_ = text;
  stop_times_ = times;
}

void FaultProxy::stand_still() {
  std::lock_guard lock(mutex_);
  still_ = true;
  ++faults_;
}

void FaultProxy::go_on() {
  std::lock_guard lock(mutex_);
  still_ = refusing_ = false;
}

void FaultProxy::refuse() {
  std::lock_guard lock(mutex_);
  refusing_ = true;
  ++faults_;
  for (const auto& link : links_) reset(*link);
}

void FaultProxy::reset(Link& link) {
  if (link.gone) return;
  link.gone = true;
  close_with_reset(link.up.from);
  close_with_reset(link.down.from);
}

uint64_t FaultProxy::budget() {
  return most_ == 0 ? UINT64_MAX : 1 + random_() % most_;
}

void FaultProxy::accept_one() {
  // A child that kept one of these would keep both peers from its end.
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  ++accepted_;
  if (refusing_) return close_with_reset(client);
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(server_port_);
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address),
                sizeof address) != 0) {
    ::close(server);
    return close_with_reset(client);
  }
  int on = 1;
  for (const int fd : {client, server}) {
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  auto link = std::make_unique<Link>();
  link->up.from = link->down.to = client;
  link->up.to = link->down.from = server;
  if (most_ != 0 && to_cut_-- == 0) most_ = 0;
  (most_ != 0 && random_() % 2 == 0 ? link->up : link->down).left = budget();
  links_.push_back(std::move(link));
}

void FaultProxy::look_for_texts(Link& link, const char* bytes, size_t size) {
  if (lose_times_ <= 0 && stop_times_ <= 0) return;
  link.tail.append(bytes, size);
  if (lose_times_ > 0 && link.tail.find(lose_text_) != std::string::npos) {
    --lose_times_;
    ++faults_;
    link.lose_answer = true;
    link.tail.clear();
  }
  if (stop_times_ > 0 && link.tail.find(stop_text_) != std::string::npos) {
    --stop_times_;
    ++faults_;
    link.stopped = true;
  }
  const size_t keep = 2 * std::max(lose_text_.size(), stop_text_.size());
  if (link.tail.size() > keep) link.tail.erase(0, link.tail.size() - keep);
}

// One step of one direction: reads if nothing waits, passes on, and does
// what is to be done to the connection.
void FaultProxy::pump(Link& link, bool to_server) {
  Link::Way& way = to_server ? link.up : link.down;
  if (way.waiting.empty() && !way.ended) {
    char buffer[kBuffer];
    const ssize_t got = ::recv(way.from, buffer, sizeof buffer, 0);
    if (got > 0) {
      if (!to_server && link.lose_answer) return reset(link);
      way.waiting.assign(buffer, static_cast<size_t>(got));
      if (to_server) look_for_texts(link, buffer, way.waiting.size());
    } else if (got == 0) {
      way.ended = true;
      ::shutdown(way.to, SHUT_WR);
    } else if (errno != EAGAIN && errno != EINTR) {
      return reset(link);
    }
  }
  if (way.waiting.empty()) {
    if (link.up.ended && link.down.ended) reset(link);
    return;
  }
  const size_t size = std::min<uint64_t>(way.waiting.size(), way.left);
  const ssize_t sent = ::send(way.to, way.waiting.data(), size, MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno != EAGAIN && errno != EINTR) reset(link);
    return;
  }
  way.waiting.erase(0, static_cast<size_t>(sent));
  if (way.left != UINT64_MAX) way.left -= static_cast<uint64_t>(sent);
  if (way.left > 0) return;
  ++faults_;
  reset(link);
}

void FaultProxy::run() {
  while (!end_) {
    std::vector<pollfd> polled = {{listener_, POLLIN, 0}};
    {
      std::lock_guard lock(mutex_);
      links_.erase(std::remove_if(links_.begin(), links_.end(),
                                  [](const auto& l) { return l->gone; }),
                   links_.end());
      for (const auto& link : links_) {
        if (still_ || link->stopped) continue;
        for (const Link::Way* way : {&link->up, &link->down}) {
          if (!way->waiting.empty()) {
            polled.push_back({way->to, POLLOUT, 0});
          } else if (!way->ended) {
            polled.push_back({way->from, POLLIN, 0});
          }
        }
      }
    }
    ::poll(polled.data(), polled.size(), kLookMs);
    std::lock_guard lock(mutex_);
    accept_one();
    for (const auto& link : links_) {
      for (const bool to_server : {true, false}) {
        if (!still_ && !link->stopped && !link->gone) pump(*link, to_server);
      }
    }
  }
}

}  // namespace millrace::test
