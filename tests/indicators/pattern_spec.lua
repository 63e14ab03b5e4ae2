--- Candlestick patterns look at their window and at nothing else.
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"

local N, AT = 600, 301

describe("a candlestick pattern", function()
  for _, spec in ipairs(indicators.list) do
    if spec.group == "pattern" then
      local p = assert(indicators.check(spec, {}))
      local lookback = indicators.lookback(spec, p)
      local last = AT + lookback -- the last bar that sees AT

      --- Runs on a market of which one value of one column is changed.
      local function changed(input, change)
        local market = columns.market_for(spec, N, 3)
        if input then market[input][AT] = change(market[input][AT]) end
        return indicators.run(spec, N, columns.inputs(spec, market), p)[1]
      end

      it(spec.name .. " forgets a spike, and is undefined while it sees an undefined price", function()
        local plain = changed()
        for _, input in ipairs(spec.inputs) do
          local spike = changed(input, function(x) return x * 2 ^ 50 end)
          local hole = changed(input, function() return 0 / 0 end)
          for t = lookback, N - 1 do
            local sees = t >= AT and t <= last
            assert.is_true(sees or spike[t] == plain[t], t)
            if sees then
              assert.is_true(hole[t] ~= hole[t], t)
            else
              assert.is_true(hole[t] == plain[t], t)
            end
          end
        end
      end)
    end
  end
end)
