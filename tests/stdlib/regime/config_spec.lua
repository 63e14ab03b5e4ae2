--- The numbers that regimes are defined by: checked key by key, and each explained where it stands.
local config = require "stdlib.regime.config"
local program = require "tests.support.program"

local function refused(given)
  local made, message = config.make(given)
  assert.is_nil(made)
  return message
end

describe("the configuration of regimes", function()
  it("puts given keys over the default, and leaves that alone", function()
    local made = assert(config.make { trend = { days = 50, weights = { slope = 2 } } })
    assert.equal(50, made.trend.days)
    assert.equal(2, made.trend.weights.slope)
    assert.equal(config.default.trend.edge, made.trend.edge)
    assert.equal(100, config.default.trend.days)
    assert.equal(1, config.default.trend.weights.slope)
  end)

  it("says what is wrong with a key", function()
    for message, given in pairs {
      ["unknown key 'trend.dys'; did you mean 'days'?"] = { trend = { dys = 3 } },
      ["trend.days: expected a whole number from 10 to 1000, found 5"] = { trend = { days = 5 } },
      ["trend.days: expected a whole number from 10 to 1000, found 20.5"] = { trend = { days = 20.5 } },
      ["trend.edge: expected a number above 0 and below 1, found 1"] = { trend = { edge = 1 } },
      ["crisis.fall: expected a number from 0.01 to 0.99, found 'much'"] = { crisis = { fall = "much" } },
      ["crisis: expected a table, found 3"] = { crisis = 3 },
      ["economy.measure: expected change, difference, level, found 'growth'"] = { economy = { measure = "growth" } },
      ["trend.weights: position, slope and drawdown cannot all be 0"] =
        { trend = { weights = { position = 0, slope = 0, drawdown = 0 } } },
      ["economy.boom and economy.recession are the same: nothing lies between them"] = { economy = { boom = 0 } },
    } do
      assert.equal(message, refused(given))
    end
  end)

  it("names the file", function()
    local folder = program.folder()
    local function load(text) return config.load(program.write(folder .. "/mine.lua", text)) end
    assert.equal(0.4, load("return { trend = { edge = 0.4 } }").trend.edge)
    assert.matches("mine.lua: trend.edge: expected", select(2, load "return { trend = { edge = 4 } }"))
    assert.matches("mine.lua:1: ", select(2, load "return {"))
    assert.matches("mine.lua:1: .*os", select(2, load "return os.time()"))
    assert.matches("mine.lua: regimes are defined by a table", select(2, load "return 3"))
    assert.matches("absent.lua: cannot read it", select(2, config.load(folder .. "/absent.lua")))
    program.remove(folder)
  end)

  it("explains every key with its range where it stands", function()
    local file = assert(io.open(TIDE_ROOT .. "/config/regimes.lua"))
    local count = 0
    for line in file:lines() do
      if line:find "^%s+[%w_]+ = [^{]" then
        count = count + 1
        assert.matches(", %-%- %S", line)
        local ranged = line:find "%d to %d" or line:find "above %d" or line:find "below %d" or line:find "any number"
          or line:find '"change"' or line:find "weights" or line:find "above `boom`"
        assert.is_truthy(ranged or line:find "position =" or line:find "slope = 1" or line:find "drawdown = 1"
          or line:find "breadth = 1", line)
      end
    end
    file:close()
    assert.is_true(count >= 25, count)
  end)
end)
