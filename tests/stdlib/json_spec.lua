--- JSON as it is written: numbers come back bit by bit, texts stay valid.
local bit = require "bit"
local ffi = require "ffi"
local json = require "stdlib.json"
local cjson = require "cjson"

describe("json.decode", function()
  it("reads what encode writes", function()
    for _, value in ipairs {
      {}, { 1, 2.5, -1e300 }, { a = 1, b = { { c = "x" } } }, { t = true, f = false, z = "" },
    } do
      assert.same(value, json.decode(json.encode(value)))
    end
    assert.equal(json.null, json.decode('[null]')[1])
    assert.equal(0.1 + 0.2, json.decode("[0.30000000000000004]")[1])
    assert.equal('"\\/\b\nü', json.decode([=[["\"\\\/\b\n\u00fc"]]=])[1])
  end)

  it("knows the order of an object", function()
    assert.same({ "z", "a", "m" }, json.keys(json.decode '{"z": 1, "a": 2, "m": 3}'))
    assert.is_nil(json.keys({}))
  end)

  it("says what is wrong, and where", function()
    for text, expected in pairs {
      ["{"] = "line 1, column 1: the text ends before the object does",
      ['{\n"a": 1,}'] = "line 2, column 8: found '}': "
        .. "this makes no sense here; is a comma, a quote or a bracket missing?",
      ['{"a":1,"a":2}'] = "line 1, column 10: found '\"a\"': this member is given twice",
      ["[1] x"] = "line 1, column 5: found 'x': more text follows the end of the object",
    } do
      local value, message = json.decode(text)
      assert.is_nil(value)
      assert.equal(expected, message)
    end
  end)

  it("survives what is nested too deeply", function()
    assert.is_nil((json.decode(("["):rep(100000))))
  end)
end)

describe("json", function()
  for text, value in pairs {
    ["0"] = 0, ["1"] = 1, ["-1.5"] = -1.5, ["0.1"] = 0.1, ["1e+100"] = 1e100, ["5e-324"] = 5e-324,
    ["1700000000123456"] = 1700000000123456, ["9007199254740991"] = 9007199254740991,
    ["0.30000000000000004"] = 0.1 + 0.2, ["1.7976931348623157e+308"] = 1.7976931348623157e308,
    ["null"] = 0 / 0,
  } do
    it("writes the number " .. text, function() assert.equal(text, json.encode(value)) end)
  end

  it("writes numbers that read back as the same double", function()
    local bits, seed = ffi.new "union { double x; uint32_t half[2]; }", 12345
    for _ = 1, 20000 do
      for half = 0, 1 do
        seed = (seed * 16807) % 2147483647
        bits.half[half] = seed * 2 + (seed % 3 == 0 and 1 or 0)
      end
      -- a NaN of odd bits must not be read: to LuaJIT it looks like another type
      if bit.band(bits.half[1], 0x7ff00000) ~= 0x7ff00000 then
        assert.equal(bits.x, tonumber(json.number(bits.x)))
      end
    end
  end)

  it("has no infinity and no NaN", function()
    assert.equal("[null,null,null]", json.encode { 1 / 0, -1 / 0, 0 / 0 })
  end)

  it("writes 64-bit integers in full", function()
    assert.equal("9223372036854775807", json.encode(9223372036854775807LL))
    assert.equal("18446744073709551615", json.encode(18446744073709551615ULL))
  end)

  it("keeps the order of members, sorts plain tables, and knows empty lists", function()
    assert.equal('{"z":1,"a":null,"m":[]}', json.encode(json.object({ "z", 1, "a", nil, "m", json.array {} }, 6)))
    assert.equal('{"a":1,"b":{"c":true}}', json.encode { b = { c = true }, a = 1 })
    assert.equal("{}", json.encode {})
    assert.equal("[1,null,3]", json.encode(json.array({ 1, nil, 3 }, 3)))
    assert.equal('{"a":2,"b":3}', json.encode(json.put(json.put(json.object { "a", 1 }, "b", 3), "a", 2)))
  end)

  it("writes what it has read in the same order", function()
    local text = '{"z":1,"a":[],"m":{},"list":[{"y":null,"x":[2]}],"b":true}'
    local value = json.decode(text)
    assert.equal(text, json.encode(value))
    value.new, value.m, value.a, value.list[1].x = 5, "changed", nil, { 1 }
    assert.equal('{"z":1,"m":"changed","list":[{"y":null,"x":[1]}],"b":true,"new":5}', json.encode(value))
    assert.same({ "z", "a", "m", "list", "b" }, json.keys(value))
    assert.is_nil(json.keys(value.list))
  end)

  it("escapes strings so that another reader gets the same bytes", function()
    local all = {}
    for i = 0, 127 do all[#all + 1] = string.char(i) end
    local text = table.concat(all) .. "Ünïcode €"
    assert.equal(text, cjson.decode(json.encode { text })[1])
  end)

  it("refuses what JSON cannot say", function()
    assert.has_error(function() json.encode { print } end, "JSON has no function")
  end)
end)
