--- A second, deliberately slow implementation of every indicator, written from the
-- definitions: each window is visited anew on each bar, each smoothing is the textbook
-- recurrence. Columns are 0-based tables; undefined is NaN.
--
--     naive.rsi(n, { x }, { 14 }) -> { column }, one per output
local GROUPS = {
  "basic", "overlap", "momentum", "oscillator", "volume", "volatility", "statistic", "price", "cycle", "pattern",
}

local naive = {}
for _, group in ipairs(GROUPS) do
  for name, twin in pairs(require("tests.support.naive." .. group)) do
    assert(not naive[name], name)
    naive[name] = twin
  end
end

return naive
