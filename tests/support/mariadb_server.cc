// SPDX-License-Identifier: Apache-2.0
#include "support/mariadb_server.h"

#include <fcntl.h>
#include <mysql.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "support/certificate.h"

namespace millrace::test {
namespace {

namespace fs = std::filesystem;

int free_port() {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

// In the child: never root, never longer than the test program, and quiet.
void become_server(const std::string& log) {
  if (::geteuid() == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (nobody == nullptr || ::setgid(nobody->pw_gid) != 0 ||
        ::setuid(nobody->pw_uid) != 0) {
      ::_exit(126);
    }
  }
  // After the change of user, which would clear it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(fd, 1);
  ::dup2(fd, 2);
}

pid_t spawn(const std::vector<std::string>& words, const std::string& log) {
  std::vector<char*> argv;
  for (const std::string& word : words) {
    argv.push_back(const_cast<char*>(word.c_str()));
  }
  argv.push_back(nullptr);
  pid_t pid = ::fork();
  if (pid == 0) {
    become_server(log);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  return pid;
}

std::string contents(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

MYSQL* connect(int port) {
  MYSQL* mysql = mysql_init(nullptr);
  mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  if (mysql_real_connect(mysql, "127.0.0.1", "root", "", nullptr,
                         static_cast<unsigned>(port), nullptr,
                         CLIENT_MULTI_STATEMENTS) == nullptr) {
    mysql_close(mysql);
    return nullptr;
  }
  return mysql;
}

std::string run_all(MYSQL* mysql, const std::string& sql) {
  std::string first;
  bool seen = false;
  auto fail = [&] {
    std::string what =
        std::string(mysql_error(mysql)) + " in: " + sql.substr(0, 500);
    mysql_close(mysql);
    throw std::runtime_error(what);
  };
  if (mysql_real_query(mysql, sql.data(), sql.size()) != 0) fail();
  for (int more = 0; more == 0; more = mysql_next_result(mysql)) {
    if (MYSQL_RES* rows = mysql_store_result(mysql)) {
      MYSQL_ROW row = mysql_fetch_row(rows);
      if (row != nullptr && row[0] != nullptr && !seen) first = row[0];
      seen = true;
      mysql_free_result(rows);
    } else if (mysql_errno(mysql) != 0) {
      fail();
    }
  }
  if (mysql_errno(mysql) != 0) fail();
  mysql_close(mysql);
  return first;
}

}  // namespace

MariadbServer::MariadbServer(std::vector<std::string> options)
    : options_(std::move(options)) {
  std::string name =
      (fs::temp_directory_path() / "millrace-mariadb-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("cannot make a folder for MariaDB");
  }
  folder_ = name;
  if (::geteuid() == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (::chown(folder_.c_str(), nobody->pw_uid, nobody->pw_gid) != 0) {
      throw std::runtime_error("cannot hand " + folder_ + " to nobody");
    }
  }
  port_ = free_port();
  install();
  start();
}

MariadbServer::~MariadbServer() {
  kill();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

MariadbServer& MariadbServer::shared() {
  static MariadbServer server;
  return server;
}

Endpoint MariadbServer::endpoint(const std::string& user,
                                 const std::string& password) const {
  Endpoint endpoint;
  endpoint.name = "eu";
  endpoint.host = "127.0.0.1";
  endpoint.port = port_;
  endpoint.user = user;
  endpoint.password = Secret(password);
  endpoint.server_id = 4711;
  endpoint.client_uuid = "6ccd780c-baba-1026-9564-5b8c656024db";
  return endpoint;
}

void MariadbServer::install() {
  pid_t pid =
      spawn({"/usr/bin/mariadb-install-db", "--no-defaults",
             "--datadir=" + folder_ + "/data",
             // A server that starts clears away the temporary tables of
             // others where they share a folder for them.
             "--tmpdir=" + folder_, "--auth-root-authentication-method=normal",
             "--skip-test-db"},
            folder_ + "/install.log");
  int outcome = 0;
  ::waitpid(pid, &outcome, 0);
  if (outcome != 0) {
    throw std::runtime_error("mariadb-install-db failed:\n" +
                             contents(folder_ + "/install.log"));
  }
}

void MariadbServer::start() {
  std::vector<std::string> words = {"/usr/sbin/mariadbd",
                                    "--no-defaults",
                                    "--datadir=" + folder_ + "/data",
                                    "--tmpdir=" + folder_,
                                    "--socket=" + socket(),
                                    "--pid-file=" + folder_ + "/pid",
                                    "--port=" + std::to_string(port_),
                                    "--bind-address=127.0.0.1",
                                    "--server-id=1",
                                    "--log-bin=bin",
                                    "--binlog-format=ROW",
                                    "--sync-binlog=0",
                                    "--innodb-flush-log-at-trx-commit=0",
                                    "--innodb-log-file-size=64M",
                                    "--innodb-buffer-pool-size=64M",
                                    "--character-set-server=utf8mb4",
                                    "--max-allowed-packet=64M"};
  words.insert(words.end(), options_.begin(), options_.end());
  pid_ = spawn(words, folder_ + "/server.log");
  wait_until_ready();
}

void MariadbServer::wait_until_ready() {
  for (int i = 0; i < 600; ++i) {
    if (MYSQL* mysql = connect(port_)) {
      mysql_close(mysql);
      return;
    }
    int outcome = 0;
    if (::waitpid(pid_, &outcome, WNOHANG) == pid_) {
      pid_ = -1;
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("MariaDB did not start:\n" +
                           contents(folder_ + "/server.log"));
}

void MariadbServer::run(const std::string& sql) const { value(sql); }

std::string MariadbServer::value(const std::string& sql) const {
  MYSQL* mysql = connect(port_);
  if (mysql == nullptr) throw std::runtime_error("MariaDB is not there");
  return run_all(mysql, sql);
}

void MariadbServer::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void MariadbServer::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void MariadbServer::restart() {
  stop();
  start();
}

void MariadbServer::offer_tls() {
  const Certificate files = make_certificate(folder_);
  add_option("--ssl-cert=" + files.certificate);
  add_option("--ssl-key=" + files.key);
}

}  // namespace millrace::test
