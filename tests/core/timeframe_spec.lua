--- Names of time frames: which are read, and how they are written.
local ffi = require "ffi"
local C = require("stdlib.host").C

local function parse(name)
  local out = ffi.new "int64_t[1]"
  local rc = C.tide_timeframe_parse(name, out)
  return rc == C.TIDE_OK and tonumber(out[0]) or nil
end

describe("time frames", function()
  for name, us in pairs {
    ["1s"] = 1e6, ["5m"] = 3e8, ["1h"] = 3.6e9, ["1d"] = 8.64e10, ["1w"] = 6.048e11, ["1mo"] = -1,
  } do
    it("reads and writes " .. name, function()
      assert.equal(us, parse(name))
      local text = ffi.new "char[16]"
      assert.equal(C.TIDE_OK, C.tide_timeframe_name(us, text, 16))
      assert.equal(name, ffi.string(text))
    end)
  end

  for _, name in ipairs { "", "h", "0h", "-1h", "1x", "1 h", "h1" } do
    it("refuses '" .. name .. "'", function() assert.is_nil(parse(name)) end)
  end
end)
