--- Reads Pine Script as far as specs can: a line belongs to a block, brackets close, every name is
-- defined before it is used or is one that Pine has. There is no compiler to ask.
local pine = {}

local function words(text)
  local set = {}
  for word in text:gmatch "%S+" do set[word] = true end
  return set
end

local KEYWORDS = words "and or not if else for to by while switch var varip true false na int float bool string"
local BUILTINS = words [[
  open high low close volume time hl2 hlc3 ohlc4 hlcc4 bar_index na nz hour minute dayofweek dayofmonth strategy
  input.int input.float input.symbol request.security runtime.error syminfo.tickerid
  barmerge.lookahead_off barstate.isfirst barstate.isrealtime
  timeframe.period timeframe.in_seconds timeframe.change
  math.abs math.max math.min math.log math.log10 math.exp math.sqrt math.pow math.sin math.cos math.tan math.asin
  math.acos math.atan math.floor math.ceil math.sum
  ta.sma ta.ema ta.wma ta.rma ta.alma ta.vwma ta.sar ta.bb ta.supertrend ta.rsi ta.macd ta.cci ta.mfi ta.wpr ta.mom
  ta.roc ta.dmi ta.atr ta.tr ta.highest ta.lowest ta.highestbars ta.lowestbars ta.stdev ta.variance ta.linreg
  ta.correlation ta.percentrank ta.barssince ta.crossover ta.crossunder ta.stoch ta.cum ta.obv
  strategy.entry strategy.exit strategy.close strategy.cancel strategy.long strategy.short strategy.equity
  strategy.position_size strategy.position_avg_price strategy.percent_of_equity strategy.commission.percent
  strategy.opentrades.entry_bar_index]]
-- Arguments that are given by name.
local ARGUMENTS = words [[
  overlay initial_capital default_qty_type default_qty_value commission_type commission_value pyramiding
  process_orders_on_close calc_on_every_tick minval maxval step lookahead qty limit stop qty_percent]]

--- Logical lines: { text, indent, number }; a line that goes on is indented by no multiple of 4.
local function logical(text)
  local list, number = {}, 0
  for line in text:gmatch "([^\n]*)\n" do
    number = number + 1
    local indent, rest = line:match "^( *)(.*)$"
    if line:find "%s$" then return nil, number, "a blank at the end of the line" end
    if line:find "\t" then return nil, number, "a tab" end
    if #line > 100 then return nil, number, "longer than 100 columns" end
    if rest ~= "" and not rest:find "^//" then
      if #indent % 4 ~= 0 then
        if #list == 0 then return nil, number, "nothing to go on with" end
        list[#list].text = list[#list].text .. " " .. rest
      else
        list[#list + 1] = { text = rest, indent = #indent, number = number }
      end
    end
  end
  return list
end

local CLOSES = { [")"] = "(", ["]"] = "[" }

local function balanced(text)
  local open = {}
  for c in text:gmatch "[()%[%]]" do
    if CLOSES[c] then
      if table.remove(open) ~= CLOSES[c] then return false end
    else
      open[#open + 1] = c
    end
  end
  return #open == 0
end

local function known(scopes, name)
  if KEYWORDS[name] or BUILTINS[name] then return true end
  for _, scope in ipairs(scopes) do
    if scope.names[name] then return true end
  end
  return false
end

--- Names of an expression that nothing defines.
local function unknown(scopes, text)
  for name, after in text:gmatch "%f[%w_.]([%a_][%w_.]*)(%s*=?=?)" do
    local argument = after:find "=$" and not after:find "==" and ARGUMENTS[name]
    if not argument and not known(scopes, name) then return name end
  end
end

local function check_names(scopes, line, add)
  local text = line.text
  local fn, params = text:match "^([%a_][%w_]*)%(([^()]*)%) =>$"
  if fn then
    add(fn)
    line.params = params
    return
  end
  local tuple, value = text:match "^%[([%w_, ]+)%] = (.*)$"
  local name
  if not tuple then
    name, value = text:match "^v?a?r? ?[a-z]* ?([%a_][%w_]*) = (.*)$"
    local plain, first = text:match "^([%a_][%w_]*) = (.*)$"
    if plain then name, value = plain, first end
  end
  local changed, rest = text:match "^([%a_][%w_]*) [:+]= (.*)$"
  if changed and not known(scopes, changed) then return changed end
  local missing = unknown(scopes, value or rest or text:gsub("^if ", ""))
  if missing then return missing end
  if name then add(name) end
  for each in (tuple or ""):gmatch "[%w_]+" do
    if each ~= "_" then add(each) end
  end
end

--- @return nil when nothing is wrong, or what is, with its line
function pine.complaint(text)
  if not text:find "\n//@version=5\nstrategy%(" then return "no version and strategy(...)" end
  local list, at, why = logical(text)
  if not list then return ("line %d: %s"):format(at, why) end
  local scopes, opens = { { names = {}, indent = 0 } }, nil
  for _, line in ipairs(list) do
    line.text = line.text:gsub('"[^"]*"', '""')
    local function fail(what) return ("line %d: %s: %s"):format(line.number, what, line.text) end
    while line.indent < scopes[#scopes].indent do scopes[#scopes] = nil end
    if line.indent > scopes[#scopes].indent then
      if not opens or line.indent ~= scopes[#scopes].indent + 4 then return fail "indented for no reason" end
      scopes[#scopes + 1] = { names = words((opens.params or ""):gsub(",", " ")), indent = line.indent }
    elseif opens then
      return fail "the block before it is empty"
    end
    if not balanced(line.text) then return fail "brackets do not close" end
    local scope = scopes[#scopes]
    local twice
    local missing = check_names(scopes, line, function(name)
      twice = twice or (scope.names[name] or BUILTINS[name]) and name
      scope.names[name] = true
    end)
    if missing then return fail(("'%s' is not defined"):format(missing)) end
    if twice then return fail(("'%s' is defined twice"):format(twice)) end
    opens = (line.text:find "^if " or line.text:find "^else" or line.text:find "=>$") and line or nil
  end
  return nil
end

return pine
