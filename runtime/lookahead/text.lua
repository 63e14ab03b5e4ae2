--- What `tide lookahead` found, for people.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local time = require "stdlib.time"

local text = {}

local SIGNALS = {
  enter = "entry", exit = "exit", stop_loss = "stop loss", take_profit = "take profit",
  trailing_stop = "trailing stop", limit = "limit price", confidence = "confidence",
  bar = "the bar itself", atr = "ATR(14) of the bars",
  first = "the first bar at which all is defined",
  settled = "the first bar at which all is settled",
}

local function value(x)
  if x == nil then return "undefined" end
  return format.value(x)
end

local function signal(first)
  if not first.signal then return "none has changed yet" end
  local name = SIGNALS[first.signal]
  return first.side and ("%s %s"):format(first.side, name) or name
end

local function place(first, file)
  if not first.line then return "" end
  local said = ("  (%s:%d)"):format(file, first.line)
  local defined = first.defined
  if defined and defined.line then
    said = said .. (", defined in %s:%d"):format(defined.file or file, defined.line)
  end
  return said
end

local HEADS = { prefix = "looks ahead", stream = "says something else when it is stepped",
  earlier = "changed what it had said" }

local function bar_of(bar, at)
  return ("bar %s (%s)"):format(format.decimal(bar, 0), time.format(at))
end

local function before(first)
  if first.source == "prefix" then
    return ("with the first %s candles, which end %s"):format(format.decimal(first.candles, 0),
      time.format(first.data_end))
  elseif first.source == "stream" then
    return "stepped candle by candle"
  end
  return ("with %s as it was, up to %s"):format(first.symbol, time.format(first.data_end))
end

local function rows_of(first, file)
  local rows = {
    { "where", bar_of(first.bar, first.time) },
    { "signal", signal(first) },
    { "then", ("%s, %s"):format(value(first.was), before(first)) },
    { "now", ("%s, with all candles"):format(value(first.is)) },
  }
  if first.expression then
    rows[#rows + 1] = { "because", first.expression .. place(first, file) }
    local at = first.expression_bar == first.bar and "" or " at " .. bar_of(first.expression_bar,
      first.expression_time)
    rows[#rows + 1] = { "", ("was %s, is %s%s"):format(value(first.expression_was),
      value(first.expression_is), at) }
  end
  if first.known_candles then
    local later = first.known_candles - first.candles
    rows[#rows + 1] = { "known", ("%s, %s candle%s later"):format(time.format(first.known_time),
      format.decimal(later, 0), later == 1 and "" or "s") }
  end
  return rows
end

--- What was tried: "250 prefixes, 51,112 bars stepped".
function text.tried(found)
  local said = ("%s prefixes, %s of %s bars stepped"):format(format.decimal(found.prefixes, 0),
    format.decimal(found.streamed, 0), format.decimal(found.bars, 0))
  if found.earlier > 0 then
    said = said .. (", %d earlier file%s"):format(found.earlier, found.earlier == 1 and "" or "s")
  end
  return said
end

--- One instrument.
-- @param run  { symbol, found = of stdlib.research.lookahead }
-- @param file  the name of the strategy's file
function text.one(run, file, width)
  local found = run.found
  if found.clean then
    return ("%s: clean: %s, and every signal is the same.\n"):format(run.symbol, text.tried(found))
  end
  local lines, rows = { ("%s: %s"):format(run.symbol, HEADS[found.first.source]) },
    rows_of(found.first, file)
  rows[#rows + 1] = { "tried", text.tried(found) }
  for _, row in ipairs(rows) do
    for i, line in ipairs(layout.wrap(row[2], math.max(width - 11, 20))) do
      lines[#lines + 1] = ("  %-8s %s"):format(i == 1 and row[1] or "", line)
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return text
