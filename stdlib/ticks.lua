--- Trades of a market, and the changes of its order book, read from files into columns.
-- Prices and quantities are whole multiples of 10^-price_digits and 10^-quantity_digits; times are
-- microseconds since 1970-01-01 UTC. What a file has to look like: docs/reference/data.md.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C

local ticks = {}

local COUNTS = { "rows", "others", "stale", "lost", "unused" }

local function read_report(report)
  local t = { columns = ffi.string(report.columns), gzip = report.gzip }
  for _, name in ipairs(COUNTS) do t[name] = report[name] end
  return t
end

--- Call a reader with a source; path is a file, or with `text` its name in messages.
local function load(path, options, pointer, free, call)
  local source = ffi.new "tide_source"
  source.path, source.threads = path, options.threads or 0
  if options.text then source.text, source.size = options.text, #options.text end
  local out, report, err = ffi.new(pointer), ffi.new "tide_tick_report", ffi.new "tide_error"
  if call(source, out, report, err) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  local cdata = ffi.gc(out[0], free)
  return {
    path = path, cdata = cdata, report = read_report(report), price_digits = cdata.price_digits,
    quantity_digits = cdata.quantity_digits,
  }
end

--- Trades from a CSV file, plain or gzip.
-- @param options  instrument = the one to read where a file holds several; text = what the file
--                 holds, when it is in memory; threads
-- @return { cdata = tide_tape, n, price_digits, quantity_digits, report, path } or nil, message
function ticks.load_trades(path, options)
  options = options or {}
  local t, message = load(path, options, "tide_tape *[1]", C.tide_tape_free,
    function(source, ...) return C.tide_tape_load(source, options.instrument, ...) end)
  if t then t.n = t.cdata.n end
  return t, message
end

--- Changes of an order book from a CSV file, plain or gzip, put in the order in which they are to
-- be applied.
-- @param options  text, threads: as above
-- @return { cdata = tide_depth, messages, rows, price_digits, quantity_digits, report, path } or
--         nil, message
function ticks.load_depth(path, options)
  local t, message = load(path, options or {}, "tide_depth *[1]", C.tide_depth_free,
    C.tide_depth_load)
  if t then t.messages, t.rows = t.cdata.messages, t.cdata.rows end
  return t, message
end

return ticks
