// SPDX-License-Identifier: Apache-2.0
#include "support/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
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
#include <stdexcept>
#include <thread>

#include "support/certificate.h"
#include "support/process.h"

namespace millrace::test {
namespace {

namespace fs = std::filesystem;

std::string newest_programs() {
  if (const char* given = std::getenv("MILLRACE_POSTGRES_BIN")) return given;
  int newest = 0;
  std::error_code ignored;
  for (const auto& entry :
       fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    newest = std::max(newest, std::atoi(entry.path().filename().c_str()));
  }
  if (newest == 0) throw std::runtime_error("no PostgreSQL is installed");
  return "/usr/lib/postgresql/" + std::to_string(newest) + "/bin";
}

int unused_port() {
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
void become_nobody(const std::string& folder) {
  if (::geteuid() == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (nobody == nullptr || ::setgid(nobody->pw_gid) != 0 ||
        ::setuid(nobody->pw_uid) != 0) {
      ::_exit(126);
    }
  }
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::chdir(folder.c_str()) != 0) ::_exit(125);
  int fd =
      ::open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(fd, 1);
  ::dup2(fd, 2);
}

pid_t spawn(const std::vector<std::string>& words, const std::string& folder) {
  std::vector<char*> argv;
  for (const std::string& word : words) {
    argv.push_back(const_cast<char*>(word.c_str()));
  }
  argv.push_back(nullptr);
  pid_t pid = ::fork();
  if (pid == 0) {
    become_nobody(folder);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  return pid;
}

std::string conninfo(int port, const std::string& database) {
  return "host=127.0.0.1 user=postgres port=" + std::to_string(port) +
         " dbname='" + database +
         "' connect_timeout=5 options='-c client_min_messages=warning'";
}

}  // namespace

PostgresServer::PostgresServer(std::vector<std::string> options)
    : options_(std::move(options)), programs_(newest_programs()) {
  folder_ = make_temp_dir("millrace-postgres");
  if (::geteuid() == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (::chown(folder_.c_str(), nobody->pw_uid, nobody->pw_gid) != 0) {
      throw std::runtime_error("cannot hand " + folder_ + " to nobody");
    }
  }
  port_ = unused_port();
  install();
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

Endpoint PostgresServer::endpoint(const std::string& database,
                                  const std::string& user,
                                  const std::string& password) const {
  Endpoint endpoint;
  endpoint.name = "target";
  endpoint.host = "127.0.0.1";
  endpoint.port = port_;
  endpoint.user = user;
  endpoint.password = Secret(password);
  endpoint.database = database;
  return endpoint;
}

void PostgresServer::install() {
  pid_t pid =
      spawn({programs_ + "/initdb", "-D", folder_ + "/data", "-U", "postgres",
             "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
            folder_);
  int outcome = 0;
  ::waitpid(pid, &outcome, 0);
  if (outcome != 0) {
    throw std::runtime_error("initdb failed:\n" + read_file(folder_ + "/log"));
  }
}

void PostgresServer::start() {
  std::vector<std::string> words = {programs_ + "/postgres",
                                    "-D",
                                    folder_ + "/data",
                                    "-p",
                                    std::to_string(port_),
                                    "-k",
                                    folder_,
                                    "-c",
                                    "listen_addresses=127.0.0.1",
                                    "-c",
                                    "fsync=off",
                                    "-c",
                                    "max_wal_size=2GB"};
  for (const std::string& option : options_) {
    words.push_back("-c");
    words.push_back(option);
  }
  // After a kill the old backends may still be on their way out.
  for (int i = 0; i < 400; ++i) {
    if (pid_ <= 0) pid_ = spawn(words, folder_);
    if (PQping(conninfo(port_, "postgres").c_str()) == PQPING_OK) return;
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("PostgreSQL did not start:\n" +
                           read_file(folder_ + "/log"));
}

void PostgresServer::run(const std::string& sql,
                         const std::string& database) const {
  value(sql, database);
}

std::string PostgresServer::value(const std::string& sql,
                                  const std::string& database) const {
  PGconn* connection = PQconnectdb(conninfo(port_, database).c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  ExecStatusType kind = PQresultStatus(result);
  bool ok = kind == PGRES_COMMAND_OK || kind == PGRES_TUPLES_OK;
  bool filled = kind == PGRES_TUPLES_OK && PQntuples(result) > 0;
  std::string text = filled ? PQgetvalue(result, 0, 0) : "";
  std::string error = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (!ok) throw std::runtime_error(error + " in: " + sql.substr(0, 500));
  return text;
}

std::string PostgresServer::new_database() {
  std::string name = "test_" + std::to_string(++databases_);
  run("CREATE DATABASE " + name);
  return name;
}

void PostgresServer::offer_tls() {
  const Certificate files = make_certificate(folder_);
  options_.insert(options_.end(),
                  {"ssl=on", "ssl_cert_file=" + files.certificate,
                   "ssl_key_file=" + files.key});
}

void PostgresServer::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGINT);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void PostgresServer::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void PostgresServer::restart() {
  stop();
  start();
}

}  // namespace millrace::test
