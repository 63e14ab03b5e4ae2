/* json_syntax.c -- text to a JSON document. What is wrong with a text is said in
 * our words by the library's code; of its message only the part that quotes the
 * text is used. */
#include "core/error.h"
#include "graph/json_reader.h"

#include <stdio.h>
#include <string.h>

static const struct {
  enum json_error_code code;
  const char *text;
} complaints[] = {
  {json_error_premature_end_of_input, "the text ends before the object does"},
  {json_error_end_of_input_expected, "more text follows the end of the object"},
  {json_error_duplicate_key, "this member is given twice"},
  {json_error_stack_overflow, "the text is nested too deeply"},
  {json_error_numeric_overflow, "this number is too large"},
  {json_error_invalid_utf8, "the text is not UTF-8; save it as UTF-8"},
  {json_error_null_character, "the text holds a zero byte"},
  {json_error_null_byte_in_key, "the name of a member holds a zero byte"},
  {json_error_out_of_memory, "out of memory"},
  {json_error_invalid_syntax,
   "this makes no sense here; is a comma, a quote or a bracket missing?"},
};

static const char *complaint(enum json_error_code code) {
  for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
    if (complaints[i].code == code) return complaints[i].text;
  return "this is not JSON";
}

/* "unexpected token near 'x'" and "duplicate object key near '"x"'": what is in
 * the outer quotes. The end of the file has none. */
static void quoted_part(const char *message, char *out, size_t size) {
  const char *near = strstr(message, " near '");
  snprintf(out, size, "%s", near ? near + 7 : "");
  char *end = strrchr(out, '\'');
  if (end && !end[1]) *end = 0;
}

int tide__json_parse(const char *text, size_t size, json_t **out, tide_error *error) {
  if (size > TIDE__JSON_MAX_SIZE)
    return tide__error(error, TIDE_EINVAL, "the strategy is larger than 1 MiB");
  json_error_t e;
  *out = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &e);
  if (*out) return TIDE_OK;
  const enum json_error_code code = json_error_code(&e);
  char found[64];
  quoted_part(e.text, found, sizeof found);
  return tide__error(error, code == json_error_out_of_memory ? TIDE_ENOMEM : TIDE_EINVAL,
                     "line %d, column %d: %s%s%s%s", e.line, e.column, *found ? "found '" : "",
                     found, *found ? "': " : "", complaint(code));
}
