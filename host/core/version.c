/* version.c -- the version of the project, as CMakeLists.txt states it. */
#include "tide.h"

const char *tide_version(void) { return TIDE_VERSION; }
