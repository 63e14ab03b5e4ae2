/* account_test.c -- an account with positions in two markets, driven by times alone:
 * against a twin that keeps every fill and adds all of them up at each question. */
#include "backtest/history.h"
#include "core/random.h"
#include "core/timeframe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MARKETS = 2, SEEDS = 12, EVENTS = 1500 };

/* The twin: what was filled and paid, in order. */
typedef struct {
  int64_t time;
  int32_t market, side, kind;
  double quantity, price, fee, funding;
} row;

typedef struct {
  tide_settings set;
  tide__account account;
  tide__history history;
  tide__position position[MARKETS][2];
  double price[MARKETS];
  int64_t now;
  uint64_t random;
  row rows[EVENTS];
  int32_t n_rows;
  int32_t from[MARKETS][2]; /* row that a position began with */
  int failed;
} run;

static void expect(run *r, const char *what, double got, double want, double scale) {
  if (fabs(got - want) <= 1e-9 * (fabs(want) + scale)) return;
  if (!r->failed) fprintf(stderr, "%s: got %.17g, expected %.17g\n", what, got, want);
  r->failed = 1;
}

static double uniform(run *r, double low, double high) {
  return low + (high - low) * tide__random_uniform(&r->random);
}

static bool mine(const row *x, int32_t market, int32_t side) {
  return x->market == market && x->side == side;
}

static double signed_of(const row *x) {
  const bool buys =
    (x->kind == TIDE_FILLED_ENTRY || x->kind == TIDE_FILLED_ADD) == (x->side == TIDE_LONG);
  return buys ? x->quantity : -x->quantity;
}

/* The rate of a fill now, from everything traded in 30 days. */
static double naive_rate(const run *r, bool maker) {
  double traded = 0.0;
  for (int32_t i = 0; i < r->n_rows; i++)
    if (r->rows[i].time >= r->now - 30 * TIDE__DAY_US)
      traded += r->rows[i].quantity * r->rows[i].price;
  int32_t tier = 0;
  for (int32_t i = 1; i < r->set.tiers; i++)
    if (traded >= r->set.tier[i].from) tier = i;
  if (r->set.tiers > 0) return maker ? r->set.tier[tier].maker : r->set.tier[tier].rate;
  return maker && r->set.commission_maker != -1.0 ? r->set.commission_maker : r->set.commission;
}

static double naive_cash(const run *r) {
  double cash = r->set.cash;
  for (int32_t i = 0; i < r->n_rows; i++) {
    const row *x = &r->rows[i];
    cash -= signed_of(x) * x->price + x->fee + x->funding;
  }
  return cash;
}

static double naive_held(const run *r, int32_t market, int32_t side) {
  double held = 0.0;
  for (int32_t i = 0; i < r->n_rows; i++)
    if (mine(&r->rows[i], market, side))
      held += signed_of(&r->rows[i]) * (side == TIDE_LONG ? 1.0 : -1.0);
  return held;
}

static void note(run *r, const tide__fill *f, double funding) {
  r->rows[r->n_rows++] =
    (row){f->time, f->market, f->side, f->kind, f->quantity, f->price, f->fee, funding};
}

static tide__fill new_fill(run *r, int32_t market, int32_t side, int32_t kind) {
  const double price = r->price[market];
  const tide__fill fill = {.time = r->now,
                           .bar = -1,
                           .market = market,
                           .side = side,
                           .kind = kind,
                           .base = price,
                           .price = price,
                           .anchor = price,
                           .quantity = uniform(r, 0.1, 3.0),
                           .maker = tide__random_below(&r->random, 2)};
  return fill;
}

static void check_fill(run *r, const tide__fill *f, double rate) {
  expect(r, "rate", f->rate, rate, 1e-9);
  expect(r, "fee", f->fee, f->quantity * f->price * rate + r->set.fee_fixed, 1.0);
}

static void enter(run *r, int32_t market, int32_t side) {
  static const tide_side plain;
  tide__position *p = &r->position[market][side];
  const bool more = tide__open(p);
  tide__fill fill = new_fill(r, market, side, more ? TIDE_FILLED_ADD : TIDE_FILLED_ENTRY);
  const tide__intent intent = {.bar = -1, .quantity = fill.quantity};
  const double rate = naive_rate(r, fill.maker);
  if (!more) r->from[market][side] = r->n_rows;
  if (more)
    tide__position_add(p, &r->account, &fill);
  else
    tide__position_open(p, &r->account, &plain, &intent, &fill);
  tide__history_fill(&r->history, &fill, more ? NULL : &intent);
  check_fill(r, &fill, rate);
  note(r, &fill, 0.0);
}

/* The trade that ended: money that came in and went out since the position began. */
static void check_trade(run *r, int32_t market, int32_t side) {
  const tide_trade *t = &r->history.trades[r->history.n_trades - 1];
  double money = 0.0, entered = 0.0, in = 0.0, out = 0.0, fees = 0.0, funding = 0.0;
  const int32_t from = r->from[market][side];
  for (int32_t i = from; i < r->n_rows; i++) {
    const row *x = &r->rows[i];
    if (!mine(x, market, side)) continue;
    const bool enters = x->kind == TIDE_FILLED_ENTRY || x->kind == TIDE_FILLED_ADD;
    money -= signed_of(x) * x->price + x->fee + x->funding;
    if (enters) entered += x->quantity;
    *(enters ? &in : &out) += x->quantity * x->price;
    fees += x->fee;
    funding += x->funding;
  }
  expect(r, "pnl", t->pnl, money, in);
  expect(r, "fees", t->fees, fees, 1.0);
  expect(r, "funding", t->funding, funding, 1.0);
  expect(r, "quantity", t->quantity, entered, 1.0);
  expect(r, "entry price", t->entry_price, in / entered, 1.0);
  expect(r, "exit price", t->exit_price, out / entered, 1.0);
  expect(r, "return", t->ret, money / in, 1.0);
  if (t->side != side || t->entry_time != r->rows[from].time || t->exit_time != r->now ||
      t->reason != TIDE_EXIT_SIGNAL)
    r->failed = 1;
}

static void leave(run *r, int32_t market, int32_t side) {
  tide__position *p = &r->position[market][side];
  if (!(p->quantity > 2.0 * r->set.lot)) return;
  tide__fill fill = new_fill(r, market, side, TIDE_FILLED_SIGNAL);
  const double held = p->quantity, lot = r->set.lot;
  const double wanted =
    tide__random_below(&r->random, 3) ? fill.quantity : held - uniform(r, -1.0, 1.0) * lot;
  const double most = wanted < held ? wanted : held;
  fill.quantity = wanted;
  const double rate = naive_rate(r, fill.maker);
  tide__position_close(p, &r->account, &fill);
  tide__history_fill(&r->history, &fill, NULL);
  expect(r, "closed", fill.quantity, held - most < 0.5 * lot ? held : most, 0.0);
  check_fill(r, &fill, rate);
  note(r, &fill, 0.0);
  if (tide__open(p)) return;
  tide__history_trade(&r->history, p, &fill);
  check_trade(r, market, side);
}

static void fund(run *r, int32_t market) {
  const double rate = uniform(r, -0.002, 0.002);
  for (int32_t side = 0; side < 2; side++) {
    tide__position *p = &r->position[market][side];
    if (!tide__open(p)) continue;
    const double d = tide__dir(side);
    const double paid = d * naive_held(r, market, side) * r->price[market] * rate;
    tide__position_fund(p, &r->account, d, r->price[market], rate);
    const tide__fill none = {.time = r->now, .market = market, .side = side};
    note(r, &none, paid);
  }
}

/* Equity above the maintenance margin when `market` trades at x, the other where it is. */
static double naive_excess(const run *r, int32_t market, double x) {
  double excess = naive_cash(r);
  for (int32_t m = 0; m < MARKETS; m++) {
    const double price = m == market ? x : r->price[m];
    const double longs = naive_held(r, m, TIDE_LONG), shorts = naive_held(r, m, TIDE_SHORT);
    excess += (longs - shorts) * price - r->set.maintenance * (longs + shorts) * price;
  }
  return excess;
}

/* By halving, from the price of now to where direction -d ends. */
static double naive_liquidation(const run *r, int32_t market, double d) {
  double good = r->price[market], bad = d > 0.0 ? good * 1e-12 : good * 1e12;
  if (naive_excess(r, market, bad) >= 0.0) return -d * INFINITY;
  for (int32_t i = 0; i < 200; i++) {
    const double middle = sqrt(good * bad);
    *(naive_excess(r, market, middle) > 0.0 ? &good : &bad) = middle;
  }
  return good;
}

static void check_liquidation(run *r, int32_t market, double d) {
  const int32_t other = 1 - market;
  const double price = r->price[other];
  const double gross =
    r->position[other][TIDE_LONG].quantity + r->position[other][TIDE_SHORT].quantity;
  const double money =
    r->account.cash + tide__worth(r->position[other], price) - r->set.maintenance * gross * price;
  const double got =
    tide__liquidation(money, r->position[market][TIDE_LONG].quantity,
                      r->position[market][TIDE_SHORT].quantity, r->set.maintenance, d);
  if (naive_excess(r, market, r->price[market]) <= 0.0) return; /* it has happened */
  const double want = naive_liquidation(r, market, d);
  if (isinf(got) && isinf(want)) return;
  if (fabs(got / want - 1.0) > 1e-6) expect(r, "liquidation", got, want, 0.0);
}

static void check_state(run *r) {
  double fees = 0.0, turnover = 0.0, funding = 0.0;
  for (int32_t i = 0; i < r->n_rows; i++) {
    fees += r->rows[i].fee;
    funding += r->rows[i].funding;
    turnover += r->rows[i].quantity * r->rows[i].price;
  }
  expect(r, "cash", r->account.cash, naive_cash(r), r->set.cash);
  expect(r, "all fees", r->account.fees, fees, 1.0);
  expect(r, "all funding", r->account.funding, funding, 1.0);
  expect(r, "turnover", r->account.turnover, turnover, 1.0);
  for (int32_t m = 0; m < MARKETS; m++)
    for (int32_t side = 0; side < 2; side++)
      expect(r, "held", r->position[m][side].quantity, naive_held(r, m, side), 1.0);
}

static void step(run *r) {
  r->now += (int64_t)(uniform(r, 0.0, 1.0) * uniform(r, 0.0, 3.0) * (double)TIDE__DAY_US);
  const int32_t market = (int32_t)tide__random_below(&r->random, MARKETS);
  const int32_t side = (int32_t)tide__random_below(&r->random, 2);
  r->price[market] *= exp(0.02 * tide__random_normal(&r->random));
  tide__account_at(&r->account, r->now);
  switch (tide__random_below(&r->random, 5)) {
  case 0:
    if (naive_held(r, market, side) < 20.0) enter(r, market, side);
    break;
  case 1:
  case 2:
    leave(r, market, side);
    break;
  case 3:
    fund(r, market);
    break;
  default:
    check_liquidation(r, market, tide__dir(side));
    break;
  }
}

/* Every fill belongs to the trade in which it was made. */
static void check_claims(run *r) {
  for (int32_t i = 0; i < r->history.n_fills; i++) {
    const tide_fill_row *fill = &r->history.fills[i];
    if (fill->trade >= r->history.n_trades || fill->bar != -1) r->failed = 1;
  }
  for (int32_t k = 0; k < r->history.n_trades; k++) {
    double in = 0.0, fees = 0.0;
    for (int32_t i = 0; i < r->history.n_fills; i++) {
      const tide_fill_row *fill = &r->history.fills[i];
      if (fill->trade != k) continue;
      fees += fill->fee;
      if (fill->kind != TIDE_FILLED_SIGNAL) in += fill->quantity;
    }
    expect(r, "quantity of fills", in, r->history.trades[k].quantity, 1.0);
    expect(r, "fees of fills", fees, r->history.trades[k].fees, 1.0);
  }
}

static int try_seed(run *r, uint64_t seed) {
  *r = (run){.random = seed, .price = {100.0, 30.0}, .history = {.keeps_fills = true}};
  if (tide_settings_init(&r->set, "tide") != TIDE_OK) return 1;
  r->set.fee_fixed = seed % 2 ? 0.5 : 0.0;
  r->set.commission_maker = seed % 3 ? 0.0001 : -1.0;
  r->set.lot = 1e-3;
  if (seed % 4) {
    r->set.tiers = 3;
    r->set.tier[0] = (tide_tier){0.0, 0.001, 0.0005};
    r->set.tier[1] = (tide_tier){1000.0, 0.0008, 0.0002};
    r->set.tier[2] = (tide_tier){1600.0, 0.0004, -0.0001};
  }
  tide__account_begin(&r->account, &r->set);
  for (int32_t i = 0; i < EVENTS - 2 && r->n_rows < EVENTS - 2 && !r->failed; i++) {
    step(r);
    if (i % 10 == 0) check_state(r);
  }
  check_claims(r);
  if (r->history.n_trades < 50 || r->history.failed || r->account.failed) r->failed = 1;
  free(r->account.traded);
  free(r->history.trades);
  free(r->history.fills);
  return r->failed;
}

int main(void) {
  static run r;
  int failed = 0;
  for (uint64_t seed = 1; seed <= SEEDS && !failed; seed++) {
    failed = try_seed(&r, seed);
    if (failed) fprintf(stderr, "seed %d\n", (int)seed);
  }
  return failed;
}
