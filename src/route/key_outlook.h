// SPDX-License-Identifier: Apache-2.0
//
// What a source's statistics say of the columns of a target table. Of an
// index over (a, b) the server knows how many different a there are and how
// many different (a, b): then there are at least their quotient of b, for no
// more of them can stand beside one a. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "engine/dialect.h"
#include "engine/key_figures.h"
#include "route/route.h"

namespace millrace {

// `routes` all have the same `to`. Source tables that meet may hold the same
// values or others: together as many as all of them, at least as many as the
// one with the most.
KeyOutlook key_outlook(const std::vector<Route*>& routes,
                       const FiguresBySource& figures);

// Of `all`, which is sorted by table; null when there is nothing.
const TableFigures* figures_of(const std::vector<TableFigures>& all,
                               const QualifiedName& table);

// How many different values columns of the source have together: of an index
// that begins with them; 0 = not known.
uint64_t distinct_values(const TableFigures& figures,
                         const std::vector<std::string>& columns);
// At least so many different values of one column; 0 = not known.
uint64_t least_values(const TableFigures& figures, const std::string& column);

}  // namespace millrace
