--- Parameters of overlap indicators that random draws do not reach: anchors, first stops,
-- bars without a period.
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"
local naive = require "tests.support.naive.init"

local N = 400

local function compare(name, set, market)
  local spec, copies = indicators.find(name), {}
  local list = columns.inputs(spec, market)
  for i, x in ipairs(list) do
    copies[i] = {}
    for t = 0, N - 1 do copies[i][t] = x[t] end
  end
  local out, first = indicators.run(spec, N, list, assert(indicators.check(spec, set)))
  for k, expected in ipairs(naive[name](N, copies, set)) do
    for t = 0, N - 1 do
      local a, b = out[k][t], expected[t]
      if not (a ~= a and b ~= b or math.abs(a - b) <= 1e-9 * math.abs(b)) then
        error(("%s(%s)[%d] is %.17g, definition %.17g"):format(name, table.concat(set, ", "), t, a, b))
      end
    end
  end
  return first
end

--- A market whose bars open `step` seconds apart from 1999-12-20 on.
local function market(step)
  local m = columns.market(N, 3)
  for t = 0, N - 1 do m.time[t] = 945648000 + step * t end
  return m
end

describe("ta.anchored_vwap", function()
  for every = 0, 5 do
    it("begins where it is told, every " .. every, function()
      for _, step in ipairs { 3600, 14400, 86400, 7 * 86400 } do
        local m = market(step)
        assert.equal(0, compare("anchored_vwap", { 0, every }, m))
        assert.equal(0, compare("anchored_vwap", { m.time[0], every }, m))
        assert.equal(100, compare("anchored_vwap", { m.time[99] + 1, every }, m))
        assert.equal(N, compare("anchored_vwap", { m.time[N - 1] + 1, every }, m))
      end
    end)
  end
end)

it("ta.vwap_session begins a day at any hour", function()
  for _, hour in ipairs { 0, 0.25, 9.5, 13.5, 23.75 } do
    for _, step in ipairs { 900, 3600, 14400, 100000 } do
      compare("vwap_session", { hour }, market(step))
    end
  end
end)

it("ta.sarext begins with the stop and the side it is given", function()
  for _, start in ipairs { 90, -115, 100, -100, 1, -1000 } do
    compare("sarext", { start, 0.03, 0.05, 0.01, 0.1, 0.03, 0.04, 0.3 }, market(3600))
  end
end)

it("ta.sar is ta.psar", function()
  local m = columns.market(N, 9, { coarse = true })
  for _, set in ipairs { {}, { 0.05, 0.3 }, { 0.4, 0.1 } } do
    local y = {}
    for i, name in ipairs { "sar", "psar" } do
      local spec = indicators.find(name)
      y[i] = indicators.run(spec, N, { m.high, m.low }, assert(indicators.check(spec, set)))[1]
    end
    for t = 1, N - 1 do assert.equal(y[2][t], y[1][t]) end
  end
end)

it("ta.mavp is undefined where its period is, and there only", function()
  local spec, m = indicators.find "mavp", columns.market(N, 4)
  local p = assert(indicators.check(spec, { 2, 10, 1 }))
  local before = indicators.run(spec, N, { m.close, columns.copy(m.periods, N) }, p)[1]
  m.periods[200], m.periods[300] = 0 / 0, 0 / 0
  local after = indicators.run(spec, N, { m.close, m.periods }, p)[1]
  for t = 9, N - 1 do
    if t == 200 or t == 300 then
      assert.is_true(after[t] ~= after[t])
    else
      assert.equal(before[t], after[t])
    end
  end
end)

it("ta.ma of one bar is the bar, whatever the type", function()
  local spec, m = indicators.find "ma", columns.market(N, 4)
  for kind = 0, 8 do
    local y = indicators.run(spec, N, { m.close }, assert(indicators.check(spec, { 1, kind })))[1]
    for t = 0, N - 1 do assert.equal(m.close[t], y[t]) end
  end
end)

for kind, name in ipairs { "sma", "ema", "wma", "dema", "tema", "trima", "kama", "mama", "t3" } do
  it("ta.ma of type " .. kind - 1 .. " is ta." .. name, function()
    local one, other = indicators.find "ma", indicators.find(name)
    local m = columns.market(N, 8)
    for _, period in ipairs { 2, 3, 9, 10, 33 } do
      local p = assert(indicators.check(one, { period, kind - 1 }))
      local q = assert(indicators.check(other, name == "mama" and {} or { period }))
      local a, b = indicators.run(one, N, { m.close }, p)[1], indicators.run(other, N, { m.close }, q)[1]
      for t = 0, N - 1 do assert.is_true(a[t] == b[t] or (a[t] ~= a[t] and b[t] ~= b[t])) end
    end
  end)
end
