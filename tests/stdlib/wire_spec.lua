--- What a sandboxed child sends: values survive, damage is refused.
local wire = require "stdlib.wire"

local function decode(text)
  local values, whole = wire.decode_all(text)
  return values[1], whole, #values
end

describe("wire", function()
  for what, value in pairs {
    ["a text"] = "a\0b\n;:{}", ["an empty text"] = "", ["a number"] = 0.1 + 0.2, ["a small number"] = 5e-324,
    ["a large number"] = -1.7976931348623157e308, ["infinity"] = math.huge, ["truth"] = true, ["falsehood"] = false,
    ["a list"] = { 1, 2, { "x", { true } } }, ["a table"] = { a = 1, [5] = "five", nested = { b = {} } },
  } do
    it("carries " .. what, function()
      local back, whole = decode(wire.encode(value))
      assert.same(value, back)
      assert.is_true(whole)
    end)
  end

  it("carries one value after the other, and leaves out what was cut off", function()
    local text = wire.encode "one" .. wire.encode { 2 } .. wire.encode "three"
    assert.same({ "one", { 2 }, "three" }, (wire.decode_all(text)))
    local values, whole = wire.decode_all(text:sub(1, -2))
    assert.same({ "one", { 2 } }, values)
    assert.is_false(whole)
  end)

  it("leaves long texts where they are", function()
    local long = ("x"):rep(100000)
    local value = { "a", long, "b", long .. "y", {} }
    local pieces = wire.pieces(value)
    assert.equal(5, #pieces)
    assert.equal(wire.encode(value), table.concat(pieces))
    assert.same({ wire.encode {} }, wire.pieces {})
    assert.same({ value }, (wire.decode_all(table.concat(pieces))))
  end)

  it("refuses what it cannot carry", function()
    assert.has_error(function() wire.encode(print) end)
    local loop = {}
    loop.loop = loop
    assert.has_error(function() wire.encode(loop) end)
  end)

  for _, text in ipairs { "x", "n", "n;", "nabc;", "n1", "s5:ab", "s-1:", "s99999999:a", "s:", "{", "{n1;", "{zz}",
    "{nnan;t}", "}", ("{n1;"):rep(1000) } do
    it("reads nothing from " .. text:sub(1, 12), function()
      local values, whole = wire.decode_all(text)
      assert.equal(0, #values)
      assert.is_false(whole)
    end)
  end
end)
