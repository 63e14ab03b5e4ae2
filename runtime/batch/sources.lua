--- Where the strategies of a batch come from: JSON Lines, folders, single files.
local population = require "stdlib.population"
local failure = require "runtime.failure"
local files = require "runtime.files"
local loader = require "runtime.loader"
local terminal = require "runtime.terminal"

local sources = {}

local BLOCK = 4 * 1024 * 1024

local function reason(message) return (tostring(message):gsub("^.*: ", "")) end

local function open(path)
  local file, message = io.open(path, "rb")
  if not file then failure.raise(("%s: cannot read it: %s"):format(path, reason(message))) end
  return file
end

-- Strategy files of a folder by name; those that begin with '_' are templates.
local function list_folder(path)
  local pipe = assert(io.popen(("cd %s && LC_ALL=C ls -1"):format(files.quoted(path))))
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
      member = index, error = member.error, line = member.line,
    }
  end
end

local function check(ok, message)
  if not ok then failure.raise(message) end
  return ok
end

local function without_path(path, message)
  return message:sub(1, #path + 2) == path .. ": " and message:sub(#path + 3) or message
end

-- What computes indicators in Lua (ta.define) or reads its position runs alone, beside the
-- population.
local function entry_of(set, strategy, place, options)
  if options.override then options.override(strategy) end
  local entry = { name = strategy.name, place = place, hash = strategy.hash }
  if strategy.alone then
    entry.alone = strategy
  else
    entry.member = check(set.population:add(strategy))
  end
  return entry
end

local function read_text(path)
  local file = open(path)
  local text = file:read "*a"
  file:close()
  return text
end

local function read_file(set, path, options)
  local strategy, message = loader.load(path, {}, nil, options.indicators)
  local entry = strategy and entry_of(set, strategy, path, options)
    or { name = path, place = path, hash = "", error = without_path(path, message) }
  if options.texts and strategy then
    entry[path:find "%.json$" and "json" or "lua"] = read_text(path)
  end
  set.entries[#set.entries + 1] = entry
end

local function each_line(text, first, f)
  local number = first
  for line in text:gmatch "([^\n]*)\n?" do
    f(number, line)
    number = number + 1
  end
end

-- Lines that are strategies keep their text.
local function add_texts(set, text, first, from)
  local index_of = {}
  for i = from, #set.entries do index_of[set.entries[i].line] = i end
  each_line(text, first, function(number, line)
    local i = index_of[number]
    if i then set.entries[i].json = line end
  end)
end

-- Lines that name an indicator the host does not know may find it in a file of the user's.
local function try_custom(set, path, text, first, from, options)
  local wanted = {}
  for i = from, #set.entries do
    local entry = set.entries[i]
    if entry.error and entry.error:find("unknown indicator", 1, true) then
      wanted[entry.line] = i
    end
  end
  if not next(wanted) then return end
  each_line(text, first, function(number, line)
    local i = wanted[number]
    local strategy, message
    if i then strategy, message = loader.parse_json(path, line, options.indicators) end
    if strategy then
      local before = set.entries[i]
      set.entries[i] = entry_of(set, strategy, before.place, options)
      set.entries[i].json = before.json
    elseif i and not message:find("unknown indicator", 1, true) then -- it is known now
      set.entries[i].error = without_path(path, message)
    end
  end)
end

--- Read blocks, hand on whole lines.
local function read_lines(set, path, options)
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
    local entries = #set.entries + 1
    check(set.population:read(whole, line, options.timeframe))
    add_members(set, path, from)
    if options.texts then add_texts(set, whole, line, entries) end
    try_custom(set, path, whole, line, entries, options)
    local _, ends = whole:gsub("\n", "")
    line = line + ends
    if not block then break end
    terminal.progress(set.started, ("%s: %d strategies"):format(path, #set.entries))
  end
  file:close()
end

--- Read strategies from files and folders.
-- @param paths    .jsonl, .lua and .json files, and folders of them
-- @param options  { threads, started, timeframe = number or nil, override = function(strategy),
--   indicators = paths, texts = keep what the strategies were read from }
-- @return { population, entries = { { name, place, hash, error, one of member = index and
--   alone = strategy, and with texts one of json and lua }, ... } }
function sources.read(paths, options)
  local set = { entries = {}, started = options.started }
  set.population = check(population.new { threads = options.threads })
  local list = {}
  for _, path in ipairs(paths) do
    if files.is_folder(path) then
      for _, inside in ipairs(list_folder(path)) do list[#list + 1] = inside end
    else
      list[#list + 1] = path
    end
  end
  for _, path in ipairs(list) do
    if path:find "%.jsonl$" or path:find "%.ndjson$" then
      read_lines(set, path, options)
    else
      open(path):close()
      read_file(set, path, options)
    end
    terminal.progress(set.started, ("%d strategies"):format(#set.entries))
  end
  return set
end

return sources
