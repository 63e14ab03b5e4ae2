--- The guide to walking forward says what the program prints.
local program = require "tests.support.program"

local PATH = TIDE_ROOT .. "/docs/guide/walkforward.md"

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("the guide to walking forward", function()
  local folder
  local guide, count = "\n" .. read(PATH), 0

  setup(function()
    folder = program.folder()
    for i, name in ipairs { "DEMO", "OTHER" } do
      assert.equal(0, program.shell(("cd %s && '%s' demo --bars 20000 --seed %d --out %s_1h.csv"):format(folder,
        program.path, i, name)).code)
    end
    os.execute(("cp '%s/strategies/sma_cross.lua' %s"):format(TIDE_ROOT, folder))
  end)
  teardown(function() program.remove(folder) end)

  --- What is printed where nothing was tried before.
  local function printed(command)
    local run = program.shell(("cd %s && rm -rf home && XDG_DATA_HOME=%s/home '%s' walkforward %s"):format(folder,
      folder, program.path, command))
    assert.equal(0, run.code, run.err)
    return run.out
  end

  for command, expected in guide:gmatch "\n```\n%$ %./tide walkforward ([^\n]*)\n(.-)\n```" do
    count = count + 1
    it("shows what is printed: " .. command, function()
      assert.equal(expected, printed(command):sub(1, #expected))
    end)
  end

  it("shows commands", function() assert.equal(2, count) end)

  it("shows the table of several instruments", function()
    local expected = guide:match "\n```\n(All instruments.-)\n```"
    local out = printed "sma_cross.lua --data DEMO_1h.csv OTHER_1h.csv --grid fast=5:20:5,slow=30:90:20 --anchored"
    assert.is_truthy(out:find(expected, 1, true), out)
  end)
end)
