/* json_reader.h -- what the parts of the JSON reader share: where we are in the
 * document, the parameters, and how to complain. */
#pragma once
#include "core/json.h"
#include "tide.h"

enum { TIDE__JSON_MAX_DEPTH = 64, TIDE__JSON_MAX_PARAMS = 256, TIDE__JSON_MAX_SIZE = 1 << 20 };

/* A place in the document, as a chain up to the root. */
typedef struct tide__path {
  const struct tide__path *up;
  const char *name; /* member, or NULL for an element */
  int32_t index;
  int32_t depth;
} tide__path;
tide__path tide__path_member(const tide__path *up, const char *name);
tide__path tide__path_element(const tide__path *up, int32_t index);

typedef struct {
  tide_strategy *strategy;
  tide_graph *graph; /* the strategy's */
  tide_error *error;
  int32_t params;
  tide_json_param param[TIDE__JSON_MAX_PARAMS];
} tide__reader;

/* All of these return a negative status with "PATH: what is wrong". */
int tide__json_fail(tide__reader *r, const tide__path *at, const char *format, ...)
  __attribute__((format(printf, 3, 4)));
/* Puts the path before the message that a call of the graph left. */
int tide__json_prefix(tide__reader *r, const tide__path *at, int status);
/* "expected WANTED, found a text" */
int tide__json_wrong_type(tide__reader *r, const tide__path *at, const char *wanted,
                          const json_t *found);
/* "unknown WHAT 'name': did you mean ..." among names, which ends with NULL. */
int tide__json_unknown(tide__reader *r, const tide__path *at, const char *what, const char *name,
                       const char *const *names);

/* An object with only the named members; `lists` are NULL-terminated lists of
 * names, ended by NULL. Also limits the nesting. */
int tide__json_object(tide__reader *r, const json_t *j, const tide__path *at,
                      const char *const *const *lists);
/* A number, or "$name" of a parameter. */
int tide__json_number(tide__reader *r, const json_t *j, const tide__path *at, double *out);
/* A whole number in [least, most]. */
int tide__json_whole(tide__reader *r, const json_t *j, const tide__path *at, int32_t least,
                     int32_t most, int32_t *out);
/* A text, or the error. The text belongs to the document. */
int tide__json_text(tide__reader *r, const json_t *j, const tide__path *at, const char **out);
/* Index of a text in names, which ends with NULL. */
int32_t tide__json_choice(tide__reader *r, const json_t *j, const tide__path *at, const char *what,
                          const char *const *names);

/* json_params.c: the member `params`, with values put in. */
int tide__json_params(tide__reader *r, const json_t *j, const tide__path *at,
                      const tide_binding *bindings, int32_t n_bindings);

/* json_operand.c, json_condition.c: a node, or a negative status. */
typedef struct {
  const char *timeframe, *symbol; /* "" is the traded one */
} tide__candles_of;
int32_t tide__json_operand(tide__reader *r, const json_t *j, const tide__path *at,
                           tide__candles_of of);
int32_t tide__json_condition(tide__reader *r, const json_t *j, const tide__path *at);
/* The column of an object that has `indicator`, `op` or `session`; other members
 * are left to the caller. */
int32_t tide__json_operand_members(tide__reader *r, const json_t *j, const tide__path *at,
                                   tide__candles_of of);
/* An operator with `args` and `numbers`. */
int32_t tide__json_apply(tide__reader *r, const json_t *j, const tide__path *at);
/* op(args..., numbers...) with the path before a message. */
int32_t tide__json_op(tide__reader *r, const tide__path *at, const tide_graph_apply *apply);
/* A session operator over the object at `at`; `after` in minutes, or -1. */
int32_t tide__json_session(tide__reader *r, const json_t *j, const tide__path *at, const char *op,
                           int32_t after);
int tide__json_minutes(tide__reader *r, const json_t *j, const tide__path *at, int32_t *minutes);
/* Whether an object describes a condition rather than a column. */
bool tide__json_is_condition(const json_t *j);
extern const char *const tide__json_operand_names[]; /* the members of an operand */

/* json_side.c: one side from its entry and exit rules (exit may be NULL). */
int tide__json_side(tide__reader *r, const json_t *entry, const tide__path *entry_at,
                    const json_t *exit, const tide__path *exit_at, tide_side *side);
/* regimes.c: a list of regimes as bits. */
int tide__json_regimes(tide__reader *r, const json_t *j, const tide__path *at, int32_t *out);
/* json_stop.c: one `{type: ...}` among exit conditions. */
int tide__json_stop(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side);
