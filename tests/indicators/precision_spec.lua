--- Windows do not drift, forget what has left them, and are exact where nothing moves.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local function run(name, n, inputs, params)
  local spec = indicators.find(name)
  return indicators.run(spec, n, inputs, assert(indicators.check(spec, params)))
end

--- Sum of f(i) for i = from .. to, with the rounding errors carried along (Neumaier).
local function exact_sum(from, to, f)
  local sum, rest = 0, 0
  for i = from, to do
    local x = f(i)
    local t = sum + x
    rest = rest + (math.abs(sum) >= math.abs(x) and (sum - t) + x or (x - t) + sum)
    sum = t
  end
  return sum + rest
end

--- What a window should give, from its definition and compensated sums.
local reference = {}

function reference.sma(x, t, n)
  return exact_sum(t - n + 1, t, function(i) return x[i] end) / n
end

function reference.wma(x, t, n)
  return exact_sum(1, n, function(i) return i * x[t - n + i] end) / (n * (n + 1) / 2)
end

function reference.trima(x, t, n)
  local sum, weights = exact_sum(1, n, function(i) return math.min(i, n + 1 - i) * x[t - n + i] end), 0
  for i = 1, n do weights = weights + math.min(i, n + 1 - i) end
  return sum / weights
end

function reference.var(x, t, n)
  local mean = reference.sma(x, t, n)
  return exact_sum(t - n + 1, t, function(i) return (x[i] - mean) ^ 2 end) / n
end

function reference.stddev(x, t, n) return math.sqrt(reference.var(x, t, n)) end

function reference.sum(x, t, n) return n * reference.sma(x, t, n) end

function reference.stderr(x, t, n) return reference.stddev(x, t, n) / math.sqrt(n) end

function reference.avgdev(x, t, n)
  local mean = reference.sma(x, t, n)
  return exact_sum(t - n + 1, t, function(i) return math.abs(x[i] - mean) end) / n
end

function reference.linreg_slope(x, t, n)
  local middle, mean = t - (n - 1) / 2, reference.sma(x, t, n)
  local shared = exact_sum(t - n + 1, t, function(i) return (i - middle) * (x[i] - mean) end)
  return shared / (n * (n * n - 1) / 12)
end

function reference.linreg_r2(x, t, n)
  return reference.linreg_slope(x, t, n) ^ 2 * (n * n - 1) / 12 / reference.var(x, t, n)
end

function reference.linreg_intercept(x, t, n)
  return reference.sma(x, t, n) - reference.linreg_slope(x, t, n) * (n - 1) / 2
end

function reference.tsf(x, t, n)
  return reference.sma(x, t, n) + reference.linreg_slope(x, t, n) * (n + 1) / 2
end

function reference.linreg(x, t, n) return 3 * reference.wma(x, t, n) - 2 * reference.sma(x, t, n) end

--- The lower band; the columns of a market are all the same here, volume too.
function reference.bbands(x, t, n) return reference.sma(x, t, n) - 2 * reference.stddev(x, t, n) end

function reference.cci(x, t, n)
  return (x[t] - reference.sma(x, t, n)) / (0.015 * reference.avgdev(x, t, n))
end

function reference.vwap(x, t, n)
  return exact_sum(t - n + 1, t, function(i) return x[i] ^ 2 end) / (n * reference.sma(x, t, n))
end

function reference.mfi(x, t, n)
  local function flow(sign)
    return exact_sum(t - n + 1, t, function(i) return (x[i] - x[i - 1]) * sign > 0 and x[i] ^ 2 or 0 end)
  end
  return 100 * flow(1) / (flow(1) + flow(-1))
end

--- From the seed, or from so long ago that it does not matter where.
function reference.ema(x, t, n)
  local from = math.max(n - 1, t - 60 * n)
  local y = from == n - 1 and reference.sma(x, n - 1, n) or x[from]
  for i = from + 1, t do y = y + (x[i] - y) * 2 / (n + 1) end
  return y
end

describe("after ten million bars", function()
  local N = 10000000
  local x = ffi.new("double[?]", N)

  setup(function()
    local random, wave = columns.random(42), 0
    for t = 0, N - 1 do
      if t % 1000 == 0 then wave = 0.2 * math.sin(t * 1e-5) end
      x[t] = 1e-6 * (1 + wave + (random() - 0.5) * 0.01)
    end
  end)

  for _, scale in ipairs { 1e-6, 1e6 } do
    describe("at prices of " .. scale, function()
      setup(function()
        if scale == 1e6 then
          for t = 0, N - 1 do x[t] = x[t] * 1e12 end
        end
      end)

      for name, reference_of in pairs(reference) do
        it(("ta.%s is within 1e-9 of a compensated sum"):format(name), function()
          local period, inputs = 50, {}
          for i = 1, #indicators.find(name).inputs do inputs[i] = x end
          local y = run(name, N, inputs, { period })[1]
          for k = 1, 400 do
            local t = k < 200 and period * k or N - 1 - (k - 200) * 7
            local expected = reference_of(x, t, period)
            if math.abs(y[t] - expected) > 1e-9 * math.abs(expected) then
              error(("bar %d: %.17g, expected %.17g"):format(t, y[t], expected))
            end
          end
        end)
      end
    end)
  end
end)

local WINDOWED = {
  "sma", "wma", "hma", "highest", "lowest", "stddev", "var", "zscore", "bbands", "linreg", "mom", "roc",
  "trima", "midpoint", "midprice", "accbands", "vwma", "alma", "cmf", "emv", "marketfi",
  "vosc", "volume_profile_poc",
  "cci", "mfi", "vwap", "willr", "donchian", "stoch", "volatility", "trange",
  "sum", "minmax", "minmaxindex", "highest_index", "lowest_index", "linreg_slope", "linreg_angle",
  "linreg_intercept", "linreg_r2", "tsf", "stderr", "avgdev", "md", "beta", "correl", "percent_rank", "entropy",
  "hurst", "vhf", "parkinson", "garman_klass", "rogers_satchell", "yang_zhang", "ulcer",
}

-- Those whose every window with an undefined value in it is undefined: the
-- others look at single bars only, or average one output more than another.
local THROUGHOUT = {}
for name in ([[sma wma hma highest lowest stddev var zscore bbands linreg cci vwap willr donchian volatility
  sum minmax minmaxindex highest_index lowest_index linreg_slope linreg_angle linreg_intercept linreg_r2 tsf
  stderr avgdev md beta correl percent_rank entropy hurst vhf parkinson garman_klass rogers_satchell yang_zhang
  ulcer]])
  :gmatch "%S+" do
  THROUGHOUT[name] = true
end

for _, name in ipairs(WINDOWED) do
  describe("ta." .. name, function()
    local N, AT = 600, 301
    local spec = indicators.find(name)
    local sets = { {} }
    if spec.params[1] then
      for _, period in ipairs { 2, 3, 9, 50 } do
        sets[#sets + 1] = { math.max(period, spec.params[1].min) }
      end
    end

    local function disturbed(change)
      for _, set in ipairs(sets) do
        local p = assert(indicators.check(spec, set))
        local market = columns.market(N, 3)
        local plain = indicators.run(spec, N, columns.inputs(spec, market), p)
        for _, input in ipairs(spec.inputs) do market[input][AT] = change(market[input][AT], input) end
        local found = indicators.run(spec, N, columns.inputs(spec, market), p)
        local clean = AT + indicators.lookback(spec, p) + 1
        for k, y in ipairs(found) do
          for t = clean, N - 1 do
            if y[t] ~= plain[k][t] then
              error(("parameter %s, bar %d: %.17g, alone %.17g"):format(set[1] or "-", t, y[t], plain[k][t]))
            end
          end
        end
        if change(1, "close") ~= change(1, "close") then
          local last = THROUGHOUT[name] and clean - 1 or AT
          for _, y in ipairs(found) do
            for t = AT, last do assert.is_true(y[t] ~= y[t]) end
          end
        end
      end
    end

    it("forgets a spike to the last bit", function() disturbed(function(v) return v * 1e15 end) end)
    it("forgets an undefined value", function() disturbed(function() return 0 / 0 end) end)
  end)
end

describe("a market without any movement", function()
  local N = 300
  -- What each output is there; "price" is the price itself.
  local EXPECTED = {
    sma = { "price" }, ema = { "price" }, wma = { "price" }, dema = { "price" }, tema = { "price" },
    hma = { "price" }, rsi = { 50 }, macd = { 0, 0, 0 }, bbands = { "price", "price", "price" },
    atr = { 0 }, natr = { 0 }, trange = { 0 }, adx = { 0 }, plus_di = { 0 }, minus_di = { 0 },
    stoch = { 0, 0 }, stochrsi = { 0, 0 }, cci = { 0 }, mfi = { 0 }, vwap = { "price" }, willr = { 0 },
    mom = { 0 }, roc = { 0 }, stddev = { 0 }, var = { 0 }, highest = { "price" }, lowest = { "price" },
    linreg = { "price" }, keltner = { "price", "price", "price" },
    donchian = { "price", "price", "price" }, supertrend = { "price", 1 }, psar = { "price" },
    zscore = { 0 }, volatility = { 0 },
    trima = { "price" }, kama = { "price" }, ma = { "price" }, t3 = { "price" }, zlema = { "price" },
    midpoint = { "price" }, midprice = { "price" }, accbands = { "price", "price", "price" },
    vwma = { "price" }, vidya = { "price" }, wilders = { "price" }, alma = { "price" },
    frama = { "price" }, mcginley = { "price" }, sar = { "price" },
    ichimoku = { "price", "price", "price", "price" }, volume_profile_poc = { "price" },
    ad = { 0 }, adosc = { 0 }, cmf = { 0 }, emv = { 0 }, force = { 0 }, kvo = { 0 }, nvi = { 1000 },
    pvi = { 1000 }, marketfi = { 0 }, wad = { 0 },
    lag = { "price" }, minmax = { "price", "price" }, drawdown = { 0 }, heikin_ashi = { "price", "price", "price",
      "price" }, linreg_slope = { 0 }, linreg_angle = { 0 }, linreg_intercept = { "price" }, tsf = { "price" },
    linreg_r2 = { 0 }, stderr = { 0 }, avgdev = { 0 }, md = { 0 }, beta = { 0 }, correl = { 0 },
    percent_rank = { 100 }, entropy = { 0 }, ewm_var = { 0 }, hurst = { 0.5 }, vhf = { 0 }, cvi = { 0 },
    parkinson = { 0 }, garman_klass = { 0 }, rogers_satchell = { 0 }, yang_zhang = { 0 }, ulcer = { 0 },
  }

  for name, expected in pairs(EXPECTED) do
    it("has a plain ta." .. name, function()
      local spec = indicators.find(name)
      for _, price in ipairs { 0.1, 1.1, 12345.678, 1e-7, 3e11 } do
        local x = ffi.new("double[?]", N)
        for t = 0, N - 1 do x[t] = price end
        local market = { open = x, high = x, low = x, close = x, volume = x, real = x, other = x }
        local p = assert(indicators.check(spec, {}))
        local out = indicators.run(spec, N, columns.inputs(spec, market), p)
        for k, y in ipairs(out) do
          local value = expected[k] == "price" and price or expected[k]
          for t = indicators.lookback(spec, p), N - 1 do
            -- a typical price is (p + p + p) / 3, which rounds; so is (p + p + p + p) / 4
            local slack = (name == "vwap" or name == "heikin_ashi") and price * 1e-15 or 0
            if y[t] ~= y[t] or math.abs(y[t] - value) > slack then
              error(("price %g, bar %d: %.17g"):format(price, t, y[t]))
            end
          end
        end
      end
    end)
  end
end)

it("ta.adx keeps its value when the movement has faded to nothing", function()
  local N = 1600 -- with n = 2 the sums halve each bar: below the smallest double after 1,100
  local high, low = ffi.new("double[?]", N), ffi.new("double[?]", N)
  for t = 0, N - 1 do
    low[t] = 100 + math.min(t, 20)
    high[t] = low[t] + 1
  end
  local y = run("adx", N, { high, low, low }, { 2 })[1]
  for t = 3, N - 1 do assert.equal(100, y[t]) end
end)
