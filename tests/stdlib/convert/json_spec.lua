--- A strategy written as JSON and read back is the same strategy.
local build = require "tests.graph.build"
local convert = require "stdlib.convert.json"
local json_strategy = require "stdlib.json_strategy"
local loader = require "runtime.loader"
local model = require "stdlib.convert.model"
local pretty = require "stdlib.convert.pretty"
local program = require "tests.support.program"
local random_strategy = require "tests.support.random_strategy"
local strategies = require "tests.support.strategies"

local function text_of(cdata)
  local text, refused = convert.text(model.of(cdata), { params = {} })
  return assert(text, refused and refused.message)
end

local function read(text)
  local built, message = json_strategy.build(text, {})
  return assert(built, tostring(message) .. "\n" .. text).cdata
end

local function rules(condition)
  local file = strategies.write(strategies.rules("    return { long = { enter = " .. condition .. " } }"))
  local s = assert(loader.load(file))
  os.remove(file)
  return s
end

describe("a strategy written as JSON", function()
  it("is the same strategy again, whatever it is made of", function()
    local longest = 0
    for seed = 1, 400 do
      local s = random_strategy.strategy(seed)
      local text = text_of(s)
      longest = math.max(longest, #text)
      assert.equal(build.hash(s), build.hash(read(text)), text)
      assert.equal(build.hash(s), build.hash(read(pretty(text))), text)
    end
    assert.is_true(longest > 2500, longest)
  end)

  it("is so for every strategy that comes with tide", function()
    local count = 0
    for path in program.shell("ls " .. TIDE_ROOT .. "/strategies/*.lua").out:gmatch "[^\n]+" do
      local s = assert(loader.load(path))
      assert.equal(s.hash, build.hash(read(text_of(s.cdata))), path)
      count = count + 1
    end
    assert.is_true(count >= 6)
  end)

  local says = {
    ["m.close:above(5)"] = '{"conditions":[{"indicator":"close","comparison":"greater_than","value":5}]}',
    ["m.close:rising(3):held(2):fresh()"] =
      '{"conditions":[{"indicator":"close","comparison":"rising","value":3}],"held":2,"fresh":true}',
    ["all { m.low:rising(1), m.close:rising(1):within(2) }"] = '{"operator":"AND","conditions":['
      .. '{"indicator":"low","comparison":"rising"},{"indicator":"close","comparison":"rising","within":2}]}',
    ["none { m.low:rising(1) }"] =
      '{"operator":"NOT","conditions":[{"indicator":"low","comparison":"rising"}]}',
    ["all { m.low:rising(1) }"] =
      '{"conditions":[{"op":"all","args":[{"indicator":"low","comparison":"rising"}]}]}',
    ["m.close:rising(1):within(3):held(2)"] =
      '{"conditions":[{"indicator":"close","comparison":"rising","within":3}],"held":2}',
    ["m.close:rising(1):fresh():within(3):held(2)"] = '{"conditions":[{"conditions":['
      .. '{"indicator":"close","comparison":"rising","fresh":true}],"within":3}],"held":2}',
    ["ta.sma(m.close, 5):crosses_above(ta.sma(m.close, 9))"] = '{"conditions":[{"indicator":"sma_cross",'
      .. '"params":{"fast":5,"slow":9},"comparison":"crosses_above"}]}',
    ['ta.atr(m("1d"), 9):shift(2):below(1)'] = '{"conditions":[{"indicator":"atr","params":{"period":9},'
      .. '"timeframe":"1d","shift":2,"comparison":"less_than","value":1}]}',
    ["ta.sma(ta.rsi(m.hl2), 3):between(m.open, m.hl2)"] = '{"conditions":[{"indicator":"sma",'
      .. '"params":{"period":3},"inputs":[{"indicator":"rsi","params":{"period":14},"inputs":["hl2"]}],'
      .. '"comparison":"between","value":["open","hl2"]}]}',
    ['session { from = "08:00", to = "09:30", tz = "Europe/London" }:after("16:05")'] =
      '{"conditions":[{"session":{"from":"08:00","to":"09:30","tz":"Europe/London"},"after":"16:05"}]}',
    ["m.close:rising(1):bars_since():above(m.close:rising(2):shift(3):to_number())"] =
      '{"conditions":[{"indicator":"bars_since","inputs":[{"indicator":"close","comparison":"rising"}],'
      .. '"comparison":"greater_than","value":{"op":"to_number","args":[{"op":"shift","args":['
      .. '{"indicator":"close","comparison":"rising","value":2}],"numbers":[3]}]}}]}',
  }
  for lua, expected in pairs(says) do
    it("says " .. lua, function()
      local s = rules(lua)
      local text = text_of(s.cdata)
      assert.equal(expected, text:match '"entry_rules":{"long":(.*)}}$')
      assert.equal(s.hash, build.hash(read(text)))
    end)
  end

  it("has partial targets in the order of their distance, whatever the text says", function()
    local function hash(list)
      return build.hash(read([[{"name":"x","entry_rules":{"long":{"conditions":[{"indicator":"close",
        "comparison":"rising"}]}},"exit_rules":{"long":{"conditions":[]] .. list .. "]}}}"))
    end
    local near, far = '{"type":"partial","percent":2,"close":0.5}', '{"type":"partial","percent":4,"close":0.25}'
    assert.equal(hash(near .. "," .. far), hash(far .. "," .. near))
  end)

  it("is refused when what is shared makes it endless", function()
    local s = rules "m.close:rising(1)"
    local node = build.node(s.cdata.graph, { field = "close" })
    for _ = 1, 40 do
      local C, ffi = require("stdlib.host").C, require "ffi"
      local apply = ffi.new("tide_graph_apply", { op = "add", n_args = 2, args = { node, node } })
      node = C.tide_graph_op(s.cdata.graph, apply, nil)
    end
    s.cdata.side[0].limit = node
    local text, refused = convert.text(model.of(s.cdata), { params = {} })
    assert.is_nil(text)
    assert.matches("too long for JSON", refused.message)
  end)
end)

describe("JSON for people", function()
  it("stands on one line where it fits", function()
    assert.equal('{\n  "a": { "b": [1, 2], "c": null },\n  "d": "x"\n}\n', pretty '{"a":{"b":[1,2],"c":null},"d":"x"}')
    local long = pretty('{"a":["' .. ("x"):rep(60) .. '","' .. ("y"):rep(60) .. '"]}')
    assert.equal('{\n  "a": [\n    "' .. ("x"):rep(60) .. '",\n    "' .. ("y"):rep(60) .. '"\n  ]\n}\n', long)
  end)
end)
