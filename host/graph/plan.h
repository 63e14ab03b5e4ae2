/* plan.h -- inside planning: from a graph to instructions. */
#pragma once
#include "graph/stepper.h"

typedef struct {
  tide_stepper *st;
  const tide__evaluation *e;
  const tide__domain **domain;   /* [tracks] */
  tide__step_indicator **leader; /* [nodes]: of calls whose instruction stands */
  tide_error *error;
} tide__planner;

/* Zeroed memory that lives as long as the stepper; NULL with a message. */
void *tide__plan_get(const tide__planner *p, size_t size);

/* plan_node.c: adds the instructions of a node, those it reads having theirs. */
int tide__plan_node(const tide__planner *p, int32_t id);
int tide__plan_atr(const tide__planner *p); /* ATR(14) of the bars, as tide_signals has it */
