--- Runs this very program as a user would, in a process of its own.
local program = {}

local function quoted(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  os.remove(path)
  return text
end

local function output_of(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "*a"
  pipe:close()
  return text
end

--- Path of the executable that runs the specs.
program.path = output_of("readlink -f /proc/$PPID/exe"):gsub("\n$", "")

--- Run a shell command.
-- @return {code, out, err}
function program.shell(command)
  local out, err = os.tmpname(), os.tmpname()
  local code = output_of(("( %s ) >%s 2>%s; echo $?"):format(command, out, err))
  return { code = tonumber(code), out = read(out), err = read(err) }
end

--- Run tide with these words. @return {code, out, err}
function program.run(...)
  local words = { quoted(program.path) }
  for i = 1, select("#", ...) do words[#words + 1] = quoted((select(i, ...))) end
  return program.shell(table.concat(words, " ") .. " </dev/null")
end

--- A fresh empty folder; remove it with program.remove.
function program.folder() return (output_of("mktemp -d"):gsub("\n$", "")) end

--- Delete a folder made by program.folder.
function program.remove(folder)
  assert(folder:find "^/tmp/", "only temporary folders are removed")
  os.execute("rm -rf " .. quoted(folder))
end

--- Write a file. @return its path
function program.write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

return program
