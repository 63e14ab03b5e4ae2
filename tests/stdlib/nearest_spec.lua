--- "did you mean": which name is near, and when none is.
local nearest = require "stdlib.nearest"

describe("nearest", function()
  local names = { "--commission", "--commission-maker", "--cash", "--json" }
  for found, meant in pairs {
    ["--commision"] = "--commission", ["--jsno"] = "--json", ["--JSON"] = "--json", ["--csh"] = "--cash",
    ["--comm"] = "--commission",
  } do
    it(found .. " means " .. meant, function() assert.equal(meant, nearest.find(found, names)) end)
  end

  it("says nothing when nothing is near", function()
    assert.is_nil(nearest.find("--zebra", names))
    assert.equal("", nearest.hint("--zebra", names))
    assert.equal("; did you mean '--cash'?", nearest.hint("--cahs", names))
  end)
end)
