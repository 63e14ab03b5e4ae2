--- Candles of one instrument: read from a file, made up, resampled, shuffled.
local ffi = require "ffi"
local host = require "stdlib.host"
local C = host.C

local candles = {}

local GAPS = { keep = C.TIDE_GAPS_KEEP, fail = C.TIDE_GAPS_FAIL, fill = C.TIDE_GAPS_FILL }
local KINDS = {
  regimes = C.TIDE_SYNTHETIC_REGIMES, noise = C.TIDE_SYNTHETIC_NOISE,
  momentum = C.TIDE_SYNTHETIC_MOMENTUM, clusters = C.TIDE_SYNTHETIC_CLUSTERS,
}
local REPORT_ROWS = { "duplicates", "conflicts", "empty", "no_volume" }
local REPORT_FIELDS = {
  "header", "gzip", "newest_first", "close_stamped", "negative", "cached", "rows", "dropped",
  "filled", "gaps", "weekend_gaps", "missing", "short_steps",
}

--- "1h" from the number the host keeps.
local function timeframe_name(timeframe)
  local text = ffi.new "char[24]"
  if C.tide_timeframe_name(timeframe, text, 24) ~= C.TIDE_OK then return nil end
  return ffi.string(text)
end

--- "BTCUSDT" from "data/BTCUSDT_1h.csv.gz": the name without extensions and time frame.
function candles.symbol_of(path)
  local name = path:match "([^/]+)/*$" or path
  name = name:gsub("%.gz$", ""):gsub("%.[%a]%w*$", "")
  local symbol, frame = name:match "^(.+)_(%d+%a+)$"
  if symbol and C.tide_timeframe_parse(frame, ffi.new "int64_t[1]") == C.TIDE_OK then
    return symbol
  end
  return name
end

local function split_lines(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return lines
end

--- The C report as a plain table; each kind of rows is { count, lines = {...} }.
local function read_report(report)
  local t = {
    columns = ffi.string(report.columns),
    time_unit = ffi.string(report.time_unit),
    delimiter = string.char(report.delimiter),
  }
  for _, name in ipairs(REPORT_FIELDS) do t[name] = report[name] end
  for _, name in ipairs(REPORT_ROWS) do
    local rows = report[name]
    local lines = {}
    for i = 1, math.min(rows.count, C.TIDE_LOAD_LINES) do lines[i] = rows.line[i - 1] end
    t[name] = { count = rows.count, lines = lines }
  end
  return t
end

--- A Lua object around candles that C owns.
local function wrap(cdata, fields)
  fields.cdata = cdata
  fields.n = cdata.n
  fields.timeframe = timeframe_name(cdata.timeframe)
  return setmetatable(fields, { __index = candles })
end

local function read(source, path)
  local out = ffi.new "tide_candles *[1]"
  local report = ffi.new "tide_load_report"
  local err = ffi.new "tide_error"
  if C.tide_candles_load(source, out, report, err) ~= C.TIDE_OK then
    return nil, ffi.string(err.text)
  end
  return wrap(ffi.gc(out[0], C.tide_candles_free), {
    path = path,
    symbol = candles.symbol_of(path),
    notes = split_lines(ffi.string(report.notes)),
    report = read_report(report),
  })
end

local function make_source(options)
  local source = ffi.new "tide_source"
  source.allow_negative = options.allow_negative or false
  source.drop_last = options.drop_last or false
  source.no_cache = options.cache == false
  source.cache = type(options.cache) == "string" and options.cache or nil
  source.gaps = GAPS[options.gaps or "keep"] or error("gaps is keep, fail or fill", 3)
  source.threads = options.threads or 0
  source.now = options.now or 0
  return source
end

--- Candles from a CSV file, plain or gzip.
-- @param options  allow_negative, drop_last, gaps = "keep"|"fail"|"fill", cache = false
--                 or a folder, threads, now (microseconds; default: the clock)
-- @return candles { cdata, n, timeframe, notes, report, symbol, path } or nil, message
function candles.load(path, options)
  local source = make_source(options or {})
  source.path = path
  return read(source, path)
end

--- The same from text in memory; `name` stands for the path in messages.
function candles.parse(text, name, options)
  local source = make_source(options or {})
  name = name or "text"
  source.path, source.text, source.size = name, text, #text
  return read(source, name)
end

--- Call what writes candles to its last argument but one and a message to its last.
local function ask(call, fields, ...)
  local out, err = ffi.new "tide_candles *[1]", ffi.new "tide_error"
  local words = { ... }
  words[#words + 1], words[#words + 2] = out, err
  if call(unpack(words)) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return wrap(ffi.gc(out[0], C.tide_candles_free), fields)
end

--- Hourly candles from 2020-01-01 on, made up: the same for the same seed, everywhere.
-- @param options  bars; seed = a whole number (default 1); kind = "regimes"|"noise"|"momentum"|
--                 "clusters" (default "regimes", "clusters" with a rule); rule = a strategy that
--                 is to have an edge, and drift = what an hour returns while it holds a position
-- @return candles, or nil and a message
function candles.synthetic(options)
  local rule, fields = options.rule, { path = "demo", symbol = "DEMO", notes = {} }
  local kind = KINDS[options.kind or (rule and "clusters" or "regimes")]
    or error("kind is regimes, noise, momentum or clusters", 2)
  if rule then
    return ask(C.tide_synthetic_plant, fields, ffi.new("tide_planting", {
      bars = options.bars, seed = options.seed or 1, kind = kind, drift = options.drift,
      rule = rule.cdata,
    }))
  end
  local cdata = C.tide_synthetic_new(options.bars, options.seed or 1, kind)
  if cdata == nil then return nil, "out of memory" end
  return wrap(ffi.gc(cdata, C.tide_candles_free), fields)
end

local function origin(self)
  return { path = self.path, symbol = self.symbol, notes = self.notes, report = self.report }
end

--- The same candles in memory of their own.
-- @return candles, or nil and a message
function candles:copy()
  local cdata = C.tide_candles_copy(self.cdata)
  if cdata == nil then return nil, "out of memory" end
  return wrap(ffi.gc(cdata, C.tide_candles_free), origin(self))
end

--- Coarser candles ("4h" from "1h").
-- @return candles or nil, message
function candles:resample(timeframe)
  local frame = ffi.new "int64_t[1]"
  if C.tide_timeframe_parse(timeframe, frame) ~= C.TIDE_OK then
    return nil, ("unknown time frame '%s'; write 5m, 1h, 1d, 1w or 1mo"):format(timeframe)
  end
  return ask(C.tide_candles_resample, origin(self), self.cdata, frame[0])
end

--- The same candles in another order: a market in which nothing can be known beforehand,
-- with the moves of this one (docs/guide/known-edges.md).
-- @param seed   a whole number: which order
-- @param block  candles that stay together (default 1)
-- @return candles, or nil and a message
function candles:permute(seed, block)
  return ask(C.tide_candles_permute, origin(self), self.cdata, block or 1, seed)
end

--- The same candles seen through a little noise: each price moved by a random share of the range
-- of its own candle.
-- @param seed   a whole number: which noise
-- @param level  deviation of the noise, a share of the range from 0 to 1
-- @return candles, or nil and a message
function candles:noisy(seed, level)
  return ask(C.tide_candles_noise, origin(self), self.cdata, level, seed)
end

--- Give the memory back now rather than some time later.
function candles:free() C.tide_candles_free(ffi.gc(self.cdata, nil)) end

--- The first n candles, as if nothing came after them; the columns are those of the whole.
function candles:first(n)
  local c = self.cdata
  local view = ffi.new("tide_candles", {
    n = math.min(n, c.n), timeframe = c.timeframe, time = c.time, open = c.open, high = c.high,
    low = c.low, close = c.close, volume = c.volume, funding = c.funding, mark = c.mark,
    open_interest = c.open_interest,
  })
  return wrap(view, { path = self.path, symbol = self.symbol, notes = {}, whole = self })
end

--- How many candles open before a time (microseconds).
function candles:before(time)
  local low, high = 0, self.cdata.n
  while low < high do
    local middle = math.floor((low + high) / 2)
    if self.cdata.time[middle] < time then low = middle + 1 else high = middle end
  end
  return low
end

--- When candle i (from 0) closes, in microseconds.
function candles:close_time(i)
  return tonumber(C.tide_timeframe_close(self.cdata.timeframe, self.cdata.time[i]))
end

--- How many candles have closed by a time (microseconds).
function candles:closed(time)
  local low, high = 0, self.cdata.n
  while low < high do
    local middle = math.floor((low + high) / 2)
    if self:close_time(middle) <= time then low = middle + 1 else high = middle end
  end
  return low
end

return candles
