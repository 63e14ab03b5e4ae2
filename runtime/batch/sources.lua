--- Where the strategies of a batch come from: JSON Lines, folders, single files.
local population = require "stdlib.population"
local failure = require "runtime.failure"
local terminal = require "runtime.terminal"

local sources = {}

local BLOCK = 4 * 1024 * 1024

local function reason(message) return (tostring(message):gsub("^.*: ", "")) end

local function open(path)
  local file, message = io.open(path, "rb")
  if not file then failure.raise(("%s: cannot read it: %s"):format(path, reason(message))) end
  return file
end

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function is_folder(path)
  local file = io.open(path, "rb")
  if not file then return false end
  local _, _, number = file:read(0)
  file:close()
  return number == 21 -- EISDIR
end

-- Strategy files of a folder by name; those that begin with '_' are templates.
local function list_folder(path)
  local pipe = assert(io.popen(("cd %s && LC_ALL=C ls -1"):format(quoted(path))))
  local list = {}
  for name in pipe:lines() do
    if name:find "%.lua$" or name:find "%.jsonl?$" then
      if not name:find "^_" then list[#list + 1] = path:gsub("/+$", "") .. "/" .. name end
    end
  end
  pipe:close()
  if #list == 0 then
    failure.raise(("%s: the folder holds no strategy: no .lua, .json or .jsonl file"):format(path))
  end
  return list
end

-- What the population read becomes entries; a line that is none says where it stands.
local function add_members(set, path, from)
  for index = from + 1, set.population:count() do
    local member = set.population:at(index)
    local place = ("%s:%d"):format(path, member.line)
    set.entries[#set.entries + 1] = {
      name = member.name ~= "" and member.name or place, place = place, hash = member.hash,
      member = index, error = member.error,
    }
  end
end

local function check(ok, message)
  if not ok then failure.raise(message) end
  return ok
end

--- Read blocks, hand on whole lines.
local function read_lines(set, path, timeframe)
  local file, line, rest = open(path), 1, ""
  while true do
    local block, message = file:read(BLOCK)
    if message then failure.raise(("%s: cannot read it: %s"):format(path, reason(message))) end
    if line == 1 and rest == "" and block then block = block:gsub("^\239\187\191", "") end
    local text = rest .. (block or "")
    local last = not block and #text or text:find "\n[^\n]*$" or 0
    local whole = text:sub(1, last)
    rest = text:sub(last + 1)
    local from = set.population:count()
    check(set.population:read(whole, line, timeframe))
    add_members(set, path, from)
    local _, ends = whole:gsub("\n", "")
    line = line + ends
    if not block then break end
    terminal.progress(set.started, ("%s: %d strategies"):format(path, #set.entries))
  end
  file:close()
end

local function read_file(set, path, override)
  local strategy, message = require("runtime.loader").load(path, {})
  if not strategy then
    local rest = message:sub(1, #path + 2) == path .. ": " and message:sub(#path + 3) or message
    set.entries[#set.entries + 1] = { name = path, place = path, hash = "", error = rest }
    return
  end
  if override then override(strategy) end
  local index = check(set.population:add(strategy))
  set.entries[#set.entries + 1] = {
    name = strategy.name, place = path, hash = set.population:at(index).hash, member = index,
  }
end

--- Read strategies from files and folders.
-- @param paths    .jsonl, .lua and .json files, and folders of them
-- @param options  { threads, started, timeframe = number or nil, override = function(strategy) }
-- @return { population, entries = { { name, place, hash, member = index, error }, ... } }
function sources.read(paths, options)
  local set = { entries = {}, started = options.started }
  set.population = check(population.new { threads = options.threads })
  local list = {}
  for _, path in ipairs(paths) do
    if is_folder(path) then
      for _, inside in ipairs(list_folder(path)) do list[#list + 1] = inside end
    else
      list[#list + 1] = path
    end
  end
  for _, path in ipairs(list) do
    if path:find "%.jsonl$" or path:find "%.ndjson$" then
      read_lines(set, path, options.timeframe)
    else
      open(path):close()
      read_file(set, path, options.override)
    end
    terminal.progress(set.started, ("%d strategies"):format(#set.entries))
  end
  return set
end

return sources
