// SPDX-License-Identifier: Apache-2.0
//
// Names the engines and calls the command line: the one file that sees both
// wings. A further target is one line here.
#include "cli/command_line.h"
#include "mysql/mysql_source.h"
#include "postgres/postgres_target.h"

int main(int argc, char** argv) {
  const millrace::mysql::MysqlSource mysql;
  const millrace::PostgresReading postgres_reading;
  const millrace::PostgresWriting postgres_writing;
  const millrace::Engines engines{mysql,
                                  {{millrace::TargetEngineKind::kPostgresql,
                                    {&postgres_reading, &postgres_writing}},
                                   {millrace::TargetEngineKind::kAnalyticdb,
                                    {&postgres_reading, &postgres_writing}}},
                                  MILLRACE_VERSION};
  return millrace::run_command_line(argc, argv, engines);
}
