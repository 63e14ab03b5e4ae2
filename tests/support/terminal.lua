--- A program in a real pseudo terminal, driven as a person would.
local cjson = require "cjson"
local program = require "tests.support.program"

local terminal = {}

local function quoted(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end

--- Run tide in a terminal.
-- @param job  { words, columns = 80, environment = "NAME=value ...", steps = list of
--   { text to send, text to wait for } }; a step without a second text waits for the end
-- @return { shown = what came after each text, code = exit code or -1, late = number of the step
--   that waited in vain }
function terminal.run(job)
  local steps = {}
  for i, step in ipairs(job.steps) do steps[i] = { step[1], step[2] or cjson.null } end
  local words = {}
  for i, word in ipairs(job.words) do words[i] = quoted(word) end
  local folder = program.folder()
  local path = program.write(folder .. "/steps.json", cjson.encode(steps))
  local driver = TIDE_ROOT .. "/tests/support/python/terminal.py"
  local run = program.shell(("TERM=xterm LC_ALL=C.UTF-8 NO_COLOR=1 %s python3 %s %d %s %s <%s"):format(
    job.environment or "", driver, job.columns or 80, quoted(program.path), table.concat(words, " "), path))
  program.remove(folder)
  assert(run.code == 0, run.err)
  local answer = cjson.decode(run.out)
  if answer.late == cjson.null then answer.late = nil end
  return answer
end

return terminal
