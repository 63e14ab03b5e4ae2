--- Asks a session that runs in another process (runtime.daemon.control).
local failure = require "runtime.failure"
local json = require "stdlib.json"
local loop = require "tide.loop"

local uv = loop.uv
local client = {}
client.__index = client

local PATIENCE_MS = 10000

--- @param path  of the socket
-- @return the client, or nil and why not
function client.open(path)
  local self = setmetatable({ pipe = uv.new_pipe(false), text = "", id = 0 }, client)
  local done, trouble
  self.pipe:connect(path, function(err) done, trouble = true, err end)
  while not done do uv.run "once" end
  loop.check()
  if trouble then
    self:close()
    return nil, trouble
  end
  self.pipe:read_start(function(err, chunk)
    if err or not chunk then self.gone = true end
    self.text = self.text .. (chunk or "")
  end)
  return self
end

local function first_line(text)
  local stop = text:find("\n", 1, true)
  return stop and text:sub(1, stop - 1)
end

local function next_line(self)
  local late = uv.new_timer()
  local over = false
  late:start(PATIENCE_MS, 0, function() over = true end)
  local line
  repeat
    line = first_line(self.text)
    if not line then uv.run "once" end
  until line or over or self.gone
  late:close()
  line = line or first_line(self.text)
  loop.check()
  if line then
    self.text = self.text:sub(#line + 2)
    return line
  end
  failure.raise(self.gone and "the session has ended" or "the session does not answer")
end

--- Ask. @return the answer as JSON text; raises a failure: what the session says
function client:ask_text(what, ...)
  if self.gone then failure.raise "the session has ended" end
  self.id = self.id + 1
  local words, count = { ... }, select("#", ...)
  local line = json.encode(json.object { "id", self.id, "ask", what, "with",
    json.array(words, count) })
  self.pipe:write(line .. "\n")
  local answer = next_line(self)
  local text = answer:match '^{"id":%d+,"answer":(.*)}$'
  if text then return text end
  local told = json.decode(answer)
  failure.raise(type(told) == "table" and tostring(told.error) or "an answer that is none")
end

--- The same as a Lua value.
function client:ask(what, ...) return json.decode(self:ask_text(what, ...)) end

function client:close()
  if self.pipe:is_closing() then return end
  self.pipe:close()
  uv.run "nowait"
end

return client
