/* replay_position.c -- rules that read the position. They are evaluated in the middle of a bar:
 * after its fills, before its decision. A bar that decides nothing tells them all the same, because
 * they may count bars. */
#include "backtest/replay.h"
#include "graph/stepper.h"

#include <stddef.h>

/* Of the account at bar t; none when there is no account. */
static void positions(const tide__sim *s, int32_t t, tide__step_position out[2]) {
  for (int32_t side = 0; side < 2; side++) {
    const tide__position *p = s ? &s->position[side] : NULL;
    const bool open = p && tide__open(p);
    double *value = out[side].value;
    value[TIDE__FIELD_POS_ENTRY - TIDE__FIELD_POSITION] = open ? p->entry : TIDE__NAN;
    value[TIDE__FIELD_POS_LAST_FILL - TIDE__FIELD_POSITION] = open ? p->last_fill : TIDE__NAN;
    value[TIDE__FIELD_POS_BARS - TIDE__FIELD_POSITION] =
      open ? (double)(t - p->counted_from + 1) : TIDE__NAN;
  }
}

void tide__replay_hold(tide_replay *r, tide_stepper *st) {
  r->asks = tide__stepper_hold(st) ? st : NULL;
}

static void tell(tide_replay *r, const tide__sim *s, int32_t t) {
  if (!r->asks) return;
  tide__step_position position[2];
  positions(s, t, position);
  tide__stepper_position(r->asks, position);
  tide__replay_write_exits(r, tide_stepper_bar(r->asks), t);
  tide__decide_learn(&r->sim, t);
  r->asks = NULL;
}

void tide__replay_tell(tide_replay *r, int32_t t) { tell(r, &r->sim, t); }

void tide__replay_tell_none(tide_replay *r, int32_t t) { tell(r, NULL, t); }

void tide__replay_ask(tide__sim *s, int32_t t) {
  tide__replay_tell((tide_replay *)(void *)((char *)s - offsetof(tide_replay, sim)), t);
}
