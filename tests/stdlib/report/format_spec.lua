--- Numbers and times as a report shows them.
local format = require "stdlib.report.format"

describe("numbers for people", function()
  for _, case in ipairs {
    { 0, 2, "0.00" }, { -0.001, 2, "0.00" }, { 999, 0, "999" }, { 1000, 0, "1,000" },
    { -1234567.891, 2, "-1,234,567.89" }, { 123456, 1, "123,456.0" }, { 0 / 0, 2, "-" },
    { 2e15, 2, "2e+15" }, { -99.999, 1, "-100.0" }, { 1 / 0, 1, "inf" },
  } do
    it(case[3], function() assert.equal(case[3], format.decimal(case[1], case[2])) end)
  end

  for _, case in ipairs {
    { 0.1234, "fraction", "12.34 %" },
    { 169.5599, "fraction", "16,956 %" }, { 1.005, "ratio", "1.00" }, { 12345.678, "cash", "12,345.68" },
    { 47, "hours", "47 h" }, { 13.5, "hours", "13.5 h" }, { 72, "hours", "3.0 d" }, { 24000, "hours", "1,000 d" },
    { 4711, "count", "4,711" }, { 3.14, "bps", "3.1 bps" }, { 0 / 0, "cash", "-" }, { nil, "cash", "-" },
  } do
    it(("%s as %s"):format(tostring(case[1]), case[2] or ""), function()
      assert.equal(case[3], format.metric(case[1], case[2]))
    end)
  end

  it("undefined", function() assert.equal("-", format.metric(nil, "ratio")) end)

  it("dates are UTC", function()
    assert.equal("1970-01-01", format.date(0))
    assert.equal("2024-02-29", format.date(1709251199999))
    assert.equal("1969-12-31", format.date(-1))
  end)
end)
