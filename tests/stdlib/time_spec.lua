--- Times as text and back.
local time = require "stdlib.time"

describe("time", function()
  for text, ms in pairs {
    ["1970-01-01"] = 0, ["2000-02-29"] = 951782400000, ["2022-01-01"] = 1640995200000,
    ["2022-01-01T00:00:00Z"] = 1640995200000, ["2022-01-01 10:30"] = 1641033000000,
    ["2022-01-01T10:30:05.25"] = 1641033005250, ["2022-01-01T02:00+02:00"] = 1640995200000,
    ["2021-12-31T19:30:00-0430"] = 1640995200000, ["1969-12-31T23:59:59"] = -1000,
  } do
    it("reads " .. text, function() assert.equal(ms * 1000, time.parse(text)) end)
  end

  for _, text in ipairs {
    "", "2022", "2022-13-01", "2022-00-01", "2022-01-32", "2021-02-29", "1900-02-29", "2022-01-01T", "2022-01-01T25:00",
    "2022-01-01T10:60", "2022-01-01T10", "2022-01-01T10:00+99:00", "2022-01-01T10:00x", "01-01-2022", "2022-1-1",
  } do
    it("refuses '" .. text .. "'", function() assert.is_nil(time.parse(text)) end)
  end

  it("writes what it reads, day by day over four centuries", function()
    for days = -10000, 160000, 17 do
      local text = time.format(days * 86400000)
      assert.equal(10, #text)
      assert.equal(days * 86400e6, time.parse(text))
    end
    assert.equal("2022-01-01 10:30", time.format(1641033000000))
    assert.equal("2022-01-01 10:30:05", time.format(1641033005250))
    assert.equal("1969-12-31 23:59:59", time.format(-1000))
  end)
end)
