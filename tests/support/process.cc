// SPDX-License-Identifier: Apache-2.0
#include "support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace millrace::test {
namespace {

std::string temp_file() {
  const char* base = getenv("TMPDIR");
  std::string path = std::string(base ? base : "/tmp") + "/millrace-XXXXXX";
  const int fd = mkstemp(path.data());
  if (fd < 0) throw std::runtime_error("cannot make a file at " + path);
  close(fd);
  return path;
}

void redirect(const std::string& path, int flags, int onto) {
  const int fd = open(path.c_str(), flags, 0600);
  if (fd < 0) _exit(126);
  dup2(fd, onto);
  close(fd);
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::string Outcome::text() const {
  return "exit code " + std::to_string(exit_code) + "\n--- stdout\n" + out +
         "\n--- stderr\n" + err;
}

Background::Background(const Argv& argv, const Environment& extra,
                       const std::string& input)
    : out_path_(temp_file()), err_path_(temp_file()) {
  std::string in_path = "/dev/null";
  if (!input.empty()) {
    in_path = temp_file();
    write_file(in_path, input);
  }
  std::vector<char*> args;
  for (const auto& word : argv) args.push_back(const_cast<char*>(word.data()));
  args.push_back(nullptr);
  // A signal that comes before exec must not reach the test's own handlers,
  // which allocate: in the child of a fork they would wait for ever.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_ = fork();
  if (pid_ != 0) pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    redirect(in_path, O_RDONLY, 0);
    redirect(out_path_, O_WRONLY | O_TRUNC, 1);
    redirect(err_path_, O_WRONLY | O_TRUNC, 2);
    if (!input.empty()) unlink(in_path.c_str());
    for (const auto& [name, value] : extra)
      setenv(name.c_str(), value.c_str(), 1);
    execvp(args[0], args.data());
    _exit(127);
  }
}

Background::~Background() {
  if (!ended_) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
  }
  unlink(out_path_.c_str());
  unlink(err_path_.c_str());
}

bool Background::running() {
  if (!ended_ && waitpid(pid_, &status_, WNOHANG) == pid_) ended_ = true;
  return !ended_;
}

void Background::signal(int number) {
  if (running()) kill(pid_, number);
}

Outcome Background::wait(double seconds) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  Outcome outcome;
  while (running() && std::chrono::steady_clock::now() < end)
    sleep_seconds(0.01);
  if (running()) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
    ended_ = true;
  } else {
    outcome.exit_code = exit_code_of(status_);
  }
  outcome.out = out();
  outcome.err = err();
  return outcome;
}

std::string Background::out() const { return read_file(out_path_); }
std::string Background::err() const { return read_file(err_path_); }

Outcome run(const Argv& argv, double seconds, const Environment& extra,
            const std::string& input) {
  return Background(argv, extra, input).wait(seconds);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

void write_file(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

void sleep_seconds(double seconds) {
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

std::string make_temp_dir(const std::string& prefix) {
  const char* base = getenv("TMPDIR");
  std::string path =
      std::string(base ? base : "/tmp") + "/" + prefix + "-XXXXXX";
  if (mkdtemp(path.data()) == nullptr)
    throw std::runtime_error("cannot make a directory at " + path);
  return path;
}

}  // namespace millrace::test
