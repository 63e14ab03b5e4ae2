--- How far a run of scripts has come: told now and then, by the time of its events.
local pace = {}

local STEPS = 100

local COLUMNS = { "candles", "trades", "depth", "liquidations" }

local function ends_of(columns, name)
  local c = columns.cdata
  local n = name == "depth" and c.messages or c.n
  if n == 0 then return math.huge, -math.huge end
  return tonumber(c.time[0]) / 1000, tonumber(c.time[n - 1]) / 1000
end

--- @param markets  list of { candles, trades, depth, liquidations }
-- @param tell     function(share), or nil
-- @return { next = milliseconds from which on it wants to know, told = function(self, now) }
function pace.new(markets, tell)
  local from, to = math.huge, -math.huge
  for _, market in ipairs(markets) do
    for _, name in ipairs(COLUMNS) do
      if market[name] then
        local first, last = ends_of(market[name], name)
        from, to = math.min(from, first), math.max(to, last)
      end
    end
  end
  local step = (to - from) / STEPS
  if not tell or step <= 0 then return { next = math.huge } end
  return {
    next = from + step,
    told = function(self, now)
      self.next = now + step
      tell(math.min((now - from) / (to - from), 1))
    end,
  }
end

return pace
