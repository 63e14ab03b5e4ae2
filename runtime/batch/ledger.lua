--- The file of a batch's results, a line each: {name, hash, data, run, metrics}, or error
-- in place of metrics. `run` tells candles and settings from others.
--
-- Lines are added as strategies are done, so that whatever ends the program leaves all of
-- them but perhaps the last; when everything is done they are put into the order of the
-- input: the same bytes, however many threads there were.
local json = require "stdlib.json"
local failure = require "runtime.failure"
local files = require "runtime.files"

local ledger = {}
ledger.__index = ledger

local LINE = '^{"name":("[^\n]*"),"hash":("?%w+"?),"data":"[^\n]*","run":"(%x+)",(["%w]+):(.*)}$'

local PART = ".part" -- of the name of a file that is not whole yet

local function fail(path, message)
  local named = "^" .. path:gsub("%p", "%%%0")
  local reason = tostring(message):gsub(named .. "%" .. PART .. ": ", ""):gsub(named .. ": ", "")
  failure.raise(("%s: cannot write the results: %s"):format(path, reason))
end

local function key(run, hash, name) return run .. hash .. name end

--- @param path  of the file
function ledger.new(path)
  return setmetatable({ path = path, kept = {}, taken = {}, count = 0 }, ledger)
end

local function metrics_of(text)
  local metrics = {}
  for name, value in text:gmatch '"([%w_]+)":([^,}]+)' do metrics[name] = tonumber(value) end
  return metrics
end

local function keep_line(self, line, number, runs)
  local name, hash, run, kind, rest = line:match(LINE)
  if not name or (kind ~= '"metrics"' and kind ~= '"error"') then
    failure.raise(("%s:%d: this line is no result of 'tide batch'; give '--out' another file")
      :format(self.path, number))
  end
  if not runs[run] then
    failure.raise(("%s:%d: this result is of other candles or settings: resume with the same, or "
      .. "give '--out' another file"):format(self.path, number))
  end
  if kind ~= '"metrics"' then return end -- what failed is tried again
  local id = key(run, (hash:gsub('"', "")), name)
  self.kept[id] = self.kept[id] or {}
  table.insert(self.kept[id], { text = line, metrics = metrics_of(rest) })
  self.count = self.count + 1
end

--- Read what an earlier batch has left; a last line without its end is dropped.
-- @param runs  { [run] = true } of this batch
function ledger:resume(runs)
  local file = io.open(self.path, "rb")
  if not file then return end
  local text, message = file:read "*a"
  file:close()
  if not text then failure.raise(("%s: cannot read it: %s"):format(self.path, message)) end
  local number = 0
  for line in text:gmatch "([^\n]*)\n" do
    number = number + 1
    keep_line(self, line, number, runs)
  end
end

--- The metrics that the file holds of a strategy, or nil; each line is given once.
-- @param place  where the result stands in the order of the input
function ledger:take(place, run, entry)
  local list = self.kept[key(run, entry.hash, json.string(entry.name))]
  local found = list and table.remove(list, 1)
  if not found then return nil end
  self.taken[#self.taken + 1] = { place = place, text = found.text }
  return found.metrics
end

local function put(self, file, place, text)
  local ok, message = file:write(text, "\n")
  if not ok then fail(self.path, message) end
  self.lines[#self.lines + 1] = { place = place, at = self.size, length = #text + 1 }
  self.size = self.size + #text + 1
end

-- A whole new file takes the place of the old one at once: nothing is lost in between.
local function replace(self, fill)
  local device = files.is_device(self.path)
  local fresh = device and self.path or self.path .. PART
  local file, message = io.open(fresh, "wb")
  if not file then fail(self.path, message) end
  self.lines, self.size = {}, 0
  fill(file)
  local ok, why = file:flush()
  if ok and not device then ok, why = os.rename(fresh, self.path) end
  if not ok then fail(self.path, why) end
  return file
end

--- Begin to write: what was taken first.
function ledger:open()
  self.file = replace(self, function(file)
    for _, line in ipairs(self.taken) do put(self, file, line.place, line.text) end
  end)
  self.taken, self.kept = nil, nil
end

--- Add what a strategy gave.
-- @param row  { text = the metrics as JSON } or { error }
function ledger:add(place, entry, data, run, row)
  put(self, self.file, place, ('{"name":%s,"hash":%s,"data":%s,"run":"%s",%s}'):format(
    json.string(entry.name), entry.hash ~= "" and '"' .. entry.hash .. '"' or "null",
    json.string(data), run,
    row.error and '"error":' .. json.string(row.error) or '"metrics":' .. row.text))
end

--- Hand to the system what was added: now only a power cut can take it.
function ledger:flush()
  local ok, message = self.file:flush()
  if not ok then fail(self.path, message) end
end

--- Everything is done: the lines in the order of the input.
function ledger:finish()
  self.file:close()
  if files.is_device(self.path) then return end -- what was written there cannot be ordered
  local file, message = io.open(self.path, "rb")
  if not file then fail(self.path, message) end
  local lines = self.lines
  table.sort(lines, function(a, b) return a.place < b.place end)
  local ordered = replace(self, function(fresh)
    for _, line in ipairs(lines) do
      file:seek("set", line.at)
      put(self, fresh, line.place, file:read(line.length - 1))
    end
  end)
  file:close()
  ordered:close()
end

return ledger
