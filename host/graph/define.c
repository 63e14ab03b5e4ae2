/* define.c -- indicators that Lua computes, as rows of one graph. */
#include "core/arena.h"
#include "core/error.h"
#include "graph/graph.h"
#include "graph/hash.h"
#include "indicators/run.h"

#include <math.h>
#include <string.h>

const tide_indicator *tide__graph_find(const tide_graph *g, const char *name) {
  for (const tide__custom *c = tide__graph_customs(g); c; c = c->next)
    if (strcmp(c->row.name, name) == 0) return &c->row;
  return tide_indicator_find(name);
}

/* A text of the graph's own; an empty one for NULL. */
static const char *keep(tide_graph *g, const char *text, bool *ok) {
  const size_t size = text ? strlen(text) + 1 : 1;
  char *to = tide__arena_get(tide__graph_arena(g), size);
  if (to)
    memcpy(to, text ? text : "", size);
  else
    *ok = false;
  return to;
}

static bool keep_row(tide_graph *g, tide_indicator *row) {
  bool ok = true;
  row->name = keep(g, row->name, &ok);
  row->title = keep(g, row->title, &ok);
  row->group = keep(g, row->group, &ok);
  row->source = keep(g, row->source, &ok);
  for (int32_t i = 0; i < TIDE_IND_MAX_IO; i++) {
    if (row->inputs[i]) row->inputs[i] = keep(g, row->inputs[i], &ok);
    if (row->outputs[i]) row->outputs[i] = keep(g, row->outputs[i], &ok);
    if (row->units[i]) row->units[i] = keep(g, row->units[i], &ok);
  }
  for (int32_t i = 0; i < TIDE_IND_MAX_PARAMS; i++)
    if (row->params[i].name) row->params[i].name = keep(g, row->params[i].name, &ok);
  row->lookback = row->warmup = row->memory = NULL;
  row->start = NULL;
  row->feed = NULL;
  row->run = NULL;
  return ok;
}

static bool complete(const tide_indicator *row) {
  if (!row->name || !*row->name || !row->inputs[0] || !row->outputs[0]) return false;
  for (int32_t i = 0; i < tide__indicator_params(row); i++) {
    const tide_param *p = &row->params[i];
    if (!isfinite(p->min) || !isfinite(p->max) || !(p->min <= p->def && p->def <= p->max))
      return false;
  }
  return true;
}

int tide_graph_define(tide_graph *g, const tide_indicator *row, const char *identity,
                      tide_error *error) {
  if (!complete(row))
    return tide__error(error, TIDE_EINVAL, "an indicator needs a name, inputs, outputs and ranges");
  if (tide__graph_find(g, row->name))
    return tide__error(error, TIDE_EINVAL, "there is an indicator '%s' already", row->name);
  tide__custom *custom = tide__arena_zero(tide__graph_arena(g), sizeof *custom);
  if (custom) custom->row = *row;
  if (!custom || !keep_row(g, &custom->row))
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  custom->identity = tide__hash_text(0, identity);
  tide__graph_add_custom(g, custom);
  return TIDE_OK;
}

int tide_graph_custom(const tide_graph *g, int32_t i, tide_custom_call *out) {
  for (int32_t id = 0; tide__graph_customs(g) && id < tide_graph_count(g); id++) {
    const tide__node *x = tide__graph_node(g, id);
    if (x->type != TIDE__NODE_INDICATOR || x->leader != id || !tide__is_custom(x->ind)) continue;
    if (i-- > 0) continue;
    *out = (tide_custom_call){id, x->bars[0], x->ind, x->numbers};
    return TIDE_OK;
  }
  return TIDE_EMISSING;
}

int tide_graph_custom_bars(tide_graph *g, int32_t node, int32_t lookback, int32_t warmup) {
  const tide__node *x = tide__graph_node(g, node);
  if (!x || x->type != TIDE__NODE_INDICATOR || !tide__is_custom(x->ind)) return TIDE_EINVAL;
  if (lookback < 0 || warmup < lookback) return TIDE_EINVAL;
  tide__node *edited = tide__graph_edit(g, x->leader);
  edited->bars[0] = lookback;
  edited->bars[1] = warmup;
  return TIDE_OK;
}

int32_t tide__call_bars(const tide_graph *g, const tide__node *x, bool settled) {
  if (!tide__is_custom(x->ind)) return (settled ? x->ind->warmup : x->ind->lookback)(x->numbers);
  return tide__graph_node(g, x->leader)->bars[settled];
}
