--- Candles that come through a pipe, a CSV line each as they close: of one symbol. What has come is
-- in the journal before it is used.
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local feed = require "stdlib.feed"
local json = require "stdlib.json"
local uv = require("tide.loop").uv
local C = require("stdlib.host").C

local pipe = {}
pipe.__index = pipe

local LONGEST = 64 * 1024 -- of a line
local NAME = "expected a time frame in the name of a pipe, like --feed BTCUSDT_1h=-"

--- Is this source a pipe? "-" is the standard input.
function pipe.is(path)
  if path == "-" then return true end
  local stat = uv.fs_stat(path)
  return stat ~= nil and stat.type ~= "file" and stat.type ~= "directory"
end

-- "BTCUSDT", "1h" from what the option says: BTCUSDT_1h=- or BTCUSDT_1h.fifo.
local function name_of(source)
  local word = source.symbol or source.path:match "([^/]*)$":gsub("%.%a%w*$", "")
  local symbol, frame = word:match "^(.+)_(%d+%a+)$"
  if not symbol then
    failure.raise(("'--feed' %s: %s"):format(word, NAME), failure.USAGE)
  end
  return symbol, frame
end

--- @param source   { symbol, path } of --feed
-- @return the pipe, whose `candles` (stdlib.feed) grow
function pipe.new(source)
  local symbol, frame = name_of(source)
  local list = failure.check(feed.new { symbol = symbol, timeframe = frame, volume = true })
  list.path = source.path
  return setmetatable({ candles = list, path = source.path, text = "", name = ("%s_%s.csv"):format(
    symbol, frame) }, pipe)
end

local function add(self, candle)
  local c, n = self.candles.cdata, self.candles.n
  if n > 0 and candle.time <= c.time[n - 1] then return false end -- known: sent again
  local fine, why = self.candles:append(candle)
  if not fine then failure.raise(("%s: %s"):format(self.path, why)) end
  return true
end

--- Candles of the journal, oldest first.
function pipe:restore(rows)
  for _, row in ipairs(rows) do add(self, row) end
end

local function row_of(c, i)
  return { time = tonumber(c.time[i]), open = c.open[i], high = c.high[i], low = c.low[i],
    close = c.close[i], volume = c.volume ~= nil and c.volume[i] or 0 }
end

-- The candles of a text that came, or nil and what is wrong with it.
local function parse(self, text)
  local got, why = candles.parse(self.header .. text, self.name, { cache = false })
  if got then return got end
  return nil, (why:gsub("^[^:]*:?%d*: ", ""))
end

local function use(self, got)
  local fresh, c = {}, got.cdata
  for i = 0, got.n - 1 do
    local row = row_of(c, i)
    if row.time < self.too_late() then
      self.on_trouble(("%s: a candle came too late and is left out: %s"):format(self.path,
        os.date("!%Y-%m-%dT%H:%M:%SZ", row.time / 1e6)))
    elseif add(self, row) then
      fresh[#fresh + 1] = row
    end
  end
  if #fresh > 0 then self.on_candles(self.candles.symbol, fresh) end
end

-- Where something is wrong in a text: each line alone, so that only what is wrong is left out.
local function take_each(self, text)
  local line = self.lines
  for one in text:gmatch "([^\n]*)\n" do
    line = line + 1
    if one:find "%S" then
      local got, why = parse(self, one .. "\n")
      if got then use(self, got) else
        self.on_trouble(("%s:%d: %s: the line is left out"):format(self.path, line, why))
      end
    end
  end
end

-- Whole lines; the first may be a header, which stands before all others.
local function take_lines(self, text)
  if not self.header then
    local first, rest = text:match "^([^\n]*\n)(.*)$"
    local is_header = first:find "%a" and not first:find "^%s*%d"
    self.header, self.lines = is_header and first or "", is_header and 1 or 0
    if is_header then text = rest end
  end
  if text:find "%S" then
    local got = parse(self, text)
    if got then use(self, got) else take_each(self, text) end
  end
  local _, count = text:gsub("\n", "")
  self.lines = self.lines + count
end

local function take(self, chunk)
  self.text = self.text .. chunk
  local last = self.text:match "^.*()\n"
  if last then
    local whole = self.text:sub(1, last)
    self.text = self.text:sub(last + 1)
    take_lines(self, whole)
  elseif #self.text > LONGEST then
    self.text = ""
    self.on_trouble(self.path .. ": a line is too long and is left out")
  end
end

-- A file in place of a pipe: tide paper ... --feed X_1h=- <file
local function read_file(fd, on_chunk)
  local function next_chunk()
    uv.fs_read(fd, LONGEST, -1, function(trouble, chunk)
      if trouble or chunk == "" then return on_chunk(trouble, nil) end
      on_chunk(nil, chunk)
      next_chunk()
    end)
  end
  next_chunk()
end

--- Listen. @param on  { candles = function(symbol, rows): new ones that closed, ended = function(),
--   trouble = function(message), too_late = function() -> time before which a candle is }
function pipe:open(on)
  self.on_candles, self.on_trouble, self.too_late = on.candles, on.trouble, on.too_late
  local fd = 0
  if self.path ~= "-" then
    -- for reading and writing: it does not end when whoever writes goes and comes again
    fd = failure.check(uv.fs_open(self.path, "r+", 0), self.path .. ": cannot open it")
  end
  self.fd = fd
  local function take_chunk(trouble, chunk)
    if chunk then return take(self, chunk) end
    if self.text ~= "" then take(self, "\n") end
    self.ended = true
    if trouble then self.on_trouble(("%s: %s"):format(self.path, trouble)) end
    on.ended()
  end
  local kind = uv.guess_handle(fd)
  if kind == "file" then return read_file(fd, take_chunk) end
  self.handle = kind == "tty" and uv.new_tty(fd, true) or uv.new_pipe(false)
  if kind ~= "tty" then
    failure.check(self.handle:open(fd), self.path .. ": cannot read it: expected a pipe")
  end
  self.handle:read_start(take_chunk)
end

-- Where what has come of a line waits for the process that goes on.
local function place_of(self) return "rest of " .. self.path end

--- Have the journal keep what has come of a line, and the header.
function pipe:hand_over(journal)
  journal:set(place_of(self), json.encode { header = self.header or "", text = self.text,
    lines = self.lines or 0 })
end

--- Its file, which is to stay open until the process that goes on has it, too; nil for standard
-- input.
function pipe:file() return self.fd ~= 0 and self.fd or nil end

--- Those of the process before are not needed any more.
function pipe.let_go()
  local numbers = uv.os_getenv "TIDE_HANDED_OVER"
  if not numbers then return end
  for number in numbers:gmatch "%d+" do uv.fs_close(tonumber(number)) end
  uv.os_unsetenv "TIDE_HANDED_OVER"
end

--- Go on where the process before handed over.
function pipe:take_over(journal)
  local kept = journal:get(place_of(self))
  if not kept then return end
  journal:set(place_of(self), nil)
  local rest = json.decode(kept)
  if rest.lines > 0 then self.header, self.lines = rest.header, rest.lines end
  self.text = rest.text
end

--- When the last candle closed that has come; -huge before the first.
function pipe:reached()
  local c = self.candles.cdata
  if c.n == 0 then return -math.huge end
  return tonumber(C.tide_timeframe_close(c.timeframe, c.time[c.n - 1]))
end

function pipe:close()
  if self.handle and not self.handle:is_closing() then self.handle:close() end
end

return pipe
