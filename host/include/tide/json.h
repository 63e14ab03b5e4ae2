/* json.h -- documents read. */

/* A document, and each value in it, which lives as long as the document. */
typedef struct tide_json tide_json;
enum {
  TIDE_JSON_NULL = 0,
  TIDE_JSON_FALSE = 1,
  TIDE_JSON_TRUE = 2,
  TIDE_JSON_NUMBER = 3,
  TIDE_JSON_TEXT = 4,
  TIDE_JSON_LIST = 5,
  TIDE_JSON_OBJECT = 6
};
typedef struct {
  void *at; /* NULL before the first */
  const char *name;
  tide_json *value;
} tide_json_member;
/* NULL with "line 2, column 7: ..." when the text is no JSON. */
tide_json *tide_json_read(const char *text, size_t size, tide_error *error);
void tide_json_free(tide_json *document); /* NULL is allowed */
int32_t tide_json_kind(const tide_json *v);
double tide_json_number(const tide_json *v);
const char *tide_json_text(const tide_json *v, int32_t *size);
int32_t tide_json_size(const tide_json *v);                     /* of a list */
const tide_json *tide_json_item(const tide_json *v, int32_t i); /* of a list */
bool tide_json_next(const tide_json *v,
                    tide_json_member *m); /* the next member of an object, in order */
