/* stepper.h -- inside a stepper: candles that come, the time frames built from
 * them, and the instructions that run when one of those closes a candle.
 *
 * A *source* is a feed: candles that wait. A *track* is a domain of the graph, one
 * symbol on one time frame. Every node that is used has its value at a fixed
 * address, that of the last candle its track closed. Instructions stand in an order
 * in which each finds what it reads, and each is one bar of its track. */
#pragma once
#include "core/arena.h"
#include "graph/evaluate.h"
#include "graph/graph.h"
#include "graph/roots.h"
#include "graph/work.h"
#include "graph/zone.h"

/* One candle that looks like candles: `view` holds what the feed has. */
typedef struct {
  int64_t time;
  double price[8];
  tide_candles view;
} tide__row;

typedef struct {
  char symbol[TIDE_NAME_SIZE];
  tide_candles empty;          /* what the graph is planned on */
  tide_candle_list *queue;     /* candles that were pushed */
  const tide_candles *waiting; /* from candle `at` on: a history, or the queue */
  int32_t at;
  int64_t next;      /* when that one closes; INT64_MAX: none waits */
  int64_t last_open; /* of all that came */
} tide__source;

typedef struct {
  int32_t source;
  int64_t timeframe;
  bool own;            /* of the data's own time frame */
  bool building;       /* `next` has begun */
  bool ready;          /* `next` is complete, and waits for its turn */
  bool active;         /* `now` has just closed */
  int64_t closes, due; /* of `next`: its end, and when no candle can be missing from it */
  int32_t count;       /* candles closed */
  tide__row now, next;
} tide__track;

enum {
  TIDE__STEP_OP = 0,
  TIDE__STEP_FIELD = 1,     /* a field that is made */
  TIDE__STEP_INDICATOR = 2, /* all outputs of one call */
  TIDE__STEP_LINK = 3,      /* another symbol, at the same time or not at all */
  TIDE__STEP_INDEX = 4      /* which candle of another track is seen */
};

typedef struct {
  tide__work work;
  const tide__op *op;
  tide__memory *memory;
  int32_t zone; /* -1: none */
  double y;
  uint64_t out;
} tide__step_op;

typedef struct {
  const tide_indicator *ind;
  const double *params;
  void *state; /* NULL: computed by somebody else */
  int32_t node, inputs, outputs;
  int32_t bars; /* since every input was defined */
  const double *in[TIDE_IND_MAX_IO];
  double *out[TIDE_IND_MAX_IO];
  double y[TIDE_IND_MAX_IO];
} tide__step_indicator;

/* The value that a track sees of a node of another: a number, or bits. */
typedef struct {
  int32_t from, index;
  const double *x;
  const uint64_t *bits;
  double y;
  uint64_t out;
} tide__step_link;

typedef struct {
  int32_t kind, track;
  int32_t skip; /* the next instruction of another track */
  union {
    tide__step_op op;
    tide__step_indicator *indicator; /* large, and few */
    tide__step_link link;
    struct {
      int32_t field;
      double y;
    } field;
  };
} tide__instruction;

/* Where a node's value stands. Conditions have bits, columns a number. */
typedef struct {
  bool used;
  uint8_t kind;
  int32_t track; /* -1: a number, the same everywhere */
  const double *column;
  const uint64_t *bits;
  int32_t first[2]; /* lookback and warm-up, as bars of its track; -1 while unknown */
} tide__place;

/* A column whose first bar is not known yet, or not seen by the bars yet. */
typedef struct {
  int32_t node;
  bool by_data;        /* the data tell */
  int32_t added[2];    /* to the first bar of the arguments */
  uint64_t missing[2]; /* arguments that are not defined yet */
  bool seen[2];
} tide__lead;

typedef struct {
  const char *name;
  tide__zone *zone;
} tide__step_zone;

/* pos.entry, pos.last_fill and pos.bars of a side. */
typedef struct {
  double value[TIDE__FIELDS - TIDE__FIELD_POSITION];
} tide__step_position;

struct tide_stepper {
  tide__arena *arena; /* holds everything below */
  const tide_strategy *strategy;
  const tide_graph *graph;
  bool strict;

  int32_t sources, tracks, zones;
  tide__source *source;
  tide__track *track;
  tide__step_zone *zone;
  int64_t zones_from, zones_to; /* what the zones are known for */
  int32_t primary;              /* a track */

  int32_t nodes, instructions;
  tide__place *place; /* [nodes] */
  tide__instruction *instruction;
  const double *atr;
  int32_t late;                    /* from this instruction on: what reads the position */
  bool holds;                      /* those wait for tide__stepper_position */
  tide__step_position position[2]; /* by side: pos.entry, pos.last_fill, pos.bars */

  int32_t root[2][TIDE__ROOTS]; /* what the sides read: nodes, negative when absent */

  int32_t leads, unseen[2];
  tide__lead *lead;
  int32_t first[2]; /* -1 while unknown */

  int64_t now, latest; /* stepped through; the latest close that came */
  bool running;        /* in the middle of a group of candles */
  int32_t at;          /* the instruction */
  tide_bar bar;
  tide_step_call call;
};

/* plan.c: places, tracks and instructions of a strategy. The feeds are there. */
int tide__plan(tide_stepper *st, tide_error *error);

/* clock.c: closes the next candles, those of one time, and makes their tracks
 * active. 1, 0 when there are none up to `until`, or a negative status. */
int tide__clock_next(tide_stepper *st, int64_t until, tide_error *error);
/* Which candle of track `from` a bar that track `to` has just closed sees; -1: none. */
int32_t tide__clock_seen(const tide_stepper *st, int32_t from, int32_t to);
/* An undefined candle, with the columns that `like` has. */
void tide__row_init(tide__row *row, const tide_candles *like, int64_t timeframe);

/* feed.c: a candle of the source was taken; the next one waits. */
void tide__source_advance(tide__source *s);

/* stepper.c, for a replay: what reads the position is no part of a step any more, and is run when
 * the position at the close of the bar is known. False: nothing does. */
bool tide__stepper_hold(tide_stepper *st);
/* By side; what the rules make of it is then in the bar. */
void tide__stepper_position(tide_stepper *st, const tide__step_position position[2]);

/* instruction.c: the instructions of the active tracks, from st->at up to `end`. False: stopped
 * at an indicator that somebody else computes; st->call says which. */
bool tide__instructions_run(tide_stepper *st, int32_t end);

/* lead.c: finds first bars, once everything has run. */
void tide__leads_update(tide_stepper *st);
