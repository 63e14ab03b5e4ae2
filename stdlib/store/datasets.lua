--- The candles that strategies were tried on: known by their content, not by a file.
local ffi = require "ffi"
local C = require("stdlib.host").C

local datasets = {}

local COLUMNS = { "open", "high", "low", "close", "volume", "funding", "mark", "open_interest" }

local digest = ffi.new "char[17]"

local function digest_of(data, size)
  C.tide_digest(data, size, digest)
  return ffi.string(digest)
end

--- What tells candles from others: the same times and numbers under the same symbol give the
-- same text.
function datasets.content(candles)
  local c = candles.cdata
  local parts = { candles.symbol, tostring(c.timeframe), digest_of(c.time, c.n * 8) }
  for _, name in ipairs(COLUMNS) do
    parts[#parts + 1] = c[name] ~= nil and digest_of(c[name], c.n * 8) or "-"
  end
  return table.concat(parts, " ")
end

local function timeframe_name(timeframe)
  local text = ffi.new "char[24]"
  C.tide_timeframe_name(timeframe, text, 24)
  return ffi.string(text)
end

local function ms(us) return tonumber(us) / 1000 end

--- The row of candles.
-- @param candles  of stdlib.candles, with a symbol
-- @param with     { SYMBOL = candles } that strategies may look at (optional)
-- @return { hash, symbol, timeframe, bars, first_time, last_time, reference }
function datasets.describe(candles, with)
  local parts, symbols, c = { datasets.content(candles) }, {}, candles.cdata
  for symbol in pairs(with or {}) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  for _, symbol in ipairs(symbols) do parts[#parts + 1] = datasets.content(with[symbol]) end
  local text = table.concat(parts, "\n")
  return {
    hash = digest_of(text, #text), symbol = candles.symbol,
    timeframe = timeframe_name(c.timeframe), bars = c.n, first_time = ms(c.time[0]),
    last_time = ms(c.time[c.n - 1]), reference = symbols[1] and table.concat(symbols, " ") or nil,
  }
end

local MONTH = 31 * 86400e6 -- at most

--- The time that settings trade of candles.
-- @param from, to  microseconds, 0: open end; bars with from <= time < to are traded
-- @return ms, of the open of the first bar and the close of the last; nil when there is none
function datasets.range(candles, from, to)
  local c, first, last = candles.cdata, 0, candles.cdata.n - 1
  while first <= last and c.time[first] < from do first = first + 1 end
  while last >= first and to ~= 0 and c.time[last] >= to do last = last - 1 end
  if first > last then return nil end
  local frame = tonumber(c.timeframe)
  local close = tonumber(c.time[last]) + (frame > 0 and frame or -frame * MONTH)
  if last + 1 < c.n then close = math.min(close, tonumber(c.time[last + 1])) end
  return ms(c.time[first]), close / 1000
end

--- Keep a data set, unless it is there. @return its id
function datasets.put(db, row)
  db:run([[INSERT INTO datasets
    (hash, symbol, timeframe, bars, first_time, last_time, reference)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (hash) DO NOTHING]], row.hash, row.symbol,
    row.timeframe, row.bars, row.first_time, row.last_time, row.reference)
  return db:value("SELECT id FROM datasets WHERE hash = ?1", row.hash)
end

--- Every data set, by symbol and time.
function datasets.list(db)
  local list = {}
  for row in db:rows [[SELECT id, hash, symbol, timeframe, bars, first_time, last_time, reference
    FROM datasets ORDER BY symbol, timeframe, first_time, id]] do list[#list + 1] = row end
  return list
end

return datasets
