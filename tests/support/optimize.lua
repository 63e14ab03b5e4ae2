--- `tide optimize` as its specs run it: in a folder of its own, with two made-up markets and a store.
--
--     local tide = optimize.new()
--     setup(function() tide:start() end)
--     before_each(function() tide:forget() end)
--     teardown(function() tide:stop() end)
--     local made = tide:document(optimize.CROSS, "--grid", "fast=3:9")
local assert = require "luassert"
local cjson = require "cjson"
local program = require "tests.support.program"

local optimize = {}
optimize.__index = optimize

--- A strategy whose parameters are numbers of its rules.
optimize.CROSS = TIDE_ROOT .. "/strategies/sma_cross.lua"

--- Ways to use a parameter, to be filled in: what stands before the line, and its length.
optimize.WAYS = [[
return strategy {
  name = "ways",
  params = {
    n = int { 10, min = 2, max = 60 }, k = number { 0.05, min = 0.01, max = 0.5 },
    kind = choice { "sma", "ema" }, both = flag { true },
  },
  rules = function(m, p)
    %s
    local line = ta[p.kind](m.close, %s)
    return {
      long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line), stop_loss = p.k },
      short = p.both and { enter = m.close:crosses_below(line), take_profit = p.k } or nil,
    }
  end,
}
]]

--- One that has no folder yet.
function optimize.new() return setmetatable({}, optimize) end

--- Make the folder and the markets: data and other.
function optimize:start()
  self.folder = program.folder()
  self.data, self.other = self.folder .. "/AAA_1h.csv", self.folder .. "/BBB_1h.csv"
  self.home = self.folder .. "/home"
  for i, path in ipairs { self.data, self.other } do
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", i, "--out", path).code)
  end
end

--- Remove the store.
function optimize:forget() os.execute("rm -rf '" .. self.home .. "'") end

function optimize:stop() program.remove(self.folder) end

--- The words for a shell.
function optimize:command(...)
  local parts = { ("XDG_DATA_HOME='%s' exec '%s' optimize"):format(self.home, program.path) }
  for i = 1, select("#", ...) do
    parts[#parts + 1] = "'" .. tostring((select(i, ...))):gsub("'", "'\\''") .. "'"
  end
  return table.concat(parts, " ") .. " --no-cache </dev/null"
end

--- @return { code, out, err }
function optimize:run(...) return program.shell(self:command(...)) end

--- What --json says of a search on the first market.
function optimize:document(...)
  local run = self:run("--json", "--data", self.data, ...)
  assert.equal(0, run.code, run.err)
  return cjson.decode(run.out)
end

--- What cannot differ between two runs of one search.
function optimize.plain(made)
  made.seconds, made.recalled, made.computed = nil, nil, nil
  return made
end

--- A strategy file in the folder. @return its path
function optimize:strategy(name, text) return program.write(self.folder .. "/" .. name, text) end

local function time(ms) return os.date("!%Y-%m-%dT%H:%M", ms / 1000) end

--- What `tide backtest --json` says on a part of the market.
-- @param settings  words, or nil
function optimize:backtest(file, part, params, settings)
  local words = { "backtest", file, "--data", self.data, "--json", "--no-cache", "--from", time(part.from),
    "--to", time(part.to), unpack(settings or {}) }
  for name, value in pairs(params) do
    words[#words + 1], words[#words + 2] = "--param", ("%s=%s"):format(name,
      type(value) == "number" and ("%.17g"):format(value) or tostring(value))
  end
  local run = program.run(unpack(words))
  assert.equal(0, run.code, run.err)
  return cjson.decode(run.out)
end

--- Every result is that of the backtest with these parameters.
-- @param settings  words of both commands, or nil
function optimize:compare(file, made, settings)
  local parts = made.data[1]
  for _, one in ipairs(made.results) do
    for name, value in pairs(made.fixed) do one.params[name] = value end
    local inside = self:backtest(file, parts.in_sample, one.params, settings)
    assert.equal(inside.hash, one.hash)
    assert.same(inside.metrics, one.in_sample)
    assert.same(self:backtest(file, parts.validation, one.params, settings).metrics, one.out_of_sample)
  end
end

return optimize
