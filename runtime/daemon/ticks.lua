--- How far the trades, messages about books and liquidations of a feed have come. They are whole
-- columns of files: what has not come yet is not looked at.
local ffi = require "ffi"
local C = require("stdlib.host").C

local ticks = {}
ticks.__index = ticks

local hash = ffi.new "char[17]"

local function bytes(column, from, to, kind)
  if column == nil or to <= from then return "" end
  return ffi.string(column + from, (to - from) * ffi.sizeof(kind))
end

local numbers = ffi.new "int64_t[4]"

-- What a row says, as bytes.
local function row_of_tape(c, row)
  numbers[0], numbers[1] = c.time[row], c.price[row]
  numbers[2], numbers[3] = c.quantity[row], c.side[row]
  return ffi.string(numbers, 32)
end

-- What a message says, as bytes.
local function row_of_depth(c, row)
  local first, last = c.from[row], c.from[row + 1]
  numbers[0], numbers[1], numbers[2], numbers[3] = c.time[row], c.kind[row], last - first, 0
  return ffi.string(numbers, 32) .. bytes(c.price, first, last, "int64_t")
    .. bytes(c.quantity, first, last, "int64_t") .. bytes(c.side, first, last, "uint8_t")
end

local KINDS = {
  { "trades", "n", row_of_tape }, { "depth", "messages", row_of_depth },
  { "liquidations", "n", row_of_tape },
}

--- @param markets  { { symbol, trades, depth, liquidations }, ... }
function ticks.of(markets)
  local self = setmetatable({ sources = {} }, ticks)
  for _, market in ipairs(markets) do
    for _, kind in ipairs(KINDS) do
      local columns = market[kind[1]]
      if columns then
        local c = columns.cdata
        self.sources[#self.sources + 1] = {
          cdata = c, n = c[kind[2]], row = kind[3], came = 0,
          chain = ("%s %s "):format(market.symbol, kind[1]),
        }
      end
    end
  end
  return self
end

--- When the next of them happens (microseconds); math.huge where none is left.
function ticks:next()
  local time = math.huge
  for _, one in ipairs(self.sources) do
    if one.came < one.n then time = math.min(time, tonumber(one.cdata.time[one.came])) end
  end
  return time
end

--- All that happens until an instant has come.
function ticks:reach(time)
  for _, one in ipairs(self.sources) do
    local from, to = one.came, one.came
    while to < one.n and one.cdata.time[to] <= time do to = to + 1 end
    for row = from, to - 1 do -- one by one: however many come at once, the chain is the same
      local text = one.chain .. one.row(one.cdata, row)
      C.tide_digest(text, #text, hash)
      one.chain = ffi.string(hash)
    end
    one.came = to
  end
end

--- What identifies what has come; "" where there is nothing of the kind.
function ticks:digest()
  local chains = {}
  for i, one in ipairs(self.sources) do chains[i] = " " .. one.chain end
  return table.concat(chains)
end

return ticks
