--- `tide compare STRATEGY --trades theirs.csv`: a run laid beside the trades of another tool.
local json = require "stdlib.json"
local shapes = require "stdlib.research.trades.shapes"
local trades = require "stdlib.research.trades"
local failure = require "runtime.failure"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"
local text = require "runtime.compare.trades_text"

local theirs = {}

local function read_file(path)
  local file, message = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (message:gsub("^.*: ", ""))))
  end
  local all, failed = file:read "*a"
  file:close()
  return all or failure.raise(("%s: cannot read it: %s"):format(path, failed))
end

-- Bars of the file, for a tool that counts them.
local function times_of(candles)
  return function(bar)
    if bar >= 0 and bar < candles.cdata.n and bar % 1 == 0 then
      return tonumber(candles.cdata.time[bar]) / 1000
    end
  end
end

local function read(opts, candles)
  local wanted = opts.from_tool ~= "auto" and opts.from_tool or nil
  local list, tool = shapes.read(read_file(opts.trades), wanted, times_of(candles))
  if not list then
    local place = tool:find "^%d+: " and ":" or ": "
    failure.raise(opts.trades .. place .. tool)
  end
  return list, tool
end

local TRADE = { "side", "entry_time", "entry_price", "exit_time", "exit_price", "quantity", "pnl",
  "return", "fees" }

local function trade_of(trade)
  if not trade then return json.null end
  local members = {}
  for i, key in ipairs(TRADE) do members[2 * i - 1], members[2 * i] = key, trade[key] end
  local made = json.object(members, 2 * #TRADE)
  return json.put(made, "exit_reason", trade.exit_reason or trade.reason)
end

local function difference_of(one)
  return json.object({ "kind", one.kind, "field", one.field, "cause", one.cause, "try", one.try,
    "ours", trade_of(one.ours), "theirs", trade_of(one.theirs) }, 12)
end

local function document_of(run, tool, found)
  local kinds, order = {}, {}
  for _, one in ipairs(found.differences) do
    if not kinds[one.kind] then order[#order + 1] = one.kind end
    kinds[one.kind] = (kinds[one.kind] or 0) + 1
  end
  local members = {}
  for i, kind in ipairs(order) do members[2 * i - 1], members[2 * i] = kind, kinds[kind] end
  return json.object {
    "strategy", run.strategy.name, "hash", run.strategy.hash, "symbol", run.symbol, "tool", tool,
    "profile", settings.profile(run.settings), "ours", found.ours, "theirs", found.theirs,
    "paired", found.paired, "agree", found.agree, "offset", found.offset,
    "kinds", json.object(members), "first", found.first and difference_of(found.first) or json.null,
  }
end

local function check(opts)
  if #opts.strategy > 1 then
    failure.raise("'--trades' are laid beside the run of one strategy", failure.USAGE)
  end
  if #opts.data > 1 then
    failure.raise("'--trades' takes one --data: the instrument they are of", failure.USAGE)
  end
end

--- Run and compare.
-- @return the exit code: 0, whether or not the two agree
function theirs.run(opts)
  check(opts)
  local candles = simulation.load_candles(opts.data[1], opts)
  local list, tool = read(opts, candles)
  opts.profile = opts.profile or tool
  local strategy = simulation.strategy(setmetatable({ strategy = opts.strategy[1] },
    { __index = opts }))
  local run = simulation.run {
    strategy = strategy, candles = candles, with = simulation.load_reference(opts),
    settings = simulation.settings(opts),
  }
  local found = trades.compare {
    result = run.result, theirs = list, tool = tool, settings = run.settings,
  }
  if opts.json then
    terminal.write(json.encode(document_of(run, tool, found)), "\n")
  else
    terminal.write(text.of(run, tool, found, terminal.columns()))
  end
  return 0
end

return theirs
