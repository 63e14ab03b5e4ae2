--- What remembers for ever stays undefined after a bar that was, whichever column it was in.
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"

local N, AT = 600, 301

for name in ("kama t3 zlema vidya wilders frama mcginley psar sar sarext ad adosc force kvo nvi pvi")
  :gmatch "%S+" do
  it("ta." .. name .. " stays undefined after a hole", function()
    local spec = indicators.find(name)
    local p = assert(indicators.check(spec, {}))
    for _, input in ipairs(spec.inputs) do
      local market = columns.market(N, 3)
      market[input][AT] = 0 / 0
      local y = indicators.run(spec, N, columns.inputs(spec, market), p)[1]
      for t = AT, N - 1 do assert.is_true(y[t] ~= y[t], input) end
    end
  end)
end
