--- What is named on the command line of the REPL, as variables: candles by their symbol,
-- strategies by their file, other Lua files as if they were typed, and again when they changed.
local files = require "runtime.files"
local loading = require "runtime.session.load"
local strategies = require "runtime.session.strategies"
local workflow = require "runtime.workflow"

local opened = {}

--- A name of Lua for a text: "BTC-USD" is BTC_USD.
local function identifier(text)
  local name = text:gsub("[^%w_]", "_")
  return name:find "^%d" and "_" .. name or name
end

--- A file whose text ends with the table of a strategy.
local function is_strategy(path, text)
  return path:find "%.json$" ~= nil or text:find "%f[%w_]return%s+strategy%s*[({]" ~= nil
end

--- @param session  of runtime.session
-- @param paths    files; @param data  list of { symbol or nil, path }
-- @return list of { name, what it is }, and a function that runs changed files again
function opened.open(session, paths, data)
  local env, list, scripts = session.env, {}, {}
  local function give(name, value)
    name = identifier(name)
    rawset(env, name, value)
    list[#list + 1] = { name, tostring(value) }
  end
  for _, source in ipairs(data) do
    local word = source.symbol and source.symbol .. "=" .. source.path or source.path
    local candles = loading.candles(session.markets, word)
    give(candles.symbol, candles)
  end
  for _, path in ipairs(paths) do
    if not loading.is_strategy(path) then
      local candles = loading.candles(session.markets, path)
      give(candles.symbol, candles)
    else
      local text = files.read(path)
      if is_strategy(path, text) then
        give(path:match "([^/]+)%.%w+$", strategies.load(path))
      else
        workflow.run(path, {}, session)
        scripts[#scripts + 1] = { path = path, text = text }
      end
    end
  end
  return list, function()
    for _, script in ipairs(scripts) do
      local text = files.read(script.path)
      if text ~= script.text then
        script.text = text
        io.stderr:write(("tide: %s changed: run again\n"):format(script.path))
        workflow.run(script.path, {}, session)
      end
    end
  end
end

return opened
