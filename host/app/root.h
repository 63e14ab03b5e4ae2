/* root.h -- where the Lua files lie. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The folder that holds runtime/init.lua: $TIDE_HOME, or the nearest folder
 * above the executable. False when there is none. */
bool tide__root_find(char *out, size_t size);
