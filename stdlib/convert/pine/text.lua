--- Words, numbers and lines of Pine Script.
local library = require "stdlib.convert.pine.library"
local refusal = require "stdlib.convert.refusal"

local text = {}

local WIDTH = 100

-- How tightly operators hold.
text.PRODUCT, text.SIGN, text.POSTFIX = 6, 7, 8

local KEYWORDS = [[
  and array as bool break by catch color const continue else enum export extends false float for
  if import in int label library line linefill map matrix method na not or polyline range return
  series simple string switch table to true try type var varip while
  ask bar_index barstate bgcolor bid box chart close day dayofmonth dayofweek display fill fixnum
  format hour high hl2 hlc3 hlcc4 hline indicator input last_bar_index log low math max_bars_back
  minute month nz ohlc4 open plot position request runtime scale session shape size strategy
  str syminfo ta text time timeframe time_close timenow timestamp volume vwap weekofyear year
  level atr_of_sizes]]
-- What pine/orders.lua calls its variables, after "long_" and "short_".
local OF_SIDES = [[
  limit stop_loss take_profit trailing_stop stop_loss_fixed take_profit_fixed best trail from even
  stop target qty until count part_1 part_2 part_3 part_4 part_5 part_6 part_7 part_8]]

--- Words that no variable may have.
function text.taken()
  local taken = {}
  for word in KEYWORDS:gmatch "%S+" do taken[word] = true end
  for _, name in ipairs(library.names()) do taken[name] = true end
  for _, side in ipairs { "long", "short" } do
    for word in OF_SIDES:gmatch "%S+" do taken[side .. "_" .. word] = true end
    for _, what in ipairs { "go_", "enter_", "exit_" } do taken[what .. side] = true end
  end
  return taken
end

--- Decimals: Pine has no 1e+20.
local function decimal(x)
  local digits = ("%.15g"):format(x)
  if tonumber(digits) ~= x then digits = ("%.17g"):format(x) end
  if not digits:find "e" then return digits end
  return (("%.24f"):format(x):gsub("0+$", ""):gsub("%.$", ""))
end

--- A number slot. @param inputs  { [parameter] = variable }
-- @return text, how tightly it holds
function text.number(inputs, x)
  if type(x) ~= "table" then return decimal(x), x < 0 and text.SIGN or text.POSTFIX end
  local name = inputs[x.param]
  if x.percent then return name .. " / 100.0", text.PRODUCT end
  return name, text.POSTFIX
end

--- A time frame as Pine names it.
function text.timeframe(frame, x)
  local count, unit = frame:match "^(%d+)(%l+)$"
  local number = tonumber(count)
  if unit == "m" then return tostring(number) end
  if unit == "h" then return tostring(number * 60) end
  if unit == "s" then return number .. "S" end
  if unit == "d" or unit == "w" or unit == "mo" then
    return number .. ({ d = "D", w = "W", mo = "M" })[unit]
  end
  return refusal.raise(frame .. ": a time frame that Pine Script does not have", x)
end

--- Parts of a statement between which it may go on in the next line.
local function chunks(line)
  local list, current = {}, ""
  for gap, word in line:gmatch "(%s*)(%S+)" do
    local may = word == "and" or word == "or" or word == "?" or word == ":" or current:find ",$"
      or current:find " [-+*/]$"
    if may and current ~= "" then
      list[#list + 1] = current
      current = word
    else
      current = current .. gap .. word
    end
  end
  list[#list + 1] = current
  return list
end

--- A statement, on several lines where one is too long. A line that goes on is not indented by a
-- multiple of 4.
function text.wrap(line)
  if #line <= WIDTH then return { line } end
  local indent, lines = line:match "^ *", {}
  local current
  for _, chunk in ipairs(chunks(line:sub(#indent + 1))) do
    if not current then
      current = indent .. chunk
    elseif #current + 1 + #chunk <= WIDTH then
      current = current .. " " .. chunk
    else
      lines[#lines + 1] = current
      current = indent .. "     " .. chunk
    end
  end
  lines[#lines + 1] = current
  return lines
end

return text
