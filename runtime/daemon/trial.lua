--- Tries a version of a strategy before a session trades it: in a process of its own, so that one
-- that never ends, or needs all memory, delays nobody.
--
-- The process is a backtest of the version on the candles that have closed so far; where it fails,
-- its message is why the version is refused.
local files = require "runtime.files"
local uv = require("tide.loop").uv

local trial = {}

local MOST_WRITTEN = 20000 -- candles of a pipe, for indicators with a long memory
local PATIENCE_MS = 60000
local MOST_TEXT = 64 * 1024

local function time_word(us) return os.date("!%Y-%m-%dT%H:%M:%S", us / 1e6) end

-- When the bars that are traded begin and end, as options say it; indicators see all before.
local function range(session)
  local feed = session.feed
  local c, n = feed.candles[1].cdata, feed.closed[1]
  if n == 0 then return nil end
  local first = math.max(0, n - session.config["reload.recent_bars"])
  local stop = feed:close_of(1, n - 1)
  return time_word(tonumber(c.time[first])), time_word(stop)
end

-- What came through a pipe, as a file.
local function written(session, candles)
  local c, lines = candles.cdata, { "time,open,high,low,close,volume" }
  for i = math.max(0, c.n - MOST_WRITTEN), c.n - 1 do
    lines[#lines + 1] = ("%.0f,%.17g,%.17g,%.17g,%.17g,%.17g"):format(tonumber(c.time[i]) / 1000,
      c.open[i], c.high[i], c.low[i], c.close[i], c.volume[i])
  end
  local symbol = candles.symbol:gsub("[^%w]", "_")
  local path = ("%s/recent_%s_%s.csv"):format(session.at.folder, symbol, candles.timeframe)
  files.save(path, table.concat(lines, "\n") .. "\n", "candles")
  return path
end

--- The words of the backtest.
-- @param session  { at, feed, words = options of every run as words of the command line }
local function words_of(session, path, from, to)
  local words = { "backtest", path, "--json", "--engine", "event", "--max-errors", "1" }
  local function add(...)
    for i = 1, select("#", ...) do words[#words + 1] = (select(i, ...)) end
  end
  for _, candles in ipairs(session.feed.candles) do
    local file = session.feed.pipes and written(session, candles) or candles.path
    add("--data", candles.symbol .. "=" .. file)
  end
  for _, word in ipairs(session.words) do add(word) end
  add("--from", from, "--to", to)
  return words
end

-- The message of the program, without what stands before it.
local function complaint(text, copy, path)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    if not line:find "^tide: warning: " then lines[#lines + 1] = (line:gsub("^tide: ", "")) end
  end
  local whole = table.concat(lines, "; ")
  return (whole:gsub(copy:gsub("%p", "%%%0"), (path:gsub("%%", "%%%%"))))
end

--- Try a copy of a version.
-- @param session  as words_of
-- @param copy  path of the copy, path: what people call it
-- @param done  function(message): nil when it is good
function trial.run(session, copy, path, done)
  local from, to = range(session)
  if not from then return done() end -- nothing to try it on
  local errors, text, timer = uv.new_pipe(false), "", uv.new_timer()
  local handle, late, ended, code
  local function finish()
    if not ended then return end
    if code == 0 then return done() end
    if late then return done(path .. ": it takes longer than a minute to be tried") end
    local message = complaint(text, copy, path)
    if message == "" then
      message = ("%s: the trial ended with code %s"):format(path, tostring(code))
    end
    done(message)
  end
  local why
  handle, why = uv.spawn(uv.exepath(), {
    args = words_of(session, copy, from, to), stdio = { nil, nil, errors },
  }, function(exit_code)
    code = exit_code
    handle:close()
    timer:close()
    if ended == nil then return end
    finish()
  end)
  if not handle then
    errors:close()
    timer:close()
    return done(("%s: cannot be tried: %s"):format(path, tostring(why)))
  end
  timer:start(PATIENCE_MS, 0, function()
    late = true
    handle:kill "sigkill"
  end)
  errors:read_start(function(trouble, chunk)
    if chunk and #text < MOST_TEXT then text = text .. chunk end
    if chunk and not trouble then return end
    errors:close()
    ended = true
    if code then finish() end
  end)
end

return trial
