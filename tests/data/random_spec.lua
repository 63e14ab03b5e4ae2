--- Random candles, written in random shapes, read back as the same numbers.
local candles = require "stdlib.candles"

local MARKETS = 300

local function pick(list) return list[math.random(#list)] end

--- A price with a random number of decimals, as text and as a number.
local function price(low, high)
  local text = ("%." .. math.random(0, 8) .. "f"):format(low + math.random() * (high - low))
  return text, tonumber(text)
end

--- Rows { time = us, open = text ... } of a random valid market.
local function market(n, step)
  local rows, time = {}, math.random(100000, 490000) * 3600 * 1e6
  for i = 1, n do
    local cells, values = {}, {}
    for k = 1, 4 do cells[k], values[k] = price(50, 150) end
    local high, low = 1, 1
    for k = 2, 4 do
      if values[k] > values[high] then high = k end
      if values[k] < values[low] then low = k end
    end
    local volume = price(0, 1e6)
    rows[i] = { time = time, open = cells[1], close = cells[4], high = cells[high], low = cells[low], volume = volume }
    time = time + step * (math.random(10) == 1 and math.random(2, 5) or 1)
  end
  return rows
end

local TIMES = {
  function(us) return ("%d"):format(us / 1e6) end,
  function(us) return ("%d"):format(us / 1e3) end,
  function(us) return ("%.0f"):format(us) end,
  function(us) return ("%.0f000"):format(us) end,
  function(us) return os.date("!%Y-%m-%d %H:%M:%S", us / 1e6) end,
  function(us) return os.date("!%Y-%m-%dT%H:%M:%SZ", us / 1e6) end,
  function(us) return os.date("!%Y/%m/%d %H:%M", us / 1e6) end,
  function(us) return os.date("!%Y-%m-%dT%H:%M:%S.000000-02:00", us / 1e6 - 7200) end,
  function(us) return os.date("!%d %b %Y %I:%M:%S %p", us / 1e6) end,
}

local NAMES = {
  time = { "time", "Timestamp", "open_time", "Date", "unix", "Datetime", "" },
  open = { "open", "Open", "o", "<OPEN>", "1. open" },
  high = { "high", "HIGH", "h" },
  low = { "low", "Low", "l" },
  close = { "close", "Close", "Price", "c" },
  volume = { "volume", "Volume", "Vol.", "Volume ETH" },
}

local function shuffled(list)
  for i = #list, 2, -1 do
    local k = math.random(i)
    list[i], list[k] = list[k], list[i]
  end
  return list
end

--- The rows as text of a random shape, and whether it has volume.
local function write(rows)
  local columns = { "time", "open", "high", "low", "close" }
  local header, delimiter = math.random(4) > 1, pick { ",", ";", "\t" }
  local volume = math.random(4) > 1
  if volume then columns[#columns + 1] = "volume" end
  if header then
    for _ = 1, math.random(0, 3) do columns[#columns + 1] = "junk" end
    shuffled(columns)
  end
  local time, quote, ending = pick(TIMES), math.random(4) == 1, pick { "\n", "\r\n" }
  local lines = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for k, name in ipairs(columns) do
      local cell = name == "time" and time(row.time) or row[name] or pick { "", "x", "0" }
      cells[k] = quote and '"' .. cell .. '"' or cell
    end
    lines[i] = table.concat(cells, delimiter)
  end
  if math.random(3) == 1 then
    for i = 1, math.floor(#lines / 2) do lines[i], lines[#lines + 1 - i] = lines[#lines + 1 - i], lines[i] end
  end
  if header then
    local cells = {}
    for k, name in ipairs(columns) do cells[k] = NAMES[name] and pick(NAMES[name]) or name .. k end
    table.insert(lines, 1, table.concat(cells, delimiter))
  end
  return (math.random(3) == 1 and "\239\187\191" or "") .. table.concat(lines, ending)
    .. (math.random(3) == 1 and "" or ending), volume
end

local function gzip(text)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local pipe = assert(io.popen("gzip -c " .. path))
  local packed = pipe:read "*a"
  pipe:close()
  os.remove(path)
  return packed
end

local function check(rows, c, volume)
  assert.equal(#rows, c.n)
  assert.equal(volume, c.cdata.volume ~= nil)
  for i, row in ipairs(rows) do
    assert.equal(row.time, tonumber(c.cdata.time[i - 1]))
    for _, name in ipairs { "open", "high", "low", "close", volume and "volume" or "open" } do
      if tonumber(row[name]) ~= c.cdata[name][i - 1] then
        assert.equal(row[name], ("%.17g"):format(c.cdata[name][i - 1]))
      end
    end
  end
end

describe("random candles", function()
  it("come back from every shape", function()
    math.randomseed(20240229)
    for _ = 1, MARKETS do
      local rows = market(math.random(12, 60), pick { 60e6, 3600e6, 86400e6 })
      local text, volume = write(rows)
      local c, message = candles.parse(text, "random.csv", { now = 4e15 })
      if not c then error(message .. "\n" .. text) end
      check(rows, c, volume)
    end
  end)

  it("are the same from gzip, read by one thread and by two", function()
    math.randomseed(7)
    local rows = market(30000, 60e6)
    local text, volume = write(rows)
    local packed = gzip(text)
    for threads = 1, 2 do
      check(rows, assert(candles.parse(packed, "random.csv.gz", { threads = threads, now = 4e15 })), volume)
      check(rows, assert(candles.parse(packed .. gzip "", "two members", { threads = threads, now = 4e15 })), volume)
    end
  end)

  it("are refused alike by one thread and by two", function()
    math.randomseed(8)
    local packed = gzip((write(market(30000, 60e6))))
    local cut = packed:sub(1, math.floor(#packed / 2))
    for threads = 1, 2 do
      local _, message = candles.parse(cut, "cut.gz", { threads = threads })
      assert.equal("cut.gz: the gzip data is damaged: it ends too early", message)
    end
  end)
end)

describe("decimal text", function()
  --- Digits with a point somewhere, and perhaps an exponent.
  local function decimal()
    local digits = {}
    for i = 1, math.random(1, 24) do digits[i] = math.random(0, 9) end
    local text = table.concat(digits)
    local point = math.random(0, #text)
    text = text:sub(1, point) .. (math.random(4) > 1 and "." or "") .. text:sub(point + 1)
    if math.random(5) == 1 then text = text .. pick { "e", "E" } .. math.random(-30, 30) end
    return text
  end

  -- halfway cases, the edges of the fast paths, and subnormal numbers
  local HARD = {
    "9007199254740993", "9007199254740992.5", "0.1", "49.959999084472656", "1e22", "1e23", "123456789012345678e-19",
    "9223372036854775807", "1844674407370955161.5", "0.000000000000000000001", "5e-324", "2.2250738585072011e-308",
    "1.00000000000000011102230246251565404", "9999999999999999999", "0.30000000000000004", "179769313486231570000e288",
    "4503599627370496.5", "4503599627370497.5", "8.5e15", "7205759403792793.5", "1152921504606846.9765625",
  }

  it("is rounded as the C library rounds it", function()
    math.randomseed(99)
    local list = {}
    for _, text in ipairs(HARD) do list[#list + 1] = text end
    for _ = 1, 20000 do list[#list + 1] = decimal() end
    local lines = { "time,open,high,low,close" }
    local kept = {}
    for _, text in ipairs(list) do
      local x = tonumber(text)
      if x and x > 0 and x < math.huge then
        kept[#kept + 1] = text
        lines[#lines + 1] = ("%d,%s,%s,%s,%s"):format(#kept * 60, text, text, text, text)
      end
    end
    local c = assert(candles.parse(table.concat(lines, "\n"), "numbers.csv"))
    assert.equal(#kept, c.n)
    for i, text in ipairs(kept) do
      if tonumber(text) ~= c.cdata.open[i - 1] then assert.equal(text, ("%.17g"):format(c.cdata.open[i - 1])) end
    end
  end)
end)
