--- Writes a strategy in another form, once what was written is the same strategy.
local failure = require "runtime.failure"
local files = require "runtime.files"
local loader = require "runtime.loader"
local source = require "runtime.convert.source"
local bind = require "stdlib.convert.bind"

local write = {}

--- The text of a strategy in a form, or nil and a message with its place.
function write.text(from, form)
  local text, refused = form.text(from.model, from)
  if text then return text end
  return nil, ("%s: %s"):format(source.place(from, refused), refused.message)
end

--- All parameters with other values at once: whether they depend on one another.
local function varied(from)
  local values = {}
  for name, value in pairs(from.strategy.params) do values[name] = value end
  local given = {}
  for i, spec in ipairs(from.params) do
    local list = bind.values(spec, spec.default)
    if #list > 0 then
      values[spec.name] = list[i % #list + 1]
      given[spec.name] = values[spec.name]
    end
  end
  return values, given
end

local function silent() end

--- Load what was written. A line of JSON Lines is a strategy too.
local function load_written(path, given, indicators)
  if not path:find "%.jsonl$" then return loader.load(path, given, silent, indicators) end
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return loader.parse_json(path, text, indicators, given)
end

--- Load what was written and compare.
local function check(from, path, indicators)
  local again, message = load_written(path, {}, indicators)
  local what = ("%s: it cannot be converted"):format(from.strategy.path)
  if not again then
    local reason = message:sub(1, #path) == path and message:gsub("^.-: ", "", 1) or message
    failure.raise(("%s: what was written is refused: %s"):format(what, reason))
  end
  if again.hash ~= from.hash then
    failure.raise(what .. ": what was written would be another strategy; this is a defect of "
      .. "tide, please report it")
  end
  if #from.params == 0 then return end
  local values, given = varied(from)
  local original, written = from.load(values), load_written(path, given, indicators)
  if original and (not written or written.hash ~= original.hash) then
    failure.raise(("%s: its parameters depend on one another; '--freeze NAME' writes one as a "
      .. "constant"):format(what))
  end
end

local function with_folder(from, indicators)
  local list = { unpack(indicators) }
  list[#list + 1] = (from.strategy.path:match "^(.*/)[^/]*$" or "") .. "indicators"
  return list
end

--- The text of a strategy once what tide reads back is the same strategy: loaded from a file of
-- its own. Raises a failure.
-- @param options  { indicators = paths }
function write.checked(from, form, options)
  local text = failure.check(write.text(from, form))
  if not form.reads then return text end
  local unique = os.tmpname()
  local path = ("%s.%s"):format(unique, form.ending)
  local ok, raised = pcall(function()
    files.save(path, text, "strategy")
    check(from, path, with_folder(from, options.indicators))
  end)
  os.remove(path)
  os.remove(unique)
  if not ok then error(raised, 0) end
  return text
end

--- Write a file. @param options  { force, indicators }
function write.file(from, form, path, options)
  if not options.force and files.exists(path) then
    failure.raise(("%s is there already; '--force' writes over it"):format(path))
  end
  local text = write.checked(from, form, options)
  files.replace(path, "strategy", function(put) put(text) end)
end

--- The name of a file for one of many: "sma_cross-1a2b3c4d.lua".
function write.name(from, form)
  local plain = from.model.name:lower():gsub("[^%w]+", "_"):gsub("^_+", ""):gsub("_+$", "")
  if plain == "" then plain = "strategy" end
  return ("%s-%s.%s"):format(plain:sub(1, 40), from.hash:sub(1, 8), form.ending)
end

return write
