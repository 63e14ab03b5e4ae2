/* json.h -- text to a JSON document, and what is wrong with it in our words. */
#pragma once
#include "tide.h"

#include <jansson.h>

/* The document of a text, to be freed with json_decref; or a negative status and
 * "line 2, column 7: ..." in error. Numbers are doubles. */
int tide__json_parse(const char *text, size_t size, json_t **out, tide_error *error);
