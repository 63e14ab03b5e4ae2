--- What a strategy held at the close of each bar, from the fills of its trades alone.
local positions = {}

-- Whether a fill of a bar has happened when the bar is decided.
local function before_decision(fill, t)
  return fill.bar < t or (fill.bar == t and fill.at ~= "close")
end

-- What is known at bar t from the fills of one trade; nil where it is not open.
local function at(fills, t)
  local quantity, spent, held, last = 0, 0, 0, nil
  for _, fill in ipairs(fills) do
    if not before_decision(fill, t) then break end
    if fill.kind == "entry" or fill.kind == "add" then
      quantity, spent = quantity + fill.quantity, spent + fill.quantity * fill.price
      held, last = held + fill.quantity, fill.price
    else
      held = held - fill.quantity
    end
  end
  if not last or held <= 1e-9 * quantity then return nil end
  local entry = #fills > 0 and quantity == fills[1].quantity and fills[1].price or spent / quantity
  local counted_from = fills[1].bar + (fills[1].at == "close" and 1 or 0) -- as max_bars
  return { entry = entry, last_fill = last, bars = t - counted_from + 1 }
end

--- @param result  of a run that recorded its fills
-- @return { [0] = long, [1] = short }, each { [t] = { entry, last_fill, bars } or nil }
function positions.of(result)
  local held = { [0] = {}, [1] = {} }
  for i, trade in ipairs(result.trades) do
    local fills = result:fills(i)
    local own = held[trade.side == "long" and 0 or 1]
    for t = fills[1].bar, fills[#fills].bar do own[t] = at(fills, t) or own[t] end
  end
  return held
end

return positions
