--- The type stubs for editors: every word of a strategy is in them, and they are Lua.
local classes = require "stdlib.expr.classes"
local cjson = require "cjson"
local define = require "stdlib.expr.define"
local describe_ = require "runtime.script.describe"
local indicators = require "stdlib.indicators"
local market = require "stdlib.expr.market"
local names = require "stdlib.names"
local sides = require "stdlib.expr.sides"

local function read(path)
  local file = assert(io.open(TIDE_ROOT .. "/" .. path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("the type stubs", function()
  local strategy, ta, session = read "docs/luals/strategy.lua", read "docs/luals/ta.lua", read "docs/luals/session.lua"
  local all = "\n" .. strategy .. ta .. session

  it("are Lua, without effect", function()
    for _, text in ipairs { strategy, ta, session } do
      assert.equal("---@meta\n", text:sub(1, 9))
      local env = setmetatable({}, { __index = function() return {} end })
      setfenv(assert(loadstring(text)), env)()
    end
  end)

  it("have every name that a strategy sees, and no name that it does not see", function()
    local later = {}
    for _, name in ipairs(names.later) do later[name] = true end
    local known = {}
    for _, list in ipairs { names.vocabulary, names.session } do
      for _, name in ipairs(list) do
        known[name] = true
        local there = all:find("\nfunction " .. name .. "(", 1, true) or all:find("\n" .. name .. " = ", 1, true)
        assert.is_true((there ~= nil) == not later[name], name)
      end
    end
    for name in all:gmatch "\nfunction ([%w_]+)%(" do assert.is_true(known[name], name) end
  end)

  it("have every method, column and key", function()
    for kind, class in pairs { column = "Column", condition = "Condition" } do
      for _, name in ipairs(classes.method_names(kind)) do
        assert.matches(("\nfunction %s:%s("):format(class, name), all, 1, true)
      end
    end
    local blocks = { Market = market.fields, Side = sides.keys, StrategyTable = describe_.keys,
      IndicatorTable = define.keys }
    for class, keys in pairs(blocks) do
      local block = assert(strategy:match("%-%-%-@class " .. class .. "\n(.-)\n\n") or
        strategy:match("%-%-%-@class " .. class .. "\n(.*)$"), class)
      for _, key in ipairs(keys) do assert.matches("@field " .. key .. " ", block, 1, true) end
    end
  end)

  it("have every indicator with its parameters and outputs", function()
    for _, spec in ipairs(indicators.list) do
      local entry = assert(ta:match("\n\n([^\n]*%-%-%- [^\n]*ta%." .. spec.name .. "%(.-\nfunction ta%." .. spec.name
        .. "%([^\n]*)"), spec.name)
      for _, p in ipairs(spec.params) do assert.matches("@param " .. p.name .. "? ", entry, 1, true) end
      if #spec.outputs > 1 then
        local class = assert(ta:match("@class Outputs_" .. spec.name .. "\n(.-)\n\n"), spec.name)
        for _, output in ipairs(spec.outputs) do assert.matches("@field " .. output .. " Column", class, 1, true) end
      end
    end
  end)

  it("are where .luarc.json says", function()
    local rc = cjson.decode(read ".luarc.json")
    assert.equal("LuaJIT", rc["runtime.version"])
    assert.same({ "docs/luals" }, rc["workspace.library"])
  end)
end)
