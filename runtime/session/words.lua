--- The functions of a session that are no words of strategies.
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local files = require "runtime.files"
local terminal = require "runtime.terminal"

local words = {}

-- name = { how it is written, what it does }; the order is that of help().
words.docs = {
  { "load", 'load "FILE"', "candles from a CSV file (SYMBOL=FILE names them), or a strategy from a "
    .. ".lua or .json file, which is read again when it changed. Lua's own load is loadstring." },
  { "demo", "demo(bars, seed)", "made-up hourly candles, the same for the same seed." },
  { "m", "m", 'the candles that were loaded first: m.close, m("1d").high. m = x makes it others.' },
  { "bt", "bt(strategy, data, opts)", "a backtest. strategy: a file, what load gave, "
    .. "strategy { ... }, or { enter = condition, exit = condition, stop_loss = 0.05 }. data: "
    .. "candles, a file, or a list of them. opts: the options of tide backtest, as "
    .. "{ cash = 5000, commission = 0, param = { fast = 9 } }." },
  { "plot", "plot(x, y, ...)", "a chart of columns, candles, results of bt or lists of numbers; a "
    .. "last { height = 12, log = true } says how." },
  { "help", "help(x)", "what x is: an indicator, a function, a command, a module." },
  { "tide", 'tide "COMMAND ..."', "any command; as { word, word } where words hold blanks." },
  { "stdlib", "stdlib.NAME", "a module of stdlib, as require gives it." },
  { "say", "say(text)", "a line on the standard error." },
  { "fail", "fail(text)", "an end with a message." },
  { "make_folder", 'make_folder "PATH"', "a folder, unless it is there." },
}

local function words_of(command)
  if type(command) == "table" then
    local list = {}
    for i, word in ipairs(command) do list[i] = tostring(word) end
    return list
  end
  local list = {}
  for word in tostring(command):gmatch "%S+" do list[#list + 1] = word end
  return list
end

local function call(command)
  local list = words_of(command)
  local code = require("runtime.cli").call(list)
  if code ~= 0 then
    failure.raise(("'tide %s' ended with code %d"):format(table.concat(list, " "), code), code)
  end
end

local function say(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  terminal.clear()
  io.stderr:write(table.concat(parts, " "), "\n")
end

local function fail(text) failure.raise(tostring(text)) end

--- A module of stdlib by its name, loaded when it is used.
local function library(prefix)
  return setmetatable({}, { __index = function(self, name)
    local path = prefix .. name
    local found = files.exists(("%s/%s.lua"):format(TIDE_ROOT, (path:gsub("%.", "/"))))
      or files.exists(("%s/%s/init.lua"):format(TIDE_ROOT, (path:gsub("%.", "/"))))
    local folder = files.is_folder(("%s/%s"):format(TIDE_ROOT, (path:gsub("%.", "/"))))
    if not found and not folder then failure.raise(("there is no module '%s'"):format(path)) end
    local value = found and require(path) or library(path .. ".")
    rawset(self, name, value)
    return value
  end })
end

--- Add them to the environment of a session.
function words.install(env, markets)
  env.tide, env.say, env.fail, env.make_folder = call, say, fail, files.make_folder
  env.stdlib = library "stdlib."
  function env.demo(bars, seed)
    local made, message = candles.synthetic { bars = bars or 10000, seed = seed or 1 }
    return markets:adopt(failure.check(made, message))
  end
end

return words
