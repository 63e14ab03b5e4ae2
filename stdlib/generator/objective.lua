--- What a search wants: one number or several, of the metrics of a strategy; higher is better.
--
--     objective.parse "sharpe_ratio"                    -- a metric; of a drawdown less is better
--     objective.parse "sharpe_ratio - 0.5 * max_drawdown"       -- a weighted sum
--     objective.parse "sharpe_ratio, max_drawdown"      -- several, by Pareto rank
--     objective.parse "mine.lua"                        -- return function(metrics) return ... end
--
-- A value that is undefined makes a strategy unfit.
local backtest = require "stdlib.backtest"
local nearest = require "stdlib.nearest"

local objective = {}

local MOST = 8 -- values that are ranked together

local known = {}
for _, key in ipairs(backtest.metric_keys) do known[key] = true end

local function unknown(word)
  return ("unknown metric '%s'%s"):format(word, nearest.hint(word, backtest.metric_keys))
end

--- "0.5 * max_drawdown" -> 0.5, "max_drawdown"; or nil and what is wrong.
local function parse_term(text)
  local weight, key = text:match "^([%d.]+[eE]?[+-]?%d*)%s*%*%s*([%a_][%w_]*)$"
  if not weight then key, weight = text:match "^([%a_][%w_]*)%s*%*%s*([%d.]+[eE]?[+-]?%d*)$" end
  if not key then key, weight = text:match "^([%a_][%w_]*)$", 1 end
  if not key then return nil, ("'%s' is no metric and no weight * metric"):format(text) end
  if not known[key] then return nil, unknown(key) end
  weight = tonumber(weight)
  if not weight then return nil, ("'%s': the weight is no number"):format(text) end
  return weight, key
end

--- "a + 2 * b - c" -> { { key, weight }, ... }
local function parse_sum(text)
  local terms, rest, sign = {}, text:gsub("^%s*%+", ""), 1
  if rest:find "^%s*%-" then rest, sign = rest:gsub("^%s*%-", "", 1), -1 end
  while true do
    local at = rest:find "[%+%-]%s*[%a%d]" -- a sign inside a number (1e-3) follows its e
    while at and rest:sub(1, at - 1):find "%d[eE]$" do at = rest:find("[%+%-]%s*[%a%d]", at + 1) end
    local part = at and rest:sub(1, at - 1) or rest
    local weight, key = parse_term(part:match "^%s*(.-)%s*$")
    if not weight then return nil, key end
    terms[#terms + 1] = { key = key, weight = sign * weight }
    if not at then break end
    sign = rest:sub(at, at) == "-" and -1 or 1
    rest = rest:sub(at + 1)
  end
  -- A metric alone means what is good about it; in a formula the signs are the author's.
  local only = terms[1]
  if #terms == 1 and text:match "^%s*[%a_]" and backtest.lower_is_better[only.key] then
    only.weight = -only.weight
  end
  return terms
end

--- What people read of a value: its text; of a metric alone its key, and whether less is better.
local function aim_of(word)
  local said = word:match "^%s*(.-)%s*$"
  local key = known[said] and said or nil
  return { text = said, key = key, less = key and backtest.lower_is_better[key] or false }
end

local function parse_list(text)
  local parts, keys, seen, aims = {}, {}, {}, {}
  for word in (text .. ","):gmatch "([^,]*)," do
    if not word:find "%S" then return nil, "a metric is missing beside ','" end
    local terms, message = parse_sum(word)
    if not terms then return nil, message end
    parts[#parts + 1], aims[#aims + 1] = terms, aim_of(word)
    for _, term in ipairs(terms) do
      if not seen[term.key] then keys[#keys + 1], seen[term.key] = term.key, true end
    end
  end
  if #parts > MOST then return nil, ("at most %d objectives are ranked together"):format(MOST) end
  local function values(metrics)
    local list = {}
    for i, terms in ipairs(parts) do
      local sum = 0
      for _, term in ipairs(terms) do
        local x = metrics[term.key]
        if not x then return nil end
        sum = sum + term.weight * x
      end
      list[i] = sum
    end
    return list
  end
  return { text = text, keys = keys, count = #parts, values = values, aims = aims }
end

local function load_function(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, ("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))) end
  local text = file:read "*a" or ""
  file:close()
  local env = { math = math, string = string, table = table, ipairs = ipairs, pairs = pairs,
    tonumber = tonumber, type = type, error = error, assert = assert }
  local chunk, message = load(text, "=" .. path, "t", env)
  if not chunk then return nil, message end
  local ok, f = pcall(chunk)
  if not ok then return nil, tostring(f) end
  if type(f) ~= "function" then
    return nil, ("%s: an objective is a function: write return function(metrics) ... end, found %s")
      :format(path, type(f))
  end
  return f, text
end

local function from_file(path)
  local f, text = load_function(path)
  if not f then return nil, text end
  local made = { text = path, source = text, keys = backtest.metric_keys, count = nil }
  local function all_numbers(...)
    local list, n = {}, select("#", ...)
    for i = 1, n do
      local x = (select(i, ...))
      if x == nil then return nil end
      if type(x) ~= "number" then
        error({ objective = ("%s: it returned a %s; an objective returns numbers, or nil for unfit")
          :format(path, type(x)) }, 0)
      end
      if x ~= x or math.abs(x) == math.huge then return nil end
      list[i] = x
    end
    if n == 0 then return nil end
    made.count = made.count or n
    if n ~= made.count or n > MOST then
      error({ objective = ("%s: it returned %d numbers, and %d before"):format(path, n,
        made.count) }, 0)
    end
    return list
  end
  function made.values(metrics)
    local results = { pcall(f, metrics) }
    if not results[1] then error({ objective = tostring(results[2]) }, 0) end
    return all_numbers(unpack(results, 2, table.maxn(results)))
  end
  return made
end

--- @param text  a metric, a sum, a list, or a path that ends in .lua
-- @return { text, keys = metrics it reads, count = how many values or nil while unknown, values =
--   function(metrics) -> list of numbers, or nil when one is undefined; a function of the user's
--   that fails raises { objective = message }; aims = what each value is: { text, key of a metric
--   or nil, less = whether less of it is better: its value has the other sign }, or nil where a
--   file says it }, or nil and a message
function objective.parse(text)
  if text:find "%.lua$" then return from_file(text) end
  return parse_list(text)
end

return objective
