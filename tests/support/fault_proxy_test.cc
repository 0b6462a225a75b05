// SPDX-License-Identifier: Apache-2.0
//
// The proxy itself, on a server that says back what it hears.
#include "support/fault_proxy.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/process.h"

namespace millrace::test {
namespace {

int connected(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address),
                    sizeof address) == 0);
  return fd;
}

class Echo {
 public:
  Echo() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_, plain, size) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    REQUIRE(::getsockname(listener_, plain, &size) == 0);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      for (int fd; (fd = ::accept(listener_, nullptr, nullptr)) >= 0;) {
        std::thread([fd] {
          char buffer[4096];
          for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;) {
            heard += static_cast<uint64_t>(n);
            if (::write(fd, buffer, static_cast<size_t>(n)) < 0) break;
          }
          ::close(fd);
        }).detach();
      }
    });
  }
  ~Echo() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  int port = 0;
  static std::atomic<uint64_t> heard;

 private:
  int listener_;
  std::thread thread_;
};
std::atomic<uint64_t> Echo::heard{0};

// What came back of `text`; the rest was lost with the connection.
std::string said_back(int fd, const std::string& text) {
  std::string out;
  if (::send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0) return out;
  char buffer[4096];
  while (out.size() < text.size()) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n <= 0) break;
    out.append(buffer, static_cast<size_t>(n));
  }
  return out;
}

}  // namespace

TEST_CASE("fault proxy: without a fault everything passes") {
  Echo echo;
  FaultProxy proxy(echo.port);
  const int fd = connected(proxy.port());
  const std::string text(3000, 'x');
  CHECK(said_back(fd, text) == text);
  CHECK(proxy.faults() == 0);
  CHECK(proxy.connections() == 1);
  ::close(fd);
}

TEST_CASE("fault proxy: a cut comes within its bytes, by the seed") {
  Echo echo;
  for (int round = 0; round < 2; ++round) {
    FaultProxy proxy(echo.port);
    proxy.cut_after_up_to(2000, 7);
    for (size_t i = 0; i < 8; ++i) {
      const int fd = connected(proxy.port());
      const size_t passed = said_back(fd, std::string(3000, 'x')).size();
      CHECK(passed <= 2000);
      ::close(fd);
    }
    CHECK(proxy.faults() == 8);
  }
}

TEST_CASE("fault proxy: an answer is lost, the server has heard") {
  Echo echo;
  FaultProxy proxy(echo.port);
  proxy.lose_answers_to("COMMIT", 1);
  const int fd = connected(proxy.port());
  CHECK(said_back(fd, "BEGIN") == "BEGIN");
  const uint64_t before = Echo::heard;
  CHECK(said_back(fd, "COMMIT").empty());
  CHECK(Echo::heard == before + 6);
  ::close(fd);
  const int next = connected(proxy.port());
  CHECK(said_back(next, "COMMIT") == "COMMIT");
  ::close(next);
}

TEST_CASE("fault proxy: what stands still goes on when it is told to") {
  Echo echo;
  FaultProxy proxy(echo.port);
  const int fd = connected(proxy.port());
  CHECK(said_back(fd, "one") == "one");
  proxy.stand_still();
  sleep_seconds(0.05);
  REQUIRE(::send(fd, "two", 3, MSG_NOSIGNAL) == 3);
  pollfd waits = {fd, POLLIN, 0};
  CHECK(::poll(&waits, 1, 200) == 0);
  proxy.go_on();
  CHECK(::poll(&waits, 1, 10'000) == 1);
  proxy.refuse();
  char byte[8];
  while (::read(fd, byte, sizeof byte) > 0) {
  }
  const int refused = connected(proxy.port());
  CHECK(said_back(refused, "three").empty());
  ::close(fd);
  ::close(refused);
}

TEST_CASE("fault proxy: a program started meanwhile keeps no connection") {
  Echo echo;
  FaultProxy proxy(echo.port);
  const int fd = connected(proxy.port());
  CHECK(said_back(fd, "one") == "one");
  Background other({"sleep", "30"}, {});
  sleep_seconds(0.3);  // it is another program by now
  proxy.refuse();
  pollfd polled{fd, POLLIN, 0};
  CHECK(::poll(&polled, 1, 5000) == 1);
  char byte = 0;
  CHECK(::read(fd, &byte, 1) <= 0);
  ::close(fd);
}

}  // namespace millrace::test
