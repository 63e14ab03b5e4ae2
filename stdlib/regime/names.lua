--- The regimes of a market by name, as the host lists them, and what each is an answer to.
local ffi = require "ffi"
local C = require("stdlib.host").C

local names = {}

--- Every regime, in the order of tables and bits.
names.list = {}
for i = 0, C.tide_regime_count() - 1 do names.list[i + 1] = ffi.string(C.tide_regime_name(i)) end

--- Questions that are answered for each day apart from each other. A day has one regime of the
-- trend, and may have one of each of the others.
names.axes = {
  { name = "trend", regimes = { "bull", "bear", "range", "crisis" } },
  { name = "volatility", regimes = { "high_volatility", "low_volatility" } },
  { name = "economy", regimes = { "boom", "recession" } },
}

--- The axis that a regime is on, by its name.
names.axis_of = {}
for _, axis in ipairs(names.axes) do
  for _, regime in ipairs(axis.regimes) do names.axis_of[regime] = axis.name end
end

--- Names as the host keeps them. @param list  of known names
-- @return bits
function names.bits(list)
  local bits = 0
  for i, regime in ipairs(names.list) do
    for _, wanted in ipairs(list) do
      if wanted == regime then
        bits = bits + 2 ^ (i - 1)
        break
      end
    end
  end
  return bits
end

--- And back: a list of names, in the order of the list; nil when there are none.
function names.of(bits)
  local list = {}
  for i, regime in ipairs(names.list) do
    if math.floor(bits / 2 ^ (i - 1)) % 2 == 1 then list[#list + 1] = regime end
  end
  return #list > 0 and list or nil
end

--- A regime as a person writes it: "high volatility".
function names.text(regime) return (regime:gsub("_", " ")) end

return names
