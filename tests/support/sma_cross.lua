--- The SMA crossing of the known result, computed as plainly as can be.
local sma_cross = {}

local function sma(close, n, length)
  local out = {}
  for t = 0, n - 1 do
    local sum = 0
    for i = math.max(0, t - length + 1), t do sum = sum + close[i] end
    out[t] = t >= length - 1 and sum / length or 0 / 0
  end
  return out
end

--- Market of a normalised candle file: milliseconds and five numbers a row.
function sma_cross.read(path)
  local file = assert(io.open(path))
  file:read "*l"
  local m = { n = 0, timeframe = 3600e6, time = {}, open = {}, high = {}, low = {}, close = {},
    volume = {} }
  for line in file:lines() do
    local f = {}
    for cell in line:gmatch "[^,]+" do f[#f + 1] = tonumber(cell) end
    local t = m.n
    m.time[t], m.open[t], m.high[t], m.low[t] = f[1] * 1000, f[2], f[3], f[4]
    m.close[t], m.volume[t], m.n = f[5], f[6], t + 1
  end
  file:close()
  return m
end

--- Rules that reverse at every crossing; strict on both sides, as the tool's.
function sma_cross.rules(market, fast, slow)
  local a, b = sma(market.close, market.n, fast), sma(market.close, market.n, slow)
  local up, down, none = {}, {}, {}
  for t = 0, market.n - 1 do
    up[t] = t > 0 and a[t - 1] < b[t - 1] and a[t] > b[t]
    down[t] = t > 0 and a[t - 1] > b[t - 1] and a[t] < b[t]
    none[t] = false
  end
  return {
    first = slow - 1, settled = slow - 1,
    side = { [0] = { enter = up, exit = none }, [1] = { enter = down, exit = none } },
  }
end

return sma_cross
