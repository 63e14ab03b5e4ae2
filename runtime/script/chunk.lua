--- Runs the text of a script for those who want something of it: loads it, watches
-- its time, and says what went wrong for a person. Only called in a sandbox.
local complaints = require "stdlib.expr.complaints"
local recorder = require "stdlib.expr.recorder"

local chunk = {}

local MOST_CALLS = 400

--- Source name of the script that was asked for; files it needs get "=@1", "=@2" ...
chunk.MAIN = "=@"

--- Where a message of Lua comes from. @return line or nil, text, path of a file or nil
local function split(r, err)
  for source, path in pairs(r.chunks) do
    local line, text = complaints.split(err, source:sub(2))
    if line then return line, text, path or nil end
  end
  return nil, err
end

--- What went wrong, for a person: { message, line, file or nil }.
function chunk.explain(r, err)
  if recorder.is_complaint(err) then return err end
  local line, file = r:place()
  if type(err) ~= "string" then
    return { message = "the script raised an error that is not a text", line = line, file = file }
  end
  if err == "not enough memory" then return err end
  if err:sub(1, #TIDE_ROOT) == TIDE_ROOT then
    return { message = "this is a defect of tide, please report it: " .. err, line = line }
  end
  local own_line, text, own_file = split(r, err)
  if own_line then line, file = own_line, own_file end
  return { message = complaints.runtime(text), line = line, file = file }
end

--- Complain about a script that does not end while its line is known. One that
-- catches the complaint waits here for the parent to end it. The stack is watched
-- because an overflow leaves no room to find the line.
-- @param clock  function() -> seconds
-- @return function(seconds) that begins the time anew
function chunk.watch(r, clock, seconds, message)
  local stop, complained = clock() + seconds, false
  debug.sethook(function()
    if clock() > stop then
      while complained do end
      complained = true
      r:fail(message)
    end
    if debug.getinfo(MOST_CALLS, "l") then r:fail(complaints.TOO_DEEP) end
  end, "", 1000)
  return function(more) stop = clock() + more end
end

--- Call a function of the script; what goes wrong is raised as { message, line }.
function chunk.call(r, fn, ...)
  local ok, result = xpcall(fn, function(err) return chunk.explain(r, err) end, ...)
  if ok then return result end
  if type(result) == "string" and result ~= "not enough memory" then
    result = chunk.explain(r, result)
  end
  error(result, 0)
end

--- Compile a text.
-- @param source  chunk.MAIN or the like; its errors are about r.chunks[source]
function chunk.load(r, source, text, env)
  local fn, err = load(text, source, "t", env)
  if fn then return fn end
  local line, message = complaints.split(err, source:sub(2))
  if err == "not enough memory" then error(err, 0) end
  r:fail_at(line or 1, complaints.syntax(message))
end

--- Run the files of indicators that a script needs, and then the script itself.
-- @param job  { text or nil, files = { { path, text }, ... } }
-- @param tools  of the environment
-- @return what the script returns
function chunk.run(r, job, env, tools)
  r.texts = {}
  for i, file in ipairs(job.files or {}) do
    local source = chunk.MAIN .. i
    r.chunks[source], r.texts[source] = file.path, file.text
    tools.reading(file.path)
    chunk.call(r, chunk.load(r, source, file.text, env))
  end
  r.texts[chunk.MAIN] = job.text
  tools.reading(nil)
  local result = job.text and chunk.call(r, chunk.load(r, chunk.MAIN, job.text, env))
  tools.defined.closed = true
  return result
end

--- What a sandbox's failure is for the parent, as plain values.
-- @param result  what pcall caught
function chunk.failure(r, result)
  if type(result) == "string" then
    if result:find "not enough memory" then error("not enough memory", 0) end
    result = chunk.explain(r, result)
  end
  return {
    message = result.message, line = result.line, file = result.file, usage = result.usage,
    wants = r.wants,
  }
end

return chunk
