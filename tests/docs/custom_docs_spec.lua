--- What the guide to custom indicators says is true: its files load, its commands print what stands
-- there.
local loader = require "runtime.loader"
local program = require "tests.support.program"

local GUIDE = TIDE_ROOT .. "/docs/guide/custom-indicators.md"
local FILES = { "straight.lua", "fooled.lua", "smooth_cross.lua", "indicators/channel.lua" }

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("docs/guide/custom-indicators.md", function()
  local folder
  local text = "\n" .. read(GUIDE)
  setup(function()
    folder = program.folder()
    assert.equal(0, program.shell(("cd %s && mkdir indicators && '%s' demo --out DEMO_1h.csv"):format(folder,
      program.path)).code)
    local i = 0
    for body in text:gmatch "\n```lua\n(.-)\n```" do
      i = i + 1
      program.write(folder .. "/" .. FILES[i], body .. "\n")
    end
    assert.equal(#FILES, i)
  end)
  teardown(function() program.remove(folder) end)

  it("has strategies that load, but for the one that looks ahead", function()
    for i = 1, 3 do
      local s, message = loader.load(folder .. "/" .. FILES[i])
      assert.equal(FILES[i] ~= "fooled.lua", s ~= nil, message)
    end
  end)

  local count = 0
  for command, expected in text:gmatch "\n```\n%$ %./tide ([^\n]*)\n(.-)\n```" do
    count = count + 1
    it("prints what stands there: " .. command, function()
      local result = program.shell(("cd %s && '%s' %s"):format(folder, program.path, command))
      local printed = result.code == 0 and result.out or result.err
      assert.equal(expected, printed:sub(1, #expected))
    end)
  end

  it("shows commands", function() assert.equal(3, count) end)
end)
