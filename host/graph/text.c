/* text.c -- an expression as a strategy file would say it.
 *
 * Shared parts are written out each time they occur, so a text can be far longer
 * than its graph: writing stops when the buffer is full. */
#include "graph/graph.h"
#include "indicators/run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const tide_graph *graph;
  char *out;
  int32_t size, length;
} writer;

static void put(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(writer *w, const char *format, ...) {
  if (w->length >= w->size - 1) return;
  va_list args;
  va_start(args, format);
  const int more = vsnprintf(w->out + w->length, (size_t)(w->size - w->length), format, args);
  va_end(args);
  w->length += more < w->size - w->length ? more : w->size - 1 - w->length;
}

static bool full(const writer *w) { return w->length >= w->size - 1; }

static void put_node(writer *w, int32_t id);

/* The shortest decimal that reads back as x. */
static void put_number(writer *w, double x) {
  char text[40];
  for (int digits = 6; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, x);
    if (strtod(text, NULL) == x) break;
  }
  put(w, "%s", text);
}

static void put_market(writer *w, const tide__node *x) {
  char timeframe[32] = "";
  if (x->timeframe) tide_timeframe_name(x->timeframe, timeframe, sizeof timeframe);
  put(w, "m");
  if (*x->symbol)
    put(w, "(\"%s\", \"%s\")", timeframe, x->symbol);
  else if (*timeframe)
    put(w, "(\"%s\")", timeframe);
}

static void put_list(writer *w, const tide__node *x, int32_t from) {
  for (int32_t i = from; i < x->n_args && !full(w); i++) {
    if (i > from) put(w, ", ");
    put_node(w, x->args[i]);
  }
}

/* Whether the inputs are exactly what the indicator takes from one market. */
static bool takes_market(const writer *w, const tide__node *x) {
  const tide__node *first = tide__graph_node(w->graph, x->args[0]);
  for (int32_t i = 0; i < x->n_args; i++) {
    const tide__node *arg = tide__graph_node(w->graph, x->args[i]);
    if (arg->type != TIDE__NODE_FIELD) return false;
    if (strcmp(x->ind->inputs[i], tide__field_name(arg->what)) != 0) return false;
    if (arg->timeframe != first->timeframe || strcmp(arg->symbol, first->symbol) != 0) return false;
  }
  return true;
}

/* A condition is given as what it is, not as the 1 and 0 the indicator reads. */
static void put_inputs(writer *w, const tide__node *x) {
  for (int32_t i = 0; i < x->n_args && !full(w); i++) {
    const tide__node *arg = tide__graph_node(w->graph, x->args[i]);
    if (i) put(w, ", ");
    put_node(w, tide__indicator_takes_condition(x->ind, i) ? arg->args[0] : x->args[i]);
  }
}

static void put_indicator(writer *w, const tide__node *x) {
  put(w, "ta.%s(", x->ind->name);
  if (takes_market(w, x))
    put_market(w, tide__graph_node(w->graph, x->args[0]));
  else
    put_inputs(w, x);
  for (int32_t i = 0; i < x->n_numbers; i++) {
    put(w, ", ");
    put_number(w, x->numbers[i]);
  }
  put(w, ")");
  if (tide__indicator_outputs(x->ind) > 1) put(w, ".%s", x->ind->outputs[x->what]);
}

static void put_session(writer *w, const tide__node *x, const char *op) {
  put(w, "session { from = \"%02d:%02d\", to = \"%02d:%02d\", tz = \"%s\" }",
      (int)x->numbers[0] / 60, (int)x->numbers[0] % 60, (int)x->numbers[1] / 60,
      (int)x->numbers[1] % 60, x->text);
  if (strcmp(op, "session_after") == 0)
    put(w, ":after(\"%02d:%02d\")", (int)x->numbers[2] / 60, (int)x->numbers[2] % 60);
  else
    put(w, ".%s", op + strlen("session_"));
}

/* The left side of an operator: -2 ^ x would be read as -(2 ^ x). */
static void put_base(writer *w, int32_t id, bool power) {
  const tide__node *x = tide__graph_node(w->graph, id);
  const bool sign = power && x->type == TIDE__NODE_NUMBER && x->numbers[0] < 0.0;
  if (sign) put(w, "(");
  put_node(w, id);
  if (sign) put(w, ")");
}

static void put_op(writer *w, const tide__node *x) {
  static const char *const infix[][2] = {
    {"add", "+"}, {"sub", "-"}, {"mul", "*"}, {"div", "/"}, {"pow", "^"}};
  const tide__op *op = tide__op_at(x->what);
  const char *name = op->row.name;
  for (size_t i = 0; i < sizeof infix / sizeof infix[0]; i++) {
    if (strcmp(name, infix[i][0]) != 0) continue;
    put(w, "(");
    put_base(w, x->args[0], *infix[i][1] == '^');
    put(w, " %s ", infix[i][1]);
    put_node(w, x->args[1]);
    put(w, ")");
    return;
  }
  if (op->flags & TIDE__OP_SESSION) {
    put_session(w, x, name);
  } else if (strcmp(name, "neg") == 0) {
    put(w, "(-");
    put_node(w, x->args[0]);
    put(w, ")");
  } else if (strchr(op->row.args, '*')) {
    put(w, "%s { ", name);
    put_list(w, x, 0);
    put(w, " }");
  } else if (strcmp(name, "latch") == 0) {
    put(w, "latch(");
    put_list(w, x, 0);
    put(w, ")");
  } else {
    put_node(w, x->args[0]);
    put(w, ":%s(", name);
    put_list(w, x, 1);
    for (int32_t i = 0; i < x->n_numbers; i++) put_number(w, x->numbers[i]);
    put(w, ")");
  }
}

static void put_node(writer *w, int32_t id) {
  if (full(w)) return;
  const tide__node *x = tide__graph_node(w->graph, id);
  if (x->type == TIDE__NODE_NUMBER) {
    put_number(w, x->numbers[0]);
  } else if (x->type == TIDE__NODE_FIELD && tide__field_is_position(x->what)) {
    put(w, "%s", tide__field_name(x->what));
  } else if (x->type == TIDE__NODE_FIELD) {
    put_market(w, x);
    put(w, ".%s", tide__field_name(x->what));
  } else if (x->type == TIDE__NODE_INDICATOR) {
    put_indicator(w, x);
  } else {
    put_op(w, x);
  }
}

int tide_graph_text(const tide_graph *g, int32_t node, char *out, int32_t size) {
  if (size < 1) return TIDE_EINVAL;
  *out = 0;
  if (!tide__graph_node(g, node)) return TIDE_EINVAL;
  writer w = {.graph = g, .out = out, .size = size};
  put_node(&w, node);
  return TIDE_OK;
}
