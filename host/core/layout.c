/* layout.c -- struct sizes as the compiler sees them, so that a spec can hold
 * the two readers of tide.h to the same layout. */
#include "tide.h"

#include <string.h>

#define ROW(type)                                                                                  \
  { #type, (int32_t)sizeof(type) }
static const struct {
  const char *name;
  int32_t size;
} sizes[] = {
  ROW(tide_error),       ROW(tide_candles),      ROW(tide_param),        ROW(tide_indicator),
  ROW(tide_level),       ROW(tide_size),         ROW(tide_side),         ROW(tide_strategy),
  ROW(tide_day),         ROW(tide_signals),      ROW(tide_settings),     ROW(tide_trade),
  ROW(tide_result),      ROW(tide_side_signals), ROW(tide_op),           ROW(tide_graph_call),
  ROW(tide_graph_apply), ROW(tide_binding),      ROW(tide_json_param),   ROW(tide_source),
  ROW(tide_load_rows),   ROW(tide_load_report),  ROW(tide_partial),      ROW(tide_tier),
  ROW(tide_fill_row),    ROW(tide_feed),         ROW(tide_candle),       ROW(tide_side_bar),
  ROW(tide_bar),         ROW(tide_step_call),    ROW(tide_custom_call),  ROW(tide_want),
  ROW(tide_member),      ROW(tide_batch_state),  ROW(tide_batch_row),    ROW(tide_json_member),
  ROW(tide_planting),    ROW(tide_moments),      ROW(tide_pbo),          ROW(tide_dependence),
  ROW(tide_bootstrap),   ROW(tide_spa),          ROW(tide_sharpe_test),  ROW(tide_means_test),
  ROW(tide_value),       ROW(tide_expression),   ROW(tide_join),         ROW(tide_sum),
  ROW(tide_change),      ROW(tide_path_step),    ROW(tide_path_plan),    ROW(tide_path_results),
  ROW(tide_tape),        ROW(tide_tick_report),  ROW(tide_depth),        ROW(tide_book_level),
  ROW(tide_event),       ROW(tide_order),        ROW(tide_order_status), ROW(tide_venue),
  ROW(tide_holding),     ROW(tide_sizing),       ROW(tide_held),         ROW(tide_waiting),
  ROW(tide_replay_now),
};

int32_t tide_sizeof(const char *name) {
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    if (strcmp(sizes[i].name, name) == 0) return sizes[i].size;
  return 0;
}
