--- The guides to looking ahead and to comparing say what the program prints.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local exports = require "tests.support.exports"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local GUIDES = { "lookahead", "compare" }
local COMMANDS = { lookahead = 3, compare = 3 }

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

local function guide(name) return "\n" .. read(("%s/docs/guide/%s.md"):format(TIDE_ROOT, name)) end

describe("the guides to research", function()
  local folder

  --- What backtesting.py would export of the same rules with a spread.
  local function write_theirs()
    local settings = backtest.settings "backtesting.py"
    settings.spread, settings.cash = 0.0003, 1e6
    local result = assert(backtest.run { strategy = assert(loader.load(folder .. "/breakout.lua")),
      candles = assert(candles.load(folder .. "/DEMO_1h.csv")), settings = settings })
    program.write(folder .. "/theirs.csv", exports.backtesting_py(result.trades))
  end

  setup(function()
    folder = program.folder()
    local made = ("cd %s && cp %s/strategies/*.lua . && '%s' demo --bars 9000 --out DEMO_1h.csv"):format(folder,
      TIDE_ROOT, program.path)
    assert.equal(0, program.shell(made).code)
    program.write(folder .. "/tomorrow.lua", guide("lookahead"):match "\n```lua\n(.-\n)```")
    write_theirs()
  end)
  teardown(function() program.remove(folder) end)

  for _, name in ipairs(GUIDES) do
    local count = 0
    for command, expected in guide(name):gmatch "\n```\n%$ %./tide ([^\n]*)\n(.-)\n```" do
      count = count + 1
      it(name .. " shows what is printed: " .. command, function()
        local printed = program.shell(("cd %s && '%s' %s"):format(folder, program.path, command)).out
        assert.equal(expected, printed:sub(1, #expected))
      end)
    end

    it(name .. " shows commands", function() assert.equal(COMMANDS[name], count) end)
  end

  it("name every cause that there is, and no other", function()
    local text = guide "compare"
    local source = program.shell(("cd %s/stdlib/research/trades && cat *.lua"):format(TIDE_ROOT)).out
    local named, returned = 0, 0
    for row in text:match("\n| | |\n.-\n\n"):gmatch "\n| (`[^|]*) |" do
      for kind in row:gmatch "`([%l_]+)`" do
        named = named + 1
        assert.is_true(source:find('"' .. kind .. '"', 1, true) ~= nil, kind)
      end
    end
    for kind in source:gmatch 'return {%s*kind = "([%l_]+)"' do
      returned = returned + 1
      assert.is_true(text:find("`" .. kind .. "`", 1, true) ~= nil, kind)
    end
    assert.is_true(named >= 27 and returned > 5, named)
  end)
end)
