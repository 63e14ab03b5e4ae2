/* queue.h -- how a resting order comes forward when others cancel. */
#pragma once
#include "tide.h"

/* Whether there is such a model with such a power. */
bool tide__queue_known(int32_t model, int32_t power);
/* How much of what was cancelled stood ahead of an order: whole, at most `ahead`.
 *   ahead, behind  what waited there before the cancels, on either side of it */
double tide__queue_share(const tide_venue *venue, double cancelled, double ahead, double behind);
