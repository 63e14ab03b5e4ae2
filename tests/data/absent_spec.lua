--- Where the real market data is missing, a spec is skipped and says so.
local data = require "tests.support.data"

describe("a file of market data that is not there", function()
  it("makes the spec pending, from a helper too", function()
    local function helper() return data.path "NOSUCH_1h.csv" end
    local ok, skipped = pcall(helper)
    assert.is_false(ok)
    assert.equal("table", type(skipped))
    assert.equal("NOSUCH_1h.csv is not there (set TIDE_DATA)", skipped.message)
  end)
end)
