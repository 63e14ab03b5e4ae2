/* tide.h -- every C symbol that Lua may call: the parts in tide/, one noun each.
 *
 * The parts are read twice: by the C compiler, from here, and by ffi.cdef of LuaJIT, which gets
 * their text in the order in which they stand below (CMakeLists.txt puts it into the program).
 * So a part holds declarations only, and nothing else includes it: no line that begins with '#',
 * no inline bodies, no static_assert, no VLA or [static n] parameters. Constants are enums that
 * fit in 32 bits. Results cross the border as int, int32_t or double, never as int64_t or an enum.
 *
 * Times are int64_t microseconds since 1970-01-01 UTC. A "bar" is a candle of the strategy's own
 * time frame. Undefined numbers are NaN.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#pragma GCC visibility push(default)

/* A part builds on those above it. */
/* clang-format off */
#include "tide/status.h"
#include "tide/machine.h"
#include "tide/digest.h"
#include "tide/json.h"
#include "tide/timeframe.h"
#include "tide/candles.h"
#include "tide/ticks.h"
#include "tide/book.h"
#include "tide/events.h"
#include "tide/orders.h"
#include "tide/packing.h"
#include "tide/synthetic.h"
#include "tide/indicators.h"
#include "tide/graph.h"
#include "tide/strategy.h"
#include "tide/signals.h"
#include "tide/stepper.h"
#include "tide/lookahead.h"
#include "tide/planting.h"
#include "tide/settings.h"
#include "tide/trades.h"
#include "tide/backtest.h"
#include "tide/replay.h"
#include "tide/accounts.h"
#include "tide/population.h"
#include "tide/statistics.h"
#include "tide/paths.h"
#include "tide/store.h"
/* clang-format on */

#pragma GCC visibility pop
