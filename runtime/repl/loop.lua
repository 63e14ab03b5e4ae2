--- Reads a line, does it, shows what it gives, and begins anew: with a person at a terminal, or
-- with what comes through a pipe, which ends at the first mistake.
local compile = require "runtime.repl.compile"
local errors = require "runtime.session.errors"
local failure = require "runtime.failure"
local terminal = require "runtime.terminal"

local loop = {}
loop.__index = loop

local SOURCE = "=stdin"
local PROMPT, MORE = "tide> ", "  ... "

--- @param session  of runtime.session
-- @param opts  { debug = show stacks, refresh = function() called before each input }
function loop.new(session, opts)
  session:reads(SOURCE, "stdin")
  return setmetatable({ session = session, opts = opts, line = 0 }, loop)
end

local function show(self, n, ...)
  if n == 0 then return end
  local width = terminal.columns()
  for i = 1, n do
    local value = select(i, ...)
    if i > 1 or value ~= nil or n > 1 then
      local lines = require("runtime.pretty").lines(self.session, value, width)
      terminal.write(table.concat(lines, "\n"), "\n")
    end
  end
  rawset(self.session.env, "_", (...))
end

local function do_chunk(self, chunk)
  if self.opts.refresh then self.opts.refresh() end
  local function finish(...) show(self, select("#", ...), ...) end
  if not self.opts.debug then return finish(chunk()) end
  local results = { xpcall(chunk, function(raised)
    if type(raised) == "string" then raised = debug.traceback(raised, 2) end
    return raised
  end) }
  if not results[1] then error(results[2], 0) end
  return finish(unpack(results, 2, table.maxn(results)))
end

--- Where a message of this input comes from, for a person who sees it: nothing for a single line.
local function localize(self, message, lines)
  if not self.interactive then return message end
  local line, text = message:match "^stdin:(%d+): (.*)$"
  if not line then return (message:gsub("^stdin: ", "")) end
  return lines > 1 and ("line %s: %s"):format(line, text) or text
end

local function complain(self, raised, lines)
  local found = errors.failure(raised, "stdin")
  terminal.clear()
  if found.message then
    io.stderr:write("tide: ", localize(self, found.message, lines), "\n")
  end
  return found.code
end

--- Run a chunk. @return true, or false and an exit code
local function run(self, chunk, lines)
  if not self.interactive then
    local fine, raised = pcall(do_chunk, self, chunk)
    if fine then return true end
    return false, complain(self, raised, lines)
  end
  io.stdout:flush()
  local fine, raised, stopped = require("tide.guard").run(do_chunk, self, chunk)
  if not fine then failure.abandon() end
  if fine then return true end
  if stopped then raised = failure.new "stopped" end
  return false, complain(self, raised, lines)
end

--- Read an input of one or several lines.
-- @return chunk, count of lines; false where it was given up or is wrong; nil at the end
local function read(self, next_line)
  local text, count = nil, 0
  while true do
    local line = next_line(text and MORE or PROMPT)
    if line == false then return false, count end
    if line == nil and not text then return nil, 0 end
    local at_end = line == nil
    if line then
      count = count + 1
      text = text and text .. "\n" .. line or line
    end
    local first = self.interactive and 1 or self.line - count + 1
    local chunk, message, at, unfinished = compile.chunk(text, SOURCE, self.session.env, first)
    if chunk then return chunk, count, text end
    if not unfinished or at_end then
      local where = at and ("stdin:%d: %s"):format(at, message) or message
      complain(self, failure.new(where), count)
      return false, count, text
    end
  end
end

--- What comes through a pipe or from a file.
-- @return the exit code: 1 after the first mistake
function loop:read_pipe(file)
  local function next_line()
    local line = file:read "*l"
    if line then self.line = self.line + 1 end
    return line
  end
  while true do
    local chunk, lines = read(self, next_line)
    if chunk == nil then return 0 end
    if chunk == false then return failure.FAILED end
    local fine, code = run(self, chunk, lines)
    if not fine then return code end
  end
end

--- What a person types.
-- @param editor  of tide.editor
function loop:talk(editor)
  self.interactive = true
  while true do
    local chunk, lines, text = read(self, function(prompt) return editor:read(prompt) end)
    if text then
      for line in text:gmatch "[^\n]*%S[^\n]*" do editor:remember(line) end
    end
    if chunk == nil then return 0 end
    if chunk then run(self, chunk, lines) end
  end
end

return loop
