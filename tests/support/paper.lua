--- Sessions of `tide paper` for specs: a folder of their own, started in the background, talked to.
local cjson = require "cjson"
local program = require "tests.support.program"

local paper = {}
paper.__index = paper

local function quoted(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end

--- With a market of so many hours.
function paper.new(bars)
  local self = setmetatable({ folder = program.folder(), started = {} }, paper)
  self.data = self.folder .. "/DEMO_1h.csv"
  assert(program.run("demo", "--bars", bars, "--out", self.data).code == 0)
  return self
end

function paper:words(...)
  local words = { ("XDG_DATA_HOME=%s exec %s"):format(quoted(self.folder), quoted(program.path)) }
  for i = 1, select("#", ...) do words[#words + 1] = quoted((select(i, ...))) end
  return table.concat(words, " ")
end

function paper:file(name, text) return program.write(self.folder .. "/" .. name, text) end

--- Run tide to its end.
function paper:run(...) return program.shell(self:words(...) .. " </dev/null") end

--- Start tide in the background. @return { pid, out, err }: paths of what it says
function paper:start(...)
  local number = #self.started + 1
  local made = { out = ("%s/%d.out"):format(self.folder, number), err = ("%s/%d.err"):format(self.folder, number) }
  -- a shell starts what runs behind it with SIGINT ignored: perl gives it back
  local line = self:words(...):gsub("exec ", [[exec perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' ]], 1)
  local run = program.shell(("(%s) </dev/null >%s 2>%s & echo $!"):format(line, made.out, made.err))
  made.pid = assert(tonumber(run.out), run.err)
  self.started[number] = made
  return made
end

function paper.kill(started, signal)
  os.execute(("kill -%s %d 2>/dev/null"):format(signal or "TERM", started.pid))
end

local function alive(started) return os.execute(("kill -0 %d 2>/dev/null"):format(started.pid)) == 0 end

--- Wait until fn gives something. @return that
function paper.await(fn, what)
  local stop = os.time() + 60
  while os.time() <= stop do
    local value = fn()
    if value then return value end
    os.execute "sleep 0.05"
  end
  error("waited in vain for " .. what)
end

function paper.gone(started)
  paper.await(function() return not alive(started) end, "the end of a process")
end

function paper.text(path)
  local file = io.open(path, "rb")
  if not file then return "" end
  local text = file:read "*a"
  file:close()
  return text
end

--- Ask a session. @return the answer, or nil and what was wrong
function paper:ask(session, what, ...)
  local words = { "attach", session, "--ask", what }
  for i = 1, select("#", ...) do
    words[#words + 1] = "--with"
    words[#words + 1] = (select(i, ...))
  end
  local run = self:run(unpack(words))
  if run.code ~= 0 then return nil, run.err end
  return cjson.decode(run.out)
end

--- Wait until a session answers.
function paper:ready(session)
  return paper.await(function() return (self:ask(session, "status")) end, "session " .. session)
end

--- The document of a run without the name of its engine.
function paper.document(run)
  assert(run.code == 0, run.err)
  return (run.out:gsub('"engine":"%a+"', "", 1))
end

function paper:remove()
  for _, one in ipairs(self.started) do paper.kill(one, "KILL") end
  program.remove(self.folder)
end

return paper
