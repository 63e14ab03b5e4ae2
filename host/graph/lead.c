/* lead.c -- the first bar that may signal, found while bars come: what evaluating a
 * whole history computes from lookbacks and the way time frames meet. */
#include "graph/stepper.h"

/* Arguments that this candle is the first to see defined are no longer missing. */
static void look_at_arguments(const tide_stepper *st, tide__lead *lead, int32_t k) {
  const tide__node *x = tide__graph_node(st->graph, lead->node);
  const int32_t track = st->place[lead->node].track;
  for (uint64_t left = lead->missing[k]; left; left &= left - 1) {
    const int32_t i = __builtin_ctzll(left);
    const tide__place *arg = &st->place[x->args[i]];
    if (arg->first[k] < 0 || tide__clock_seen(st, arg->track, track) < arg->first[k]) continue;
    lead->missing[k] &= ~(UINT64_C(1) << i);
  }
}

/* At a candle of the node's own track. */
static void find_first(const tide_stepper *st, tide__lead *lead, int32_t k) {
  tide__place *place = &st->place[lead->node];
  const int32_t now = st->track[place->track].count - 1;
  if (lead->by_data) {
    if (*place->column == *place->column) place->first[k] = now;
    return;
  }
  look_at_arguments(st, lead, k);
  if (!lead->missing[k]) place->first[k] = now + lead->added[k];
}

static void update(tide_stepper *st, tide__lead *lead, int32_t k) {
  const tide__place *place = &st->place[lead->node];
  if (lead->seen[k]) return;
  if (place->first[k] < 0 && st->track[place->track].active) find_first(st, lead, k);
  if (place->first[k] < 0 || !st->track[st->primary].active) return;
  if (tide__clock_seen(st, place->track, st->primary) < place->first[k]) return;
  lead->seen[k] = true;
  st->unseen[k]--;
}

void tide__leads_update(tide_stepper *st) {
  int32_t kept = 0;
  for (int32_t i = 0; i < st->leads; i++) {
    tide__lead *lead = &st->lead[i];
    update(st, lead, 0);
    update(st, lead, 1);
    if (!lead->seen[0] || !lead->seen[1]) st->lead[kept++] = *lead;
  }
  st->leads = kept;
  if (!st->track[st->primary].active) return;
  for (int32_t k = 0; k < 2; k++)
    if (st->first[k] < 0 && st->unseen[k] == 0) st->first[k] = st->track[st->primary].count - 1;
}
