/* json.c -- text to a JSON document, and a walk over it for Lua. What is wrong with a text is said
 * in our words by the library's code; of its message only the part that quotes the text is used. */
#include "core/json.h"

#include "core/error.h"

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
  json_error_t e;
  const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
  *out = json_loadb(text, size, flags, &e);
  if (*out) return TIDE_OK;
  const enum json_error_code code = json_error_code(&e);
  char found[64];
  quoted_part(e.text, found, sizeof found);
  return tide__error(error, code == json_error_out_of_memory ? TIDE_ENOMEM : TIDE_EINVAL,
                     "line %d, column %d: %s%s%s%s", e.line, e.column, *found ? "found '" : "",
                     found, *found ? "': " : "", complaint(code));
}

/* A tide_json is a json_t: its name in tide.h keeps the library out of there. */
static const json_t *inside(const tide_json *v) { return (const json_t *)(const void *)v; }

tide_json *tide_json_read(const char *text, size_t size, tide_error *error) {
  json_t *document = NULL;
  return tide__json_parse(text, size, &document, error) == TIDE_OK ? (tide_json *)(void *)document
                                                                   : NULL;
}

void tide_json_free(tide_json *v) { json_decref((json_t *)(void *)v); }

int32_t tide_json_kind(const tide_json *v) {
  switch (json_typeof(inside(v))) {
  case JSON_OBJECT:
    return TIDE_JSON_OBJECT;
  case JSON_ARRAY:
    return TIDE_JSON_LIST;
  case JSON_STRING:
    return TIDE_JSON_TEXT;
  case JSON_TRUE:
    return TIDE_JSON_TRUE;
  case JSON_FALSE:
    return TIDE_JSON_FALSE;
  case JSON_NULL:
    return TIDE_JSON_NULL;
  default:
    return TIDE_JSON_NUMBER;
  }
}

double tide_json_number(const tide_json *v) { return json_number_value(inside(v)); }

const char *tide_json_text(const tide_json *v, int32_t *size) {
  *size = (int32_t)json_string_length(inside(v));
  return json_string_value(inside(v));
}

int32_t tide_json_size(const tide_json *v) { return (int32_t)json_array_size(inside(v)); }

const tide_json *tide_json_item(const tide_json *v, int32_t i) {
  return (const tide_json *)(const void *)json_array_get(inside(v), (size_t)i);
}

bool tide_json_next(const tide_json *v, tide_json_member *m) {
  json_t *object = (json_t *)(uintptr_t)v; /* the iterator changes nothing */
  m->at = m->at ? json_object_iter_next(object, m->at) : json_object_iter(object);
  if (!m->at) return false;
  m->name = json_object_iter_key(m->at);
  m->value = (tide_json *)(void *)json_object_iter_value(m->at);
  return true;
}
