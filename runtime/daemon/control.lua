--- Whoever attaches to a session talks to it here: over a socket that only its user can open, lines
-- of JSON, each a question with its answer.
--
--     {"id":1,"ask":"status"}                       {"id":1,"answer":{...}}
--     {"id":2,"ask":"rollback","with":["x.lua"]}    {"id":2,"error":"..."}
local failure = require "runtime.failure"
local json = require "stdlib.json"
local uv = require("tide.loop").uv

local control = {}
control.__index = control

local NO_QUESTION = 'a question is a line like {"id":1,"ask":"status"}'
local LONGEST = 64 * 1024 -- of a question
local PRIVATE = 384 -- rw-------

local function reply(client, id, what, value)
  local line = json.object({ "id", id, what, value }, 4)
  client:write(json.encode(line) .. "\n")
end

local function answer(self, client, line)
  local question = json.decode(line)
  if type(question) ~= "table" or type(question.ask) ~= "string" then
    return reply(client, json.null, "error", NO_QUESTION)
  end
  local id = question.id ~= nil and question.id or json.null
  local fn = self.commands[question.ask]
  if not fn then
    return reply(client, id, "error", ("unknown question '%s'%s"):format(question.ask,
      require("stdlib.nearest").hint(question.ask, self.names)))
  end
  local words = type(question.with) == "table" and question.with or {}
  local fine, value = pcall(fn, unpack(words, 1, 8))
  if fine then return reply(client, id, "answer", value == nil and json.null or value) end
  if not failure.is(value) then error(value, 0) end
  reply(client, id, "error", value.message)
end

local function forget(self, client)
  self.clients[client] = nil
  if not client:is_closing() then client:close() end
end

local function listen_to(self, client)
  local text = ""
  client:read_start(function(trouble, chunk)
    if trouble or not chunk then return forget(self, client) end
    text = text .. chunk
    local from, stop = 1, text:find("\n", 1, true)
    while stop do
      answer(self, client, text:sub(from, stop - 1))
      from = stop + 1
      stop = text:find("\n", from, true)
    end
    text = text:sub(from)
    if #text > LONGEST then forget(self, client) end
  end)
end

--- Listen at a path. What is there is of a process that has died: the journal's lock says so.
-- @param commands  functions by name; what one raises (a failure) is told, and what it returns
-- @return the control; raises a failure
function control.open(path, commands)
  local self = setmetatable({ clients = {}, commands = commands, path = path, names = {} }, control)
  for name in pairs(commands) do self.names[#self.names + 1] = name end
  table.sort(self.names)
  os.remove(path)
  self.server = uv.new_pipe(false)
  local fine, message = self.server:bind(path)
  if fine then fine, message = uv.fs_chmod(path, PRIVATE) end
  if fine then
    fine, message = self.server:listen(8, function()
      local client = uv.new_pipe(false)
      self.server:accept(client)
      self.clients[client] = true
      listen_to(self, client)
    end)
  end
  if not fine then
    self.server:close()
    failure.raise(("%s: cannot listen there: %s"):format(path, message))
  end
  return self
end

--- Let everybody go.
function control:close()
  for client in pairs(self.clients) do forget(self, client) end
  self.server:close()
  os.remove(self.path)
end

return control
