--- Columns of numbers as short text for the page; page/decode.js reads it.
--
-- A price with d decimals is stored as an integer and divided by 10^d in the
-- page, which gives back the very same double. Only numbers with more digits
-- than fit into 29 bits are rounded, to about nine digits.
local ffi = require "ffi"
local json = require "stdlib.json"
local C = require("stdlib.host").C

local pack = {}

local function text_of(n, count, fill)
  local size = C.tide_pack_size(n, count)
  assert(size >= 0, "too many bars for a report")
  local out = ffi.new("char[?]", size)
  local length = fill(out)
  assert(length >= 0, length < 0 and ffi.string(C.tide_strerror(length)))
  return json.verbatim('"' .. ffi.string(out, length) .. '"')
end

--- Open, high, low and close of the bars first..last.
-- @return {scale, data}
function pack.candles(candles, first, last)
  local n = last - first + 1
  local columns = ffi.new("const double *[4]", candles.open + first, candles.high + first,
    candles.low + first, candles.close + first)
  local scale = C.tide_pack_scale(n, 4, columns)
  return { scale = scale, data = text_of(n, 4, function(out)
    return C.tide_pack_candles(candles, first, last, scale, out)
  end) }
end

--- A column to a given fineness.
-- @param column  n numbers from index 0
-- @param step  wanted step; coarser when the column has numbers too large for it
-- @return {scale, data}
function pack.column(column, n, step)
  local scale = C.tide_pack_fineness(n, column, step)
  return { scale = scale, data = text_of(n, 1, function(out)
    return C.tide_pack_column(n, column, scale, out)
  end) }
end

--- Open times of the bars first..last as runs of equal steps, in milliseconds.
-- @return list: first time, then step and count in turn
function pack.times(time, first, last)
  local runs, t = { tonumber(time[first]) / 1000 }, first
  while t < last do
    local count = C.tide_pack_steps(last + 1, time, t)
    runs[#runs + 1], runs[#runs + 2] = tonumber(time[t + 1] - time[t]) / 1000, count
    t = t + count
  end
  return runs
end

return pack
