--- `tide data regimes FILE...`: when a market was bull, bear, range, in crisis, wild or quiet.
local json = require "stdlib.json"
local regimes = require "runtime.regimes"
local shown = require "runtime.data.spans"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local AXES = { "trend", "volatility", "economy", "all", "none" }

local function axes_of(word)
  if word == "none" then return {} end
  if word ~= "all" then return { word } end
  return { "trend", "volatility", "economy" }
end

local function run_regimes(opts)
  local loaded, results = regimes.load(opts), {}
  for i, path in ipairs(opts.file) do
    local found = regimes.of(simulation.load_candles({ path = path }, opts), loaded)
    if opts.json then
      results[i] = shown.document(path, found)
    else
      terminal.write((i > 1 and "\n" or "") .. shown.text(path, found, axes_of(opts.spans)))
    end
  end
  if opts.json then
    terminal.write(json.encode(#results == 1 and results[1]
      or json.object { "results", json.array(results) }), "\n")
  end
  return 0
end

local function concat(...)
  local all = {}
  for _, list in ipairs { ... } do
    for _, option in ipairs(list) do all[#all + 1] = option end
  end
  return all
end

return {
  name = "data regimes",
  summary = "when a market was bull, bear, range, in crisis, wild or quiet",
  about = "Shares of each year and the spans of days, by rules on trend, volatility, breadth and "
    .. "drawdown. The regime of a day is made of the days before it, so that a strategy could have "
    .. "known it. A day is bull, bear, range or crisis, and may have high or low volatility "
    .. "beside; boom and recession need --macro.",
  arguments = { { name = "FILE", help = "a CSV file", many = true } },
  options = concat(regimes.options, {
    { name = "spans", value = "WHICH", kind = "choice", choices = AXES, default = "trend",
      help = "whose spans are listed" },
    { name = "json", help = "print one JSON document" },
  }),
  examples = {
    "tide data regimes BTCUSDT_1d.csv",
    "tide data regimes BTCUSDT_1h.csv --universe ETHUSDT_1d.csv SOLUSDT_1d.csv XRPUSDT_1d.csv",
  },
  run = run_regimes,
}
