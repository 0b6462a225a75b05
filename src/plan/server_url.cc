// SPDX-License-Identifier: Apache-2.0
#include "plan/server_url.h"

#include <charconv>
#include <map>

#include "base/text.h"

namespace millrace {
namespace {

struct Scheme {
  const char* engine;
  int port;
  bool needs_database;
};
using Schemes = std::map<std::string, Scheme>;

const Schemes& source_schemes() {
  static const Schemes schemes = {{"mysql", {"mysql", 3306, false}},
                                  {"mariadb", {"mysql", 3306, false}}};
  return schemes;
}

const Schemes& target_schemes() {
  static const Schemes schemes = {
      {"postgresql", {"postgresql", 5432, true}},
      {"postgres", {"postgresql", 5432, true}},
      {"analyticdb-postgresql", {"analyticdb-postgresql", 5432, true}},
      {"greenplum", {"greenplum", 5432, true}},
      {"mysql", {"mysql", 3306, false}},
      {"mariadb", {"mysql", 3306, false}},
      {"drds", {"drds", 3306, true}}};
  return schemes;
}

Result<std::string> decoded(std::string_view text, const char* what) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    std::string byte;
    if (i + 2 >= text.size() || !unhex(text.substr(i + 1, 2), &byte) ||
        byte[0] == '\0') {
      return Status::refused(cat("the ", what,
                                 " holds a % without two hexadecimal digits "
                                 "behind it; a % itself is written %25"));
    }
    out += byte;
    i += 2;
  }
  return out;
}

class UrlReader {
 public:
  UrlReader(const char* what, const char* variable, const Schemes& schemes)
      : what_(what), variable_(variable), schemes_(schemes) {}

  Result<ServerUrl> read(std::string_view url) {
    MR_RETURN_IF_ERROR(take_scheme(&url));
    const size_t query = url.find('?');
    const std::string_view place = url.substr(0, query);
    const size_t at = place.rfind('@');
    if (at == place.npos) {
      return Status::refused(cat(what_, ": no account; write ", example()));
    }
    MR_RETURN_IF_ERROR(take_user(place.substr(0, at)));
    MR_RETURN_IF_ERROR(take_place(place.substr(at + 1)));
    if (query != url.npos) {
      MR_RETURN_IF_ERROR(take_query(url.substr(query + 1)));
    }
    MR_RETURN_IF_ERROR(check());
    return std::move(url_);
  }

 private:
  std::string example() const {
    return cat(scheme_name_.empty() ? schemes_.begin()->first : scheme_name_,
               "://user@host:port/database");
  }
  Status refuse(const std::string& why) const {
    return Status::refused(cat(what_, ": ", why, "; write ", example()));
  }

  Status take_scheme(std::string_view* url) {
    const size_t end = url->find("://");
    if (end == url->npos) return refuse("no URL");
    const std::string name = to_lower(url->substr(0, end));
    const auto found = schemes_.find(name);
    if (found == schemes_.end()) {
      std::vector<std::string> known;
      for (const auto& [one, scheme] : schemes_) known.push_back(one);
      const std::string near = nearest(name, known);
      return Status::refused(
          cat(what_, ": \"", name, "\" is no kind of server here; ",
              near.empty() ? cat("known are ", join(known, ", "))
                           : cat("did you mean \"", near, "\"?")));
    }
    scheme_ = found->second;
    scheme_name_ = name;
    url_.engine = scheme_.engine;
    url->remove_prefix(end + 3);
    return {};
  }

  Status take_user(std::string_view user) {
    if (user.find(':') != user.npos) {
      return Status::refused(
          cat(what_,
              ": a password in a URL stays in the shell's history and shows "
              "in the list of processes; take it out (and change it, if it "
              "was a real one), export it as ",
              variable_, ", and write ", example()));
    }
    MR_ASSIGN_OR_RETURN(url_.endpoint.user, decoded(user, "account"));
    return url_.endpoint.user.empty() ? refuse("no account") : Status();
  }

  Status take_place(std::string_view place) {
    const size_t slash = place.find('/');
    if (slash != place.npos) {
      const std::string_view path = place.substr(slash + 1);
      if (path.find('/') != path.npos) {
        return refuse("a database is one name, and a / in it is written %2F");
      }
      MR_ASSIGN_OR_RETURN(url_.endpoint.database, decoded(path, "database"));
    }
    return take_host(place.substr(0, slash));
  }

  Status take_host(std::string_view host) {
    size_t colon = host.rfind(':');
    if (host.starts_with("[")) {
      const size_t end = host.find(']');
      if (end == host.npos) return refuse("a [ without its ]");
      url_.endpoint.host = host.substr(1, end - 1);
      if (end + 1 == host.size()) return {};
      if (host[end + 1] != ':') return refuse("text between ] and the port");
      return take_port(host.substr(end + 2));
    }
    if (colon != host.npos && host.find(':') != colon) {
      return refuse("an IPv6 address stands in [ ]");
    }
    MR_ASSIGN_OR_RETURN(url_.endpoint.host,
                        decoded(host.substr(0, colon), "host"));
    return colon == host.npos ? Status() : take_port(host.substr(colon + 1));
  }

  Status take_port(std::string_view port) {
    const char* end = port.data() + port.size();
    const auto read = std::from_chars(port.data(), end, url_.endpoint.port);
    if (read.ptr == end && read.ec == std::errc() && url_.endpoint.port > 0 &&
        url_.endpoint.port < 65536) {
      return {};
    }
    return refuse("the port is no number from 1 to 65535");
  }

  Status take_query(std::string_view query) {
    for (const std::string& part : split(query, '&')) {
      const size_t equals = part.find('=');
      const std::string key = part.substr(0, equals);
      MR_ASSIGN_OR_RETURN(
          std::string value,
          decoded(equals == part.npos ? "" : part.substr(equals + 1),
                  "parameter"));
      MR_RETURN_IF_ERROR(take_parameter(key, std::move(value)));
    }
    return {};
  }

  Status take_parameter(const std::string& key, std::string value) {
    static const std::vector<std::string> known = {"socket", "tls", "ca",
                                                   "cert", "key"};
    if (key == "password" || key == "pass" || key == "pwd") {
      return take_user(":");
    }
    if (key == "tls") return take_tls(value);
    std::string* into = key == "socket" ? &url_.endpoint.socket
                        : key == "ca"   ? &url_.endpoint.tls.ca
                        : key == "cert" ? &url_.endpoint.tls.cert
                        : key == "key"  ? &url_.endpoint.tls.key
                                        : nullptr;
    if (into == nullptr) {
      const std::string near = nearest(key, known);
      return Status::refused(cat(what_, ": no parameter of this name; ",
                                 near.empty()
                                     ? cat("known are ", join(known, ", "))
                                     : cat("did you mean \"", near, "\"?")));
    }
    if (value.empty()) return refuse(cat("\"", key, "\" is empty"));
    *into = std::move(value);
    return {};
  }

  Status take_tls(const std::string& word) {
    static const char* const kModes[] = {"disabled", "preferred", "required",
                                         "verify-ca", "verify-identity"};
    int mode = 0;
    for (const char* one : kModes) {
      if (word == one) {
        url_.endpoint.tls.mode = static_cast<TlsMode>(mode);
        return {};
      }
      ++mode;
    }
    return refuse(
        "\"tls\" is disabled, preferred, required, verify-ca or "
        "verify-identity");
  }

  Status check() {
    PlanEndpoint& to = url_.endpoint;
    if (scheme_.needs_database && to.database.empty()) {
      return refuse("no database");
    }
    if (to.socket.empty()) {
      if (to.host.empty()) return refuse("no host");
      if (to.port == 0) to.port = scheme_.port;
      return {};
    }
    if (!to.host.empty() && to.host != "localhost") {
      return refuse("a socket is on this machine: leave the host empty");
    }
    to.host.clear();
    // MySQL's socket is a path alone; PostgreSQL's has the port in its name.
    if (scheme_.port == 3306 && to.port != 0) {
      return refuse("a socket has no port");
    }
    return {};
  }

  const char* what_;
  const char* variable_;
  const Schemes& schemes_;
  Scheme scheme_{};
  std::string scheme_name_;
  ServerUrl url_;
};

}  // namespace

Result<ServerUrl> parse_source_url(std::string_view url) {
  return UrlReader("--source", "MILLRACE_SOURCE_PASSWORD", source_schemes())
      .read(url);
}

Result<ServerUrl> parse_target_url(std::string_view url) {
  return UrlReader("--target", "MILLRACE_TARGET_PASSWORD", target_schemes())
      .read(url);
}

}  // namespace millrace
