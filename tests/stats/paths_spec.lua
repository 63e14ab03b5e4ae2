--- Paths of an account: against the long way, by hand, and what must hold of any.
local ffi = require "ffi"
local host = require "stdlib.host"
local naive = require "tests.support.naive_paths"
local paths = require "stdlib.research.paths"
local random = require "tests.support.reference.random"

local C = host.C
local METHODS = { "as_is", "trades", "blocks", "shuffle", "skip" }
local MEASURES = { "final_equity", "max_drawdown", "sharpe_ratio", "lowest" }

--- A list of { share, cash, low, low_cash } as steps.
local function steps_of(list, more)
  local made = { data = ffi.new("tide_path_step[?]", math.max(#list, 1)), n = #list, unit = "trade",
    cash = 1000, per_year = 50, risk_free = 0 }
  for i, s in ipairs(list) do
    made.data[i - 1] = { s.share or 0, s.cash or 0, s.low or 0, s.low_cash or 0 }
  end
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local function made_up(r, n)
  local list = {}
  for i = 1, n do
    local share = r:chance(0.6) and 0.05 * r:normal() + 0.002 or 0
    local cash = r:chance(0.3) and 60 * r:normal() or 0
    list[i] = { share = share, cash = cash, low = math.min(0, share) - 0.02 * r:uniform(),
      low_cash = math.min(0, cash) - 5 * r:uniform() }
  end
  return list
end

local function near(expected, found, label)
  local fine = expected == nil and found ~= found
    or expected ~= nil and math.abs(expected - found) <= 1e-9 * math.max(1, math.abs(expected))
  assert.is_true(fine, ("%s: expected %s, found %s"):format(label, tostring(expected), found))
end

local function column(columns, key)
  local list = {}
  for i = 1, columns.n do list[i] = columns.results[key][i - 1] end
  return list
end

local function bytes(columns)
  local parts = {}
  for _, key in ipairs(MEASURES) do parts[#parts + 1] = ffi.string(columns.results[key], 8 * columns.n) end
  parts[#parts + 1] = ffi.string(columns.results.equity, 8 * columns.n * (columns.points + 1))
  return table.concat(parts)
end

describe("paths", function()
  it("are those of the long way", function()
    local r = random.new(5)
    for round = 1, 40 do
      local list = made_up(r, r:int(1, 40))
      local plan = { method = METHODS[round % #METHODS + 1], seed = r:int(0, 1e6), cash = 1000,
        per_year = 50, risk_free = r:pick { 0, 0.03 }, points = r:int(1, 30), skip = r:pick { 0, 0.2, 0.9 },
        block = r:pick { 0, 1, 4.5 } }
      local columns = assert(paths.run(steps_of(list, { risk_free = plan.risk_free }), { method = plan.method,
        paths = 7, seed = plan.seed, points = plan.points, skip = plan.skip, block = plan.block }))
      for number = 0, 6 do
        local label = ("round %d, %s, path %d"):format(round, plan.method, number)
        local expected = naive.path(list, plan, number)
        for _, key in ipairs(MEASURES) do
          near(expected[key], columns.results[key][number], label .. ", " .. key)
        end
        for k = 0, plan.points do
          near(expected.curve[k + 1], columns.results.equity[number * (plan.points + 1) + k], label)
        end
      end
    end
  end)

  it("are right by hand", function()
    -- 1000, +10 % to 1100 (900 on the way), -50 % to 550 (low 495), +60 in cash
    local steps = steps_of { { share = 0.1, low = -0.1 }, { share = -0.5, low = -0.55 }, { cash = 60 } }
    local found = paths.actual(steps, 3)
    near(610, found.final_equity, "final")
    near(1 - 495 / 1100, found.max_drawdown, "drawdown")
    assert.same({ 1000, 1100, 550, 610 }, found.curve)
    local r = { 0.1, -0.5, 60 / 550 }
    local mean = (r[1] + r[2] + r[3]) / 3
    local variance = ((r[1] - mean) ^ 2 + (r[2] - mean) ^ 2 + (r[3] - mean) ^ 2) / 2
    near(mean / math.sqrt(variance) * math.sqrt(50), found.sharpe_ratio, "sharpe")
  end)

  it("end when the account is lost, in between too", function()
    local gone = paths.actual(steps_of { { cash = -1200, low_cash = -1200 }, { cash = 5000 } }, 2)
    assert.same({ 1000, -200, -200 }, gone.curve)
    local on_the_way = paths.actual(steps_of { { cash = 100, low_cash = -1000 }, { cash = 5000 } }, 2)
    assert.same({ 1000, 0, 0 }, on_the_way.curve)
    assert.equal(1, on_the_way.max_drawdown)
  end)

  it("of another order end where the real one did when trades are shares of equity", function()
    local list = made_up(random.new(8), 60)
    for _, s in ipairs(list) do s.cash, s.low_cash = 0, 0 end
    local steps = steps_of(list)
    local actual = paths.actual(steps).final_equity
    local columns = paths.run(steps, { method = "shuffle", paths = 200, seed = 3 })
    for i, x in ipairs(column(columns, "final_equity")) do near(actual, x, "path " .. i) end
    local drawdown = paths.summary(columns).max_drawdown
    assert.is_true(drawdown.high_95 > drawdown.low_95)
    assert.equal(0.5, paths.rank(columns.results.final_equity, columns.n, actual))
  end)

  it("of another order end at the sum when trades are cash", function()
    local list, sum = made_up(random.new(9), 30), 1000
    for _, s in ipairs(list) do
      s.share, s.low, s.low_cash = 0, 0, 0
      s.cash = s.cash / 10
      sum = sum + s.cash
    end
    local columns = paths.run(steps_of(list), { method = "shuffle", paths = 50 })
    for i, x in ipairs(column(columns, "final_equity")) do near(sum, x, "path " .. i) end
  end)

  it("drawn with replacement have the mean of the trades", function()
    -- the mean of 1000 + the sum of n drawn cash amounts is 1000 + the sum of all
    local list, sum = {}, 1000
    local r = random.new(11)
    for i = 1, 40 do
      list[i] = { cash = 4 * r:normal() + 1 }
      sum = sum + list[i].cash
    end
    for _, method in ipairs { "trades", "blocks" } do
      local columns = paths.run(steps_of(list), { method = method, paths = 20000, seed = 2 })
      local d = paths.summary(columns).final_equity
      assert.is_true(math.abs(d.mean - sum) < 4 * d.deviation / math.sqrt(20000), method .. ": " .. d.mean)
    end
  end)

  it("leave out the share that was asked for", function()
    local list = {}
    for i = 1, 100 do list[i] = { cash = 1 } end
    local columns = paths.run(steps_of(list), { method = "skip", skip = 0.3, paths = 5000 })
    assert.is_true(math.abs(paths.summary(columns).final_equity.mean - 1070) < 0.3)
    columns = paths.run(steps_of(list), { method = "skip", skip = 0, paths = 3 })
    assert.same({ 1100, 1100, 1100 }, column(columns, "final_equity"))
  end)

  it("are the same bytes whatever the threads, and in pieces", function()
    local steps = steps_of(made_up(random.new(12), 500))
    for _, method in ipairs(METHODS) do
      local alone = bytes(paths.run(steps, { method = method, paths = 400, seed = 9, threads = 1 }))
      for _, threads in ipairs { 2, 3 } do
        assert.is_true(alone == bytes(paths.run(steps, { method = method, paths = 400, seed = 9, threads = threads })))
      end
      local other = bytes(paths.run(steps, { method = method, paths = 400, seed = 10 }))
      assert.equal(method == "as_is", alone == other)
      local asked = {}
      local stopped = paths.run(steps, { method = method, paths = 400, seed = 9,
        stop = function(done) asked[#asked + 1] = done return true end })
      assert.same({ 400 }, asked)
      assert.is_true(bytes(stopped) == alone)
    end
  end)

  it("that are stopped are the first of those that would have been", function()
    local list = {}
    for i = 1, 20000 do list[i] = { share = i % 7 == 0 and -0.001 or 0.0002 } end
    local steps = steps_of(list)
    local whole = paths.run(steps, { method = "trades", paths = 1500, points = 1 })
    local part = paths.run(steps, { method = "trades", paths = 1500, points = 1, stop = function() return true end })
    assert.equal(1000, part.n)
    for i = 0, part.n - 1 do assert.equal(whole.results.final_equity[i], part.results.final_equity[i]) end
    assert.equal(1000, paths.summary(part).paths)
  end)

  it("are never ruined at nothing that they reach, and always at the start", function()
    local steps = steps_of(made_up(random.new(13), 80))
    local columns = paths.run(steps, { method = "trades", paths = 300 })
    assert.equal(1, paths.ruin(columns, 1))
    assert.equal(1, paths.summary(columns, nil, 1).ruin)
    local winners = paths.run(steps_of { { share = 0.01 }, { share = 0.02 } }, { method = "trades", paths = 100 })
    assert.equal(0, paths.ruin(winners, 0.99))
    local naive_share = 0
    for _, x in ipairs(column(columns, "lowest")) do naive_share = naive_share + (x <= 700 and 1 or 0) end
    assert.equal(naive_share / 300, paths.ruin(columns, 0.7))
  end)

  it("have the quantiles of the long way", function()
    local columns = paths.run(steps_of(made_up(random.new(14), 30)), { method = "trades", paths = 501, points = 6 })
    local summary = paths.summary(columns)
    for _, quantile in ipairs(paths.quantiles) do
      for _, key in ipairs(paths.measures) do
        near(naive.quantile(column(columns, key), quantile[2]), summary[key][quantile[1]], key)
      end
      for k = 0, 6 do
        local list = {}
        for i = 0, 500 do list[i + 1] = columns.results.equity[i * 7 + k] end
        near(naive.quantile(list, quantile[2]), summary.bands[quantile[1]][k + 1], "band")
      end
    end
  end)

  it("say what they need", function()
    local one = steps_of { { share = 0.1 } }
    local none, message = paths.run(steps_of {}, { method = "trades" })
    assert.is_nil(none)
    assert.equal("there is no trade to draw", message)
    one.data[0].share = 0 / 0
    none, message = paths.run(one, { method = "trades" })
    assert.is_nil(none)
    assert.equal("bad data", message)
    assert.error_matches(function() paths.run(one, { method = "dice" }) end, "unknown method dice")
    for _, wrong in ipairs { { skip = 1 }, { block = 0.5 }, { points = 0 }, { seed = 0 / 0 }, { paths = 1e8 } } do
      local plan = ffi.new("tide_path_plan", { method = 1, paths = wrong.paths or 1, points = wrong.points or 1,
        seed = wrong.seed or 1, block = wrong.block or 0, skip = wrong.skip or 0, cash = 1, per_year = 1 })
      assert.equal(C.TIDE_EINVAL, C.tide_paths_run(one.data, 1, plan, paths.columns(1, 1, 1).results))
    end
  end)
end)
