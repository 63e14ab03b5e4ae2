/* ops.c -- the table of operators: what each takes, and what computes it. */
#include "graph/graph.h"
#include "graph/work.h"

#include <string.h>

enum { MOST_BARS = 1000000, DAY = 1440 };

#define BARS(from) .least = {from}, .most = {MOST_BARS}
#define MINUTES .least = {0, 0, 0}, .most = {DAY, DAY, DAY}, .flags = TIDE__OP_SESSION

#define MIRROR(name) .mirror = name

#define STEPPED(name) .run = tide__run_##name, .step = tide__step_##name

static const tide__op table[] = {
  {{"add", "cc", "c", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_add},
  {{"sub", "cc", "c", 0}, .run = tide__run_sub},
  {{"mul", "cc", "c", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_mul},
  {{"div", "cc", "c", 0}, .run = tide__run_div},
  {{"neg", "c", "c", 0}, .run = tide__run_neg},
  {{"abs", "c", "c", 0}, .run = tide__run_abs},
  {{"log", "c", "c", 0}, .run = tide__run_log},
  {{"sqrt", "c", "c", 0}, .run = tide__run_sqrt},
  {{"exp", "c", "c", 0}, .run = tide__run_exp},
  {{"log10", "c", "c", 0}, .run = tide__run_log10},
  {{"sin", "c", "c", 0}, .run = tide__run_sin},
  {{"cos", "c", "c", 0}, .run = tide__run_cos},
  {{"tan", "c", "c", 0}, .run = tide__run_tan},
  {{"asin", "c", "c", 0}, .run = tide__run_asin},
  {{"acos", "c", "c", 0}, .run = tide__run_acos},
  {{"atan", "c", "c", 0}, .run = tide__run_atan},
  {{"sinh", "c", "c", 0}, .run = tide__run_sinh},
  {{"cosh", "c", "c", 0}, .run = tide__run_cosh},
  {{"tanh", "c", "c", 0}, .run = tide__run_tanh},
  {{"floor", "c", "c", 0}, .run = tide__run_floor},
  {{"ceil", "c", "c", 0}, .run = tide__run_ceil},
  {{"round", "c", "c", 0}, .run = tide__run_round},
  {{"trunc", "c", "c", 0}, .run = tide__run_trunc},
  {{"pow", "cc", "c", 0}, .run = tide__run_pow},
  {{"max", "cc", "c", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_max},
  {{"min", "cc", "c", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_min},
  {{"shift", "x", "x", 1}, BARS(0), STEPPED(shift), .ring = true},
  {{"above", "cc", "b", 0}, STEPPED(above)},
  {{"below", "cc", "b", 0}, MIRROR("above"), STEPPED(below)},
  {{"at_least", "cc", "b", 0}, STEPPED(at_least)},
  {{"at_most", "cc", "b", 0}, MIRROR("at_least"), STEPPED(at_most)},
  {{"between", "ccc", "b", 0}, STEPPED(between)},
  {{"crosses_above", "cc", "b", 0}, STEPPED(crosses_above)},
  {{"crosses_below", "cc", "b", 0}, MIRROR("crosses_above"), STEPPED(crosses_below)},
  {{"rising", "c", "b", 1}, BARS(1), STEPPED(rising)},
  {{"falling", "c", "b", 1}, BARS(1), STEPPED(falling)},
  {{"all", "b*", "b", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_all},
  {{"any", "b*", "b", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_any},
  {{"none", "b*", "b", 0}, .flags = TIDE__OP_COMMUTES, .run = tide__run_none},
  {{"held", "b", "b", 1}, BARS(1), STEPPED(held)},
  {{"within", "b", "b", 1}, BARS(1), STEPPED(within)},
  {{"fresh", "b", "b", 0}, STEPPED(fresh)},
  {{"latch", "bb", "b", 0}, STEPPED(latch)},
  {{"to_number", "b", "c", 0}, .run = tide__run_to_number},
  {{"session_inside", "c", "b", 2}, MINUTES, STEPPED(session_inside)},
  {{"session_high", "c", "c", 2}, MINUTES, STEPPED(session_high)},
  {{"session_low", "c", "c", 2}, MINUTES, STEPPED(session_low)},
  {{"session_after", "c", "b", 3}, MINUTES, STEPPED(session_after)},
};
enum { OPS = sizeof table / sizeof table[0] };

int32_t tide_op_count(void) { return OPS; }

const tide_op *tide_op_at(int32_t i) { return i >= 0 && i < OPS ? &table[i].row : NULL; }

const tide__op *tide__op_at(int32_t i) { return i >= 0 && i < OPS ? &table[i] : NULL; }

int32_t tide__op_find(const char *name) {
  for (int32_t i = 0; i < OPS; i++)
    if (strcmp(table[i].row.name, name) == 0) return i;
  return -1;
}
