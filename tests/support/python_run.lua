--- Runs a generated Python file beside tide, on the same candles.
local cjson = require "cjson"
local ffi = require "ffi"
local build = require "tests.graph.build"
local program = require "tests.support.program"

local C = require("stdlib.host").C

local python = { PROGRAM = "/usr/bin/python3" }

local function list(x, n, scale)
  local made = {}
  for t = 0, n - 1 do made[t + 1] = tonumber(x[t]) / (scale or 1) end
  return made
end

local function bit_at(bits, t)
  local half = ffi.cast("const uint32_t *", bits)[math.floor(t / 32)]
  return bit.band(bit.rshift(half, t % 32), 1) == 1
end

--- What tide says: { first, n, columns = { long_enter = { [bar] = true }, ... } }
function python.signals(strategy, candles)
  local market = build.market("A", { A = candles })
  local signals, message = build.signals(strategy, market)
  if not signals then return nil, message end
  local made = { first = signals.first, n = signals.candles.n, columns = {} }
  for s, side in pairs { [0] = "long", "short" } do
    for _, key in ipairs { "enter", "exit" } do
      local bits, set = signals.signals[s][key], {}
      if bits ~= nil then
        for t = signals.first, made.n - 1 do set[t] = bit_at(bits, t) or nil end
        made.columns[side .. "_" .. key] = set
      end
    end
  end
  C.tide_signals_free(signals)
  return made
end

--- What the file says: { columns = { name = { [bar] = true } or numbers }, trades }, or nil and
-- what Python prints.
-- @param candles  of the host, with whole seconds
function python.run(text, candles)
  local folder, n = program.folder(), candles.n
  local doc = { time = list(candles.time, n, 1e6) }
  for _, name in ipairs { "open", "high", "low", "close", "volume" } do doc[name] = list(candles[name], n) end
  local file = program.write(folder .. "/generated.py", text)
  local data = program.write(folder .. "/candles.json", cjson.encode(doc))
  local run = program.shell(("%s %s/tests/support/python/run_strategy.py %s %s"):format(python.PROGRAM, TIDE_ROOT,
    file, data))
  program.remove(folder)
  if run.code ~= 0 then return nil, run.err end
  local made = cjson.decode(run.out)
  for name, bars in pairs(made.columns) do
    if name:find "_enter$" or name:find "_exit$" then
      local set = {}
      for _, t in ipairs(bars) do set[t] = true end
      made.columns[name] = set
    end
  end
  return made
end

--- Bars at which two sets of bars differ.
function python.differences(a, b, n)
  local found = {}
  for t = 0, n - 1 do
    if a[t] ~= b[t] then found[#found + 1] = t end
  end
  return found
end

return python
