/* group.c -- one cancels the other; brackets, whose children wake with the fills of their entry. */
#include "event/run.h"

/* What an order loses to another one. */
static void lose(tide_events *e, int32_t name, double quantity) {
  tide__row *row = tide__run_row(e, name);
  const double rest = row->quantity - row->filled;
  if (row->force == TIDE_FOK || quantity > rest) quantity = rest;
  row->quantity -= quantity;
  if (row->left > row->quantity - row->filled) row->left = row->quantity - row->filled;
  if (row->quantity <= row->filled) {
    tide__venue_end(e, name, TIDE_ORDER_CANCELLED, TIDE_WHY_OTHER);
    return;
  }
  if (row->visible > row->left) row->visible = row->left;
  if (!(row->left > 0.0)) tide__desk_remove(tide__run_desk(e, row), row, name);
  tide__venue_report(e, name, TIDE_WHY_OTHER);
}

static bool is_above(const tide_events *e, int32_t entry, const tide__row *row) {
  for (int32_t i = row->entry; i; i = tide__run_row(e, i)->entry)
    if (i == entry) return true;
  return false;
}

/* Whether one of a ring is an entry that an order waits for: they could end one another. */
static bool is_tangled(const tide_events *e, const tide__row *row, int32_t other) {
  int32_t i = other;
  do {
    if (is_above(e, i, row)) return true;
    i = tide__run_row(e, i)->newer;
  } while (i != other);
  return false;
}

void tide__group_join(tide_events *e, int32_t name, int32_t other) {
  tide__row *row = tide__run_row(e, name);
  tide__row *with = tide__run_row(e, other);
  if (is_tangled(e, row, other)) {
    if (!tide__orders_ended(row)) tide__venue_end(e, name, TIDE_ORDER_REJECTED, TIDE_WHY_OTHER);
    return;
  }
  double gone = with->filled;
  for (int32_t i = with->newer; i != other; i = tide__run_row(e, i)->newer)
    gone += tide__run_row(e, i)->filled;
  if (!tide__orders_ended(with) && !tide__orders_ended(row)) {
    row->newer = with->newer;
    row->older = other;
    tide__run_row(e, with->newer)->older = name;
    with->newer = name;
  }
  if (gone > 0.0 && !tide__orders_ended(row)) lose(e, name, gone);
}

void tide__group_leave(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  tide__run_row(e, row->older)->newer = row->newer;
  tide__run_row(e, row->newer)->older = row->older;
  row->older = row->newer = name;
}

/* Those that end leave the ring: the next one is looked up before. */
void tide__group_filled(tide_events *e, int32_t name, double quantity) {
  int32_t i = tide__run_row(e, name)->newer;
  while (i != name) {
    const int32_t next = tide__run_row(e, i)->newer;
    lose(e, i, quantity);
    i = next;
  }
}

/* A level that was said as a distance from the entry. */
static void place_levels(tide_events *e, tide__row *row, const tide__row *entry) {
  if (!(row->flags & TIDE_ORDER_FROM_ENTRY) || row->awake > 0.0) return;
  const tide__market *m = tide__run_market(e, row);
  const double d = tide__direction(entry->side);
  const double from = entry->fills == 1 ? entry->last : entry->paid / entry->filled;
  const bool stop = row->type == TIDE_ORDER_STOP;
  const bool limit = row->type == TIDE_ORDER_LIMIT;
  const double fraction = limit ? row->seen.order.price : row->seen.order.trigger;
  const double level = from * (1.0 + (stop ? -d : d) * fraction);
  const bool up = (row->side == TIDE_SELL) != stop;
  double *at = limit ? &row->price : &row->trigger;
  *at = tide__units_of(level, m->price_digits, up);
  tide__accounts_level(e, row, tide__units_value(*at, m->price_digits));
}

/* What an entry's fills are worth to a child. Whole units, all of it when all is filled. */
static double share_of(const tide_events *e, const tide__row *child, const tide__row *entry) {
  if (entry->filled >= entry->quantity) return child->asked;
  const double share = child->asked * (entry->filled / entry->quantity);
  return tide__run_market(e, child)->quantity_digits == TIDE__UNITS_NONE ? share : floor(share);
}

static void wake(tide_events *e, int32_t name, const tide__row *entry) {
  tide__row *row = tide__run_row(e, name);
  const double share = share_of(e, row, entry);
  if (!(share > row->awake)) return;
  place_levels(e, row, entry);
  if (!(row->left > 0.0)) row->triggered = false; /* the part before it is through: armed anew */
  const double left = row->left + (share - row->awake), most = row->quantity - row->filled;
  row->awake = share;
  row->left = left < most ? left : most;
  row->best = row->awake > 0.0 && isnan(row->best) ? entry->last : row->best;
  tide__venue_freshen(e, name);
}

void tide__group_wake(tide_events *e, int32_t entry) {
  const tide__row *row = tide__run_row(e, entry);
  for (int32_t i = row->first; i; i = tide__run_row(e, i)->next) wake(e, i, row);
}

void tide__group_detach(tide_events *e, int32_t child) {
  tide__row *row = tide__run_row(e, child);
  if (!row->entry) return;
  int32_t *link = &tide__run_row(e, row->entry)->first;
  while (*link != child) link = &tide__run_row(e, *link)->next;
  *link = row->next;
  row->entry = row->next = 0;
}

/* No more fills will come: what a child was not woken for is gone. */
static void close_child(tide_events *e, int32_t name) {
  tide__row *row = tide__run_row(e, name);
  row->quantity -= row->asked - row->awake;
  row->asked = row->awake;
  if (row->quantity < row->filled) row->quantity = row->filled;
  if (row->left > 0.0) return;
  tide__venue_end(e, name, row->filled > 0.0 ? TIDE_ORDER_FILLED : TIDE_ORDER_CANCELLED,
                  TIDE_WHY_ENTRY);
}

void tide__group_orphan(tide_events *e, int32_t entry) {
  int32_t child;
  while ((child = tide__run_row(e, entry)->first)) {
    tide__group_detach(e, child);
    close_child(e, child);
  }
}

void tide__group_adopt(tide_events *e, int32_t child, int32_t entry) {
  tide__row *row = tide__run_row(e, child);
  tide__row *parent = tide__run_row(e, entry);
  int32_t *link = &parent->first;
  while (*link) link = &tide__run_row(e, *link)->next; /* the first sent wakes first */
  *link = child;
  row->entry = entry;
  if (parent->filled > 0.0) wake(e, child, parent);
  if (tide__orders_ended(parent)) tide__group_orphan(e, entry);
}
