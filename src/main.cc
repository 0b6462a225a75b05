// SPDX-License-Identifier: Apache-2.0
//
// Names the engines and calls the command line: the one file that sees both
// wings. A further target is one line here.
#include "cli/command_line.h"
#include "mysql/mysql_source.h"
#include "mysql/mysql_target.h"
#include "postgres/postgres_target.h"

int main(int argc, char** argv) {
  const millrace::mysql::MysqlSource mysql;
  const millrace::PostgresReading postgres_reading;
  const millrace::PostgresWriting postgres_writing;
  const millrace::PostgresWriting cluster_writing(millrace::CopyFormat::kText);
  const millrace::mysql::MysqlReading mysql_reading;
  const millrace::mysql::MysqlWriting mysql_writing;
  using Kind = millrace::TargetEngineKind;
  const millrace::Engines engines{
      mysql,
      {{Kind::kPostgresql, {&postgres_reading, &postgres_writing}},
       {Kind::kAnalyticdb, {&postgres_reading, &cluster_writing}},
       {Kind::kMysql, {&mysql_reading, &mysql_writing}},
       {Kind::kDrds, {&mysql_reading, &mysql_writing}}},
      MILLRACE_VERSION};
  return millrace::run_command_line(argc, argv, engines);
}
