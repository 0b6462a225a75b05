// SPDX-License-Identifier: Apache-2.0
#include "mysql/mysql_source.h"

#include "mysql/content_reader.h"
#include "mysql/inspector.h"
#include "mysql/key_order.h"
#include "mysql/snapshot.h"
#if __has_include("mysql/change_log.h")
#include "mysql/change_log.h"
#define MILLRACE_HAS_CHANGE_LOG
#endif

namespace millrace::mysql {

Result<std::unique_ptr<Inspector>> MysqlSource::inspector(
    const Endpoint& endpoint) const {
  return MysqlInspector::open(endpoint);
}

Result<std::unique_ptr<SnapshotReader>> MysqlSource::snapshot(
    const Endpoint& endpoint) const {
  return MysqlSnapshot::open(endpoint);
}

Result<std::unique_ptr<ChangeLog>> MysqlSource::change_log(
    const Endpoint& endpoint, const ChangeLogOptions& options) const {
#ifdef MILLRACE_HAS_CHANGE_LOG
  return make_change_log(endpoint, options);
#else
  static_cast<void>(options);
  return Status::refused(endpoint.str() +
                         ": this build cannot follow a binary log");
#endif
}

Result<std::unique_ptr<ContentReader>> MysqlSource::content_reader(
    const Endpoint& endpoint) const {
  return MysqlContentReader::open(endpoint);
}

std::unique_ptr<KeyOrder> MysqlSource::key_order(
    const Table& table, const std::vector<size_t>& key) const {
  return make_key_order(table, key);
}

}  // namespace millrace::mysql
