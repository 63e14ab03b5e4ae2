--- The guide to markets with a known edge: its commands print what stands there.
local candles = require "stdlib.candles"
local planted = require "runtime.planted"
local program = require "tests.support.program"

local GUIDE = TIDE_ROOT .. "/docs/guide/known-edges.md"

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("docs/guide/known-edges.md", function()
  local folder
  setup(function()
    folder = program.folder()
    assert.equal(0, program.shell(("ln -s '%s/strategies' %s/strategies"):format(TIDE_ROOT, folder)).code)
  end)
  teardown(function() program.remove(folder) end)

  local text, commands = read(GUIDE), 0
  for command, expected in ("\n" .. text):gmatch "\n```\n%$ %./tide ([^\n]*)\n(.-)\n```" do
    commands = commands + 1
    it("prints what stands there: " .. command, function() -- in their order: they read what others wrote
      local result = program.shell(("cd %s && '%s' %s"):format(folder, program.path, command))
      assert.equal(0, result.code, result.err)
      local printed = result.out ~= "" and result.out or result.err
      assert.equal(expected, printed:sub(1, #expected))
    end)
  end

  it("shows commands", function() assert.equal(6, commands) end)

  it("has every edge in its tables", function()
    for _, edge in ipairs(planted.names) do
      local _, rows = text:gsub("\n| `" .. edge .. "` |", "")
      assert.equal(2, rows, edge)
    end
  end)

  it("has Lua that runs", function()
    local chunk = assert(loadstring(text:match "```lua\n(.-)```" .. "return market, noise, shuffled"))
    setfenv(chunk, setmetatable({ rule = planted.strategy "cross" }, { __index = _G }))
    for _, made in ipairs { chunk() } do
      assert.equal(20000, made.n)
      assert.equal(candles.permute, made.permute)
    end
  end)
end)
