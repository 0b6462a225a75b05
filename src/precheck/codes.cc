// SPDX-License-Identifier: Apache-2.0
#include "precheck/codes.h"

#include <iterator>

namespace millrace {

namespace {

constexpr FindingCode kCodes[] = {
    {"P100", "a source cannot be read"},
    {"P101", "a source of an unknown kind"},
    {"P102", "SELECT is missing"},
    {"P103", "replication privileges are missing"},
    {"P104", "no binary log"},
    {"P105", "the log does not hold rows"},
    {"P106", "the log holds parts of rows"},
    {"P107", "server_id clash"},
    {"P108", "the position cannot be read"},
    {"P109", "partial JSON in the log"},
    {"P110", "a database is not logged"},
    {"P111", "a replica that does not log"},
    {"P112", "the log is kept for a short time"},
    {"P115", "no GTIDs"},
    {"P120", "a pattern matches nothing"},
    {"P121", "a view or sequence is left out"},
    {"P122", "tables that cannot be merged"},
    {"P123", "a mapping names an unknown column"},
    {"P124", "two columns of one name"},
    {"P125", "a key column is left out"},
    {"P126", "a name is too long"},
    {"P127", "a name is needed twice"},
    {"P128", "a type without a counterpart"},
    {"P129", "a type that cannot hold the values"},
    {"P130", "no key"},
    {"P131", "prefix index"},
    {"P132", "an index is left out"},
    {"P133", "a storage engine without transactions"},
    {"P134", "geometry and vectors arrive as bytes"},
    {"P135", "a generated column"},
    {"P136", "a partitioned table"},
    {"P137", "triggers on the source"},
    {"P138", "an invisible column"},
    {"P140", "the stream carries a cascade out itself"},
    {"P141", "a foreign key is not made"},
    {"P142", "a cascade that cannot be followed"},
    {"P143", "a default is left out"},
    {"P144", "NULL for dates that do not exist"},
    {"P145", "a filter that cannot be read"},
    {"P146", "a primary_key that cannot be one"},
    {"P147", "a key that may not be unique"},
    {"P148", "a mapping that applies to nothing"},
    {"P149", "too many columns"},
    {"P150", "values could not be looked at"},
    {"P151", "dates that do not exist"},
    {"P152", "0x00 in text"},
    {"P153", "times outside of a day"},
    {"P154", "numbers that are no booleans"},
    {"P155", "text that is not JSON"},
    {"P160", "the source table has changed since its copy began"},
    {"P161", "an edit that cannot be done in place"},
    {"P162", "a copied table is gone from the target"},
    {"P190", "a waiver has ended"},
    {"P191", "a finding that cannot be waived"},
    {"P200", "the target cannot be read"},
    {"P201", "the target is of another kind"},
    {"P202", "the target database is not UTF-8"},
    {"P203", "schemas cannot be made"},
    {"P204", "tables cannot be made"},
    {"P205", "a target table cannot be written"},
    {"P206", "the target table holds rows"},
    {"P207", "a column of the target cannot be used"},
    {"P208", "a column that no row fills"},
    {"P209", "triggers on the target"},
    {"P210", "a foreign key on the target"},
    {"P211", "row level security on the target"},
    {"P213", "a column is kept"},
    {"P214", "the target is not as needed and schema is false"},
    {"P215", "something else stands in the table's place"},
    {"P216", "a wider type is kept"},
    {"P217", "a type that may not hold every value"},
    {"P218", "NOT NULL is not set"},
    {"P219", "an index of this name is another one"},
    {"P220", "a unique index of the target alone"},
    {"P221", "another primary key"},
    {"P222", "rows will be removed"},
};

}  // namespace

const std::vector<FindingCode>& precheck_codes() {
  static const std::vector<FindingCode> codes(std::begin(kCodes),
                                              std::end(kCodes));
  return codes;
}

}  // namespace millrace
