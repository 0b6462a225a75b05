// SPDX-License-Identifier: Apache-2.0
//
// give_back_memory: hands freed memory back to the system. For the few
// places where much was freed at once and more is asked for next: results
// of large catalog queries, differences that have been worded. Costs
// milliseconds. Thread: any.
#pragma once

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace millrace {

inline void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace millrace
