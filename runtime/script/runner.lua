--- A script as it runs: its text loaded, its functions called and watched, its errors counted. In
-- the box with it, in backtests and live.
local callbacks = require "runtime.script.callbacks"
local chunk = require "runtime.script.chunk"
local context = require "runtime.script.context"
local free = require "runtime.script.free"
local protect = require "runtime.script.protect"

local runner = {}
runner.__index = runner

--- Errors after which a script is stopped, when not said.
runner.MOST_ERRORS = 10

-- The words of a strategy file, for a text whose head was read and checked before.
local function add_words(env, got)
  function env.strategy(t)
    got.table = t
    return t
  end
  for _, name in ipairs { "int", "number", "choice", "flag" } do
    env[name] = function(t) return t end
  end
  env.ta = { define = function() end } -- what `indicators` uses was computed before
end

local MOST_TEXT = 1000 -- bytes of a message; a longer one is cut

--- What went wrong, with the file and line where the text says it.
-- @param script  { path }
-- @param raised  by a function of it
function runner.explained(script, raised)
  local text = context.plain(protect.message(raised)):sub(1, MOST_TEXT)
  local line, rest = text:match "^@:(%d+): (.*)$"
  if line then return ("%s:%s: %s"):format(script.path, line, rest) end
  return ("%s: %s"):format(script.path, text)
end

-- Looked up once, without metatables: later nothing of the script runs but in a call.
local function functions_of(t)
  local functions = { migrate = rawget(t, "migrate") }
  for _, name in ipairs(callbacks.names) do functions[name] = rawget(t, name) end
  return functions
end

--- Run the text of a script.
-- @param script  { path, text, hash, log = function(text) }
-- @param watch   call of the watchdog
-- @return its functions by name, or nil and a message
function runner.load(script, seed, watch)
  local got = {}
  local env = free.environment { seed = seed, hash = script.hash, log = script.log }
  add_words(env, got)
  local code, message = load(script.text, chunk.MAIN, "t", env)
  if not code then return nil, runner.explained(script, message) end
  local ok, raised = watch(code)
  if not ok then return nil, runner.explained(script, raised) end
  if type(got.table) ~= "table" then
    return nil, script.path .. ": it returns no strategy when it is run"
  end
  return functions_of(got.table)
end

--- @param options  { script, functions, ctx, watch = call of the watchdog, tell = function(text):
--   what a user should read, most = errors after which it is stopped or nil, on_stop = function()
--   that is called then or nil }
function runner.new(options)
  local self = setmetatable(options, runner)
  self.errors, self.most = 0, self.most or runner.MOST_ERRORS
  return self
end

--- Call a function that counts as the script's. Too many errors, or too much time, end it.
-- @return true and what it gives, or false
function runner:try(fn, ...)
  if self.stopped then return false end
  local ok, raised, late = self.watch(fn, ...)
  if ok then return true, raised end
  self.errors = self.errors + 1
  if self.errors <= runner.MOST_ERRORS then
    self.tell(runner.explained(self.script, raised))
  end
  if not late and self.errors < self.most then return false end
  self.stopped = true
  self.tell(("%s: stopped after %d error%s"):format(self.script.path, self.errors,
    self.errors == 1 and "" or "s"))
  if self.on_stop then self.on_stop() end
  return false
end

--- Call one of its functions, when it has it.
function runner:call(name, event)
  local fn = self.functions[name]
  if fn then self:try(fn, self.ctx, event) end
end

return runner
