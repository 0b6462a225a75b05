// SPDX-License-Identifier: Apache-2.0
//
// What MySQL's own client library, as built for a newer Debian, takes from
// newer C and C++ libraries than those of Debian 12: a few functions under
// other names. For the tests that run millrace on that library, no more.
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

extern "C" {
long __isoc23_strtol(const char* s, char** end, int base) {
  return strtol(s, end, base);
}
long long __isoc23_strtoll(const char* s, char** end, int base) {
  return strtoll(s, end, base);
}
unsigned long __isoc23_strtoul(const char* s, char** end, int base) {
  return strtoul(s, end, base);
}
unsigned long long __isoc23_strtoull(const char* s, char** end, int base) {
  return strtoull(s, end, base);
}
int __isoc23_sscanf(const char* s, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int read = vsscanf(s, format, arguments);
  va_end(arguments);
  return read;
}
size_t strlcat(char* to, const char* from, size_t size) {
  const size_t there = strnlen(to, size);
  const size_t more = strlen(from);
  if (there == size) return size + more;
  const size_t fits = std::min(more, size - there - 1);
  memcpy(to + there, from, fits);
  to[there + fits] = 0;
  return there + more;
}
// std::ios_base_library_init(): Debian 12's streams begin by themselves.
void _ZSt21ios_base_library_initv() {}
// std::string::_M_replace_cold(char*, size, const char*, size, size): a
// replacement by a part of the string itself.
#define JOINED(a, b) a##b
void JOINED(_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE,
            15_M_replace_coldEPcmPKcmm)(void*, char* to, size_t gone,
                                        const char* from, size_t come,
                                        size_t rest) {
  const std::string copy(from, come);
  if (rest != 0 && gone != come) memmove(to + come, to + gone, rest);
  memcpy(to, copy.data(), come);
}
}
