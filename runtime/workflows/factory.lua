--- The strategy factory: generate, test, filter, evolve, look at the best where nobody looked.
--
--     tide run runtime/workflows/factory.lua BTCUSDT_1h.csv [FOLDER]
--
-- Copy it and change what you like: it is a Lua file that calls the commands of tide. Everything
-- it makes lies in FOLDER (default: factory).
local candles = require "stdlib.candles"
local json = require "stdlib.json"
local split = require "stdlib.research.split"
local time = require "stdlib.time"

local data, folder = ...
folder = folder or "factory"
if not data then fail "which candles? tide run runtime/workflows/factory.lua FILE.csv [FOLDER]" end

local SEED = 1
local COUNT = 10000 -- strategies to begin with
local KEPT = 100 -- of them join the search
local LEAST_TRADES = 30
local SHARES = { 0.6, 0.3, 0.1 } -- in-sample, validation, test: as tide evolve

make_folder(folder)
local function path(name) return folder .. "/" .. name end

-- 1. Generate.
say(("1. %d strategies"):format(COUNT))
tide { "generate", "--count", COUNT, "--seed", SEED, "--out", path "generated.jsonl" }

-- 2. Test them on the in-sample part: what comes after it must not choose anything.
local loaded = assert(candles.load(data))
local parts = assert(split.parts(loaded, SHARES))
local function date(us) return time.format(tonumber(us) / 1000):gsub(" ", "T") end
say(("2. tested until %s"):format(date(parts.validation.from)))
tide { "batch", path "generated.jsonl", "--data", data, "--to", date(parts.validation.from),
  "--out", path "results.jsonl", "--top", 5, "--save" } -- the ledger of tries is to know of them

-- 3. Keep the best that trade enough.
local good = {}
for line in io.lines(path "results.jsonl") do
  local row = json.decode(line)
  local m = type(row) == "table" and row.metrics
  if m and m.sharpe_ratio ~= json.null and m.num_trades >= LEAST_TRADES then
    good[#good + 1] = { name = row.name, sharpe = m.sharpe_ratio }
  end
end
table.sort(good, function(a, b)
  if a.sharpe ~= b.sharpe then return a.sharpe > b.sharpe end
  return a.name < b.name
end)
local chosen = {}
for i = 1, math.min(KEPT, #good) do chosen[good[i].name] = true end
local out = assert(io.open(path "start.jsonl", "wb"))
for line in io.lines(path "generated.jsonl") do
  if chosen[line:match '"name":"(.-)"'] then out:write(line, "\n") end
end
out:close()
say(("3. %d of %d trade enough, the best %d go on"):format(#good, COUNT, math.min(KEPT, #good)))

-- 4. Evolve, and look at the validation part once.
say "4. evolve"
tide { "evolve", "--data", data, "--start", path "start.jsonl", "--seed", SEED,
  "--out", path "best.jsonl", "--report", path "report.html" }

-- 5. The best as files that a person can read and change.
say "5. strategies to read"
tide { "convert", path "best.jsonl", path "strategies", "--force" }
say(("done: %s, %s"):format(path "report.html", path "strategies/"))
