--- What `tide optimize` leaves in the store, and computes only what is missing there: other settings,
-- larger grids, and after Ctrl-C.
local cjson = require "cjson"
local optimize = require "tests.support.optimize"
local program = require "tests.support.program"
local stores = require "stdlib.store.init"

describe("tide optimize and its store", function()
  local tide = optimize.new()

  setup(function() tide:start() end)
  before_each(function() tide:forget() end)
  teardown(function() tide:stop() end)

  describe("give what 'tide backtest' gives with", function()
    -- A size of its own, levels that fill as maker, a limit.
    local OWN = [[
return strategy {
  name = "own", params = { n = int { 10, min = 2, max = 60 }, k = number { 0.02, min = 0.005, max = 0.2 } },
  rules = function(m, p)
    local line = ta.sma(m.close, p.n)
    return {
      long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line), take_profit = p.k,
        size = SIZE },
      short = { enter = m.close:crosses_below(line), limit = m.close * 1.002, limit_bars = 3, stop_loss = p.k,
        take_profit = p.k, size = SIZE },
    }
  end,
}
]]
    for _, case in ipairs {
      { "cash(3000)", "--commission-maker", "-0.0002" },
      { "cash(3000)", "--slippage", "volume:0.5" },
      { "cash(3000)", "--slippage", "volume:2", "--commission-maker", "-0.0001", "--max-participation", "0.01" },
      { "units(0.2)", "--slippage", "volume:1", "--commission", "0:0.001,1e5:0.0005", "--commission-maker", "-0.0001" },
      { nil, "--size", "cash:2500", "--slippage", "volume:0.5", "--commission-maker", "-0.001" },
      { nil, "--size", "volatility:0.02", "--slippage", "dynamic:0.2", "--leverage", "3", "--drawdown-scale", "0.5" },
      { nil, "--size", "kelly:0.5", "--fee-fixed", "0.5", "--hedging", "--fill", "close", "--profile", "vectorbt" },
      { nil, "--slippage", "volume:1", "--cash", "1e7", "--commission-maker", "0", "--profile", "freqtrade" },
    } do
      local settings = { unpack(case, 2, 12) }
      it((case[1] or "") .. " " .. table.concat(settings, " "), function()
        local file = tide:strategy("own.lua", (OWN:gsub(",%s*size = SIZE", case[1] and ", size = " .. case[1] or "")))
        local words = { "--grid", "n=4:12:4,k=0.01:0.05:0.02", "--top", 4, "--save", unpack(settings) }
        local made = tide:document(file, unpack(words))
        assert.is_true(made.best.in_sample.num_trades > 20)
        tide:compare(file, made, settings)
        -- what is kept is that of these settings
        assert.equal(0, tide:document(file, unpack(words)).computed)
        if not table.concat(settings, " "):find "maker" then
          words[#words + 1], words[#words + 2] = "--commission-maker", "-0.0003"
          assert.equal(9, tide:document(file, unpack(words)).computed)
        end
      end)
    end
  end)

  it("says how good luck alone would look, and counts what was tried before", function()
    local first = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6")
    local block = first.data[1].honesty
    assert.equal(63, block.trials)
    assert.equal(first.dsr, block.dsr)
    assert.equal(first.pbo, block.pbo)
    assert.near(first.best.in_sample.sharpe_ratio, block.sharpe, 1e-9)
    assert.equal(63, tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6").data[1].honesty.trials)
    assert.equal(126, tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=13:61:6").data[1].honesty.trials)
  end)

  it("has the same matrix of returns whether they were kept or computed again", function()
    local few = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save")
    local again = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save") -- nothing is run
    assert.equal(63, again.recalled)
    assert.equal(few.pbo, again.pbo)
  end)

  it("computes only what the store does not know", function()
    local words = { "--save", "--top", 200 }
    local first = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", unpack(words))
    assert.equal(0, first.recalled)
    local larger = tide:document(optimize.CROSS, "--grid", "fast=3:12,slow=12:60:6", unpack(words))
    assert.equal(63, larger.recalled)
    assert.equal(90, larger.done)
    tide:forget()
    local fresh = tide:document(optimize.CROSS, "--grid", "fast=3:12,slow=12:60:6", "--top", 200)
    assert.same(optimize.plain(fresh), optimize.plain(larger))
    local other_costs = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save", "--commission", 0)
    assert.equal(0, other_costs.recalled)
  end)

  it("keeps strategies that 'tide strategies' finds and 'tide backtest' reads", function()
    local store = tide.folder .. "/some.db"
    local made = tide:document(optimize.CROSS, "--grid", "fast=3:6,slow=20:24", "--store", store)
    local run = program.run("strategies", "list", "--store", store, "--origin", "optimize", "--json")
    assert.equal(0, run.code, run.err)
    assert.is_truthy(run.out:find(made.best.hash, 1, true))
    local shown = program.run("strategies", "export", made.best.hash, "--store", store)
    assert.equal(0, shown.code, shown.err)
    local file = tide:strategy("stored.json", shown.out)
    assert.equal(made.best.hash, tide:backtest(file, made.data[1].in_sample, {}).hash)
  end)

  -- What a search leaves in its store, a line for each result.
  local function kept()
    local db, list = assert(stores.open(tide.home .. "/tide/tide.db", "read")), {}
    for row in db:rows "SELECT id, strategy, created, sharpe_ratio FROM backtest_results ORDER BY id" do
      list[#list + 1] = ("%d %d %d %.17g"):format(row.id, row.strategy, row.created, row.sharpe_ratio or 0)
    end
    db:close()
    return list
  end

  -- every combination is loaded: slow enough to be caught
  local MANY = "n=2:30,k=0.01:0.29:0.02"

  -- A search that Ctrl-C has stopped on its way, and how many of its 435 combinations are done. How
  -- long a machine takes is not known: the time to stop it is searched for, between too early and too late.
  local function interrupted(...)
    local early, late, wait = 0, nil, 0.4
    for _ = 1, 12 do
      tide:forget()
      local stop = ("exec timeout --foreground --preserve-status -s INT %g "):format(wait)
      local run = program.shell((tide:command(...):gsub("exec ", stop, 1)))
      local done = tonumber(run.err:match "stopped: (%d+) of 435 combinations done")
      if done and done > 0 then
        assert.equal(130, run.code, run.err)
        return run, done
      end
      if run.code == 0 then late = wait else early = wait end
      wait = late and (early + late) / 2 or 2 * wait
    end
    error "it was not stopped on its way"
  end

  it("computes only what is missing when the command it names is given after Ctrl-C", function()
    local file = tide:strategy("slow.lua", optimize.WAYS:format("", "p.n * 2"))
    local first, done = interrupted(file, "--data", tide.data, "--grid", MANY, "--save", "--top", 3, "--json")
    local again = first.err:match "done, and kept; this computes the rest:\n  tide ([^\n]+)\n"
    local before = kept()
    assert.equal(done, #before)
    local run = program.shell(("XDG_DATA_HOME='%s' '%s' %s </dev/null"):format(tide.home, program.path, again))
    assert.equal(0, run.code, run.err)
    local rest, after = cjson.decode(run.out), kept()
    assert.equal(435, rest.done)
    assert.equal(done, rest.recalled)
    assert.equal(435 - done, rest.computed)
    assert.equal(435, #after)
    for i, row in ipairs(before) do assert.equal(row, after[i]) end
    local third = tide:document(file, "--grid", MANY, "--save", "--top", 3)
    assert.equal(0, third.computed)
    tide:forget()
    local whole = tide:document(file, "--grid", MANY, "--top", 3)
    for _, made in ipairs { whole, third, rest } do optimize.plain(made).notes = nil end -- they have times
    assert.same(whole, rest)
    assert.same(third, rest)
  end)

  it("shows what is done when it is interrupted, and says that nothing is kept", function()
    local file = tide:strategy("slow.lua", optimize.WAYS:format("", "p.n * 2"))
    local run = interrupted(file, "--data", tide.data, "--grid", MANY)
    assert.is_truthy(run.out:find("Honesty", 1, true))
    assert.is_truthy(run.err:find("of 435 combinations done; none is kept without '--save'", 1, true), run.err)
  end)
end)
