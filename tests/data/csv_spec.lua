--- Small files of every shape: what is read, and what is refused with which words.
local candles = require "stdlib.candles"
local program = require "tests.support.program"

local HOUR = 3600

local function load(text, options)
  options = options or {}
  options.now = options.now or 4e15
  return candles.parse(text, "f.csv", options)
end

--- Candles as text: "seconds open high low close volume" a line.
local function dump(c)
  local d, out = c.cdata, {}
  for i = 0, c.n - 1 do
    out[#out + 1] = ("%s %g %g %g %g %s"):format(tostring(tonumber(d.time[i]) / 1e6), d.open[i], d.high[i],
      d.low[i], d.close[i], d.volume == nil and "-" or ("%g"):format(d.volume[i]))
  end
  return table.concat(out, "\n")
end

local PLAIN = "1700006400 1 2 0.5 1.5 10\n1700010000 1.5 3 1 2 20"
local NO_VOLUME = PLAIN:gsub(" %d+\n", " -\n"):gsub(" %d+$", " -")
local DAYS = "1700006400 1 2 0.5 1.5 10\n1700092800 1.5 3 1 2 20"

-- name, text, candles (default PLAIN), notes
local ACCEPTED = {
  { "a header", "timestamp,open,high,low,close,volume\n1700006400000,1,2,0.5,1.5,10\n1700010000000,1.5,3,1,2,20\n" },
  { "no header", "1700006400000,1,2,0.5,1.5,10\n1700010000000,1.5,3,1,2,20\n" },
  { "no volume", "time,open,high,low,close\n1700006400,1,2,0.5,1.5\n1700010000,1.5,3,1,2\n", NO_VOLUME,
    notes = { "no volume column" } },
  { "no header, no volume",
    "1700006400,1,2,0.5,1.5\n1700010000,1.5,3,1,2\n", NO_VOLUME, notes = { "no volume column" } },
  { "twelve columns without a header",
    "1700006400000,1,2,0.5,1.5,10,1700009999999,9,9,9,9,0\n1700010000000,1.5,3,1,2,20,1700013599999,9,9,9,9,0\n" },
  { "any order",
    "volume,close,low,x,high,open,date\n10,1.5,0.5,?,2,1,2023-11-15 00:00\n20,2,1,?,3,1.5,2023-11-15 01:00\n" },
  { "upper case and spaces",
    "Open Time, Open ,HIGH,Low,Close,Volume\n1700006400, 1 ,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n" },
  { "semicolons",
    "date;open;high;low;close;volume\n2023-11-15 00:00:00;1;2;0.5;1.5;10\n2023-11-15 01:00:00;1.5;3;1;2;20" },
  { "tabs",
    "date\topen\thigh\tlow\tclose\tvolume\n2023-11-15 00:00\t1\t2\t0.5\t1.5\t10\n2023-11-15 01:00\t1.5\t3\t1\t2\t20" },
  { "bars", "date|open|high|low|close|volume\n2023-11-15 00:00|1|2|0.5|1.5|10\n2023-11-15 01:00|1.5|3|1|2|20" },
  { "sep=", "sep=;\ndate;open;high;low;close;volume\n2023-11-15 00:00;1;2;0.5;1.5;10\n2023-11-15 01:00;1.5;3;1;2;20" },
  { "quotes",
    '"time","open","high","low","close","volume"\n"1700006400","1","2","0.5","1.5","10"\n'
      .. '"1700010000","1.5","3","1","2","20"' },
  { "a byte order mark",
    "\239\187\191time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n" },
  { "a byte order mark without a header", "\239\187\1911700006400,1,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n" },
  { "CRLF", "time,open,high,low,close,volume\r\n1700006400,1,2,0.5,1.5,10\r\n1700010000,1.5,3,1,2,20\r\n" },
  { "CRLF without a final one",
    "time,open,high,low,close,volume\r\n1700006400,1,2,0.5,1.5,10\r\n1700010000,1.5,3,1,2,20" },
  { "empty lines", "\n\ntime,open,high,low,close,volume\n\n1700006400,1,2,0.5,1.5,10\n\n1700010000,1.5,3,1,2,20\n\n" },
  { "comments and a URL",
    "# made by hand\nhttps://example.org/\ntime,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,10\n"
    .. "1700010000,1.5,3,1,2,20\n" },
  { "a trailing delimiter", "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,10,\n1700010000,1.5,3,1,2,20,\n" },
  { "microseconds",
    "time,open,high,low,close,volume\n1700006400000000,1,2,0.5,1.5,10\n1700010000000000,1.5,3,1,2,20\n" },
  { "nanoseconds",
    "time,open,high,low,close,volume\n1700006400000000000,1,2,0.5,1.5,10\n1700010000000000000,1.5,3,1,2,20\n" },
  { "seconds with decimals",
    "time,open,high,low,close,volume\n1700006400.0,1,2,0.5,1.5,10\n1700010000.0,1.5,3,1,2,20\n" },
  { "ISO with Z",
    "time,open,high,low,close,volume\n2023-11-15T00:00:00Z,1,2,0.5,1.5,10\n2023-11-15T01:00:00Z,1.5,3,1,2,20\n" },
  { "ISO with fractions", "time,open,high,low,close,volume\n2023-11-15T00:00:00.000000000Z,1,2,0.5,1.5,10\n"
    .. "2023-11-15 01:00:00.0,1.5,3,1,2,20\n" },
  { "ISO with offsets", "time,open,high,low,close,volume\n2023-11-15T03:00:00+03:00,1,2,0.5,1.5,10\n"
    .. "2023-11-14T20:30:00-0430,1.5,3,1,2,20\n" },
  { "UTC written out",
    "time,open,high,low,close,volume\n2023-11-15 00:00:00 UTC,1,2,0.5,1.5,10\n2023-11-15 02:00:00+01,1.5,3,1,2,20\n" },
  { "slashes and a short hour",
    "time,open,high,low,close,volume\n2023/11/15 0:00,1,2,0.5,1.5,10\n2023/11/15 1:00,1.5,3,1,2,20\n" },
  { "AM and PM",
    "time,open,high,low,close,volume\n2023-11-15 12-AM,1,2,0.5,1.5,10\n2023-11-15 01:00 AM,1.5,3,1,2,20\n" },
  { "packed dates", "20231115 000000;1;2;0.5;1.5;10\n20231115 010000;1.5;3;1;2;20\n" },
  { "date and clock apart", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\n"
    .. "2023.11.15\t00:00:00\t1\t2\t0.5\t1.5\t10\t0\n2023.11.15\t01:00:00\t1.5\t3\t1\t2\t20\t0\n" },
  { "date and clock apart without a header", "2023.11.15,00:00,1,2,0.5,1.5,10\n2023.11.15,01:00,1.5,3,1,2,20\n" },
  { "a whole time beside a date", "date,time,open,high,low,close,volume\n2023-11-15,1700006400,1,2,0.5,1.5,10\n"
    .. "2023-11-15,1700010000,1.5,3,1,2,20\n" },
  { "days in words",
    'Date,Price,Open,High,Low,Vol.\n"Nov 15, 2023",1.5,1,2,0.5,10\n"November 16, 2023",2,1.5,3,1,20\n', DAYS },
  { "day first in words",
    "date,open,high,low,close,volume\n15 Nov 2023,1,2,0.5,1.5,10\n16-Nov-2023,1.5,3,1,2,20\n", DAYS },
  { "days as one number", "date,open,high,low,close,volume\n20231115,1,2,0.5,1.5,10\n20231116,1.5,3,1,2,20\n", DAYS },
  { "an empty first header cell",
    ",Open,High,Low,Close,Volume\n2023-11-15,1,2,0.5,1.5,10\n2023-11-16,1.5,3,1,2,20\n", DAYS },
  { "an index column",
    ",open_time,open,high,low,close,volume\n0,1700006400,1,2,0.5,1.5,10\n1,1700010000,1.5,3,1,2,20\n" },
  { "an adjusted close",
    "date,open,high,low,close,adj close,volume\n2023-11-15,1,2,0.5,1.5,1.4,10\n2023-11-16,1.5,3,1,2,1.9,20\n", DAYS },
  { "base and quote volume", "unix,date,symbol,open,high,low,close,Volume USDT,Volume BTC\n"
    .. "1700006400,x,BTC/USDT,1,2,0.5,1.5,99,10\n1700010000,x,BTC/USDT,1.5,3,1,2,99,20\n" },
  { "currencies in the names",
    "Date(UTC),Open (USD),High (USD),Low (USD),Close* (USD),Volume MA,Volume (BTC)\n"
      .. "2023-11-15 00:00,1,2,0.5,1.5,-7,10\n2023-11-15 01:00,1.5,3,1,2,-7,20\n" },
  { "newest first", "time,open,high,low,close,volume\n1700010000,1.5,3,1,2,20\n1700006400,1,2,0.5,1.5,10\n" },
  { "thousands and suffixes", 'date,open,high,low,close,volume\n2023-11-15,"1,000.5","2,000","1,000",1500,1.5K\n'
    .. '2023-11-16,"1,234,567.25","3,000,000",1.2M,2e6,0.106B\n',
    "1700006400 1000.5 2000 1000 1500 1500\n1700092800 1.23457e+06 3e+06 1.2e+06 2e+06 1.06e+08" },
  { "close stamps one millisecond early",
    "close_time,open,high,low,close,volume\n1700009999999,1,2,0.5,1.5,10\n1700013599999,1.5,3,1,2,20\n" },
  { "close stamps one second early",
    "close_time,open,high,low,close,volume\n1700009999,1,2,0.5,1.5,10\n1700013599,1.5,3,1,2,20\n" },
  { "close stamps in full",
    "close_time,open,high,low,close,volume\n1700010000,1,2,0.5,1.5,10\n1700013600,1.5,3,1,2,20\n" },
  { "close stamps of months",
    "close_time,open,high,low,close\n2023-12-31 23:59:59.999,1,2,1,2\n2024-01-31 23:59:59.999,1,2,1,2\n"
    .. "2024-02-29 23:59:59.999,1,2,1,2\n", "1701388800 1 2 1 2 -\n1704067200 1 2 1 2 -\n1706745600 1 2 1 2 -",
    notes = { "no volume column" } },
  { "rows of null", "time,open,high,low,close,volume\n1700002800,null,null,null,null,null\n1700006400,1,2,0.5,1.5,10\n"
    .. "1700008000,,,,,\n1700010000,1.5,3,1,2,20\n", notes = { "2 rows without prices skipped: lines 2, 4" } },
  { "repeated rows",
    "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,10\n1700006400,1,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n",
    notes = { "1 repeated row kept once: line 3" } },
  { "a conflict",
    "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,9\n1700006400,1,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n",
    notes = { "1 repeated time with other values: the later row counts: line 3" } },
  { "a missing volume", "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,-\n1700010000,1.5,3,1,2,20\n",
    PLAIN:gsub("10\n", "0\n"), notes = { "1 row without a volume: taken as 0: line 2" } },
  { "only missing volumes",
    "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,\n1700010000,1.5,3,1,2,\n", NO_VOLUME,
    notes = { "no volume column" } },
  { "no volume at all in one bar",
    "time,open,high,low,close,volume\n1700006400,1,2,0.5,1.5,0\n1700010000,1.5,3,1,2,20\n",
    PLAIN:gsub("10\n", "0\n") },
  { "milliseconds around 1973, which have fewer digits",
    "time,open,high,low,close\n100000020000,1,1,1,1\n99999960000,1,1,1,1\n",
    "99999960 1 1 1 1 -\n100000020 1 1 1 1 -", notes = { "no volume column" } },
}

describe("a CSV file with", function()
  for _, case in ipairs(ACCEPTED) do
    it(case[1] .. " is read", function()
      local c = assert(load(case[2]))
      assert.equal(case[3] or PLAIN, dump(c))
      assert.same(case.notes or {}, c.notes)
    end)
  end

  it("funding, mark price and open interest fills its columns, empty cells NaN", function()
    local c = assert(load("time,open,high,low,close,funding_rate,mark_price,open_interest\n"
      .. "1700006400,1,2,0.5,1.5,0.0001,1.25,7\n1700010000,1.5,3,1,2,,,\n"))
    assert.equal(0.0001, c.cdata.funding[0])
    assert.equal(1.25, c.cdata.mark[0])
    assert.equal(7, c.cdata.open_interest[0])
    for _, name in ipairs { "funding", "mark", "open_interest" } do
      assert.is_true(c.cdata[name][1] ~= c.cdata[name][1])
    end
  end)

  it("a negative price is read when it is allowed", function()
    local c = assert(load("time,open,high,low,close\n1700006400,1,2,-3,-1\n"
      .. "1700010000,0,0,0,0\n", { allow_negative = true }))
    assert.equal(-3, c.cdata.low[0])
  end)
end)

local HEAD = "time,open,high,low,close,volume\n"
local ROW = "1700006400,1,2,0.5,1.5,10\n"

-- name, text, message
local REFUSED = {
  { "nothing", "", "f.csv: this file is empty" },
  { "blank lines", "\n\n  \n", "f.csv: this file is empty" },
  { "only a header", HEAD, "f.csv: no row has prices" },
  { "a low above the close",
    HEAD .. ROW .. "1700010000,12.1,12.2,12.0,11.9,1\n", "f.csv:3: low 12.0 is above close 11.9" },
  { "a low above the open", HEAD .. "1700010000,11,13,12,12,1\n", "f.csv:2: low 12 is above open 11" },
  { "a low above the high", HEAD .. "1700010000,12,12,13,12,1\n", "f.csv:2: low 13 is above high 12" },
  { "a high below the open", HEAD .. "1700010000,12.5,12,11,12,1\n", "f.csv:2: high 12 is below open 12.5" },
  { "a high below the close", HEAD .. "1700010000,12,12,11,12.5,1\n", "f.csv:2: high 12 is below close 12.5" },
  { "NaN", HEAD .. "1700010000,12,nan,11,12,1\n", "f.csv:2: high 'nan' is not a finite number" },
  { "an infinity", HEAD .. "1700010000,12,inf,11,12,1\n", "f.csv:2: high 'inf' is not a finite number" },
  { "too large a number", HEAD .. "1700010000,12,1e999,11,12,1\n", "f.csv:2: high '1e999' is not a finite number" },
  { "a NaN volume", HEAD .. "1700010000,12,13,11,12,NaN\n", "f.csv:2: volume 'NaN' is not a finite number" },
  { "text in a price", HEAD .. "1700010000,12,13,11,abc,1\n", "f.csv:2: close 'abc' is not a number" },
  { "a hexadecimal price", HEAD .. "1700010000,12,13,11,0x0C,1\n", "f.csv:2: close '0x0C' is not a number" },
  { "a comma in the wrong place",
    "time;open;high;low;close\n1700010000;12;13;11;11,5\n", "f.csv:2: close '11,5' is not a number" },
  { "a half-empty row",
    HEAD .. "1700010000,12,13,,12,1\n", "f.csv:2: low '' is missing, but other prices of the row are there" },
  { "a negative price", HEAD .. "1700010000,12,13,-1,12,1\n",
    "f.csv:2: low '-1' is negative; if that is true, allow it with --allow-negative" },
  { "a price of zero", HEAD .. "1700010000,12,13,0,12,1\n",
    "f.csv:2: low '0' is zero; if that is true, allow it with --allow-negative" },
  { "a negative volume", HEAD .. "1700010000,12,13,11,12,-1\n", "f.csv:2: volume '-1' is negative" },
  { "no time in a row", HEAD .. "yesterday,12,13,11,12,1\n",
    "f.csv:2: time 'yesterday' is no time; write 2024-01-31 17:00:00 or a Unix time" },
  { "a day that is not in the month", HEAD .. "2023-02-29,12,13,11,12,1\n",
    "f.csv:2: time '2023-02-29' is no time; write 2024-01-31 17:00:00 or a Unix time" },
  { "day and month that cannot be told apart", HEAD .. "02/03/2023,12,13,11,12,1\n",
    "f.csv:2: time '02/03/2023' is no time; write 2024-01-31 17:00:00 or a Unix time" },
  { "time that goes back", HEAD .. ROW .. "1700010000,1,1,1,1,1\n1700006400,1,1,1,1,1\n",
    "f.csv:4: time goes back: 2023-11-15 00:00:00 comes after 2023-11-15 01:00:00 of line 3; sort the rows" },
  { "time that goes forward, newest first", HEAD .. "1700010000,1,1,1,1,1\n" .. ROW .. "1700013600,1,1,1,1,1\n",
    "f.csv:4: time goes forward: 2023-11-15 02:00:00 comes after 2023-11-15 00:00:00 of line 3 in a file that runs "
    .. "newest first; sort the rows" },
  { "seconds, then milliseconds", HEAD .. ROW .. "1700010000000,1,1,1,1,1\n",
    "f.csv:3: mixed time units: '1700010000000' is milliseconds, the rows before are seconds" },
  { "milliseconds, then microseconds", HEAD .. "1700006400000,1,1,1,1,1\n1700010000000000,1,1,1,1,1\n",
    "f.csv:3: mixed time units: '1700010000000000' is microseconds, the rows before are milliseconds" },
  { "a number, then text", HEAD .. ROW .. "2023-11-16,1,1,1,1,1\n",
    "f.csv:3: mixed time units: '2023-11-16' is text, the rows before are seconds" },
  { "no high",
    "time,open,low,close,volume\n1,1,1,1,1\n",
    "f.csv:1: no column for high; the columns are time, open, low, close, volume" },
  { "no time",
    "open,high,low,close,volume\n1,1,1,1,1\n",
    "f.csv:1: no column for time; the columns are open, high, low, close, volume" },
  { "a price column twice", "time,open,open,high,low,close\n1,1,1,1,1,1\n",
    "f.csv:1: columns 2 ('open') and 3 ('open') are both the open price; remove or rename the one that is not meant" },
  { "two names of one price", "# exported\nunix,open,high,low,Last,<LAST>\n1,1,1,1,1,1\n",
    "f.csv:2: columns 5 ('Last') and 6 ('<LAST>') are both the close price; remove or rename the one that is not "
    .. "meant" },
  { "no candles",
    "timestamp,symbol,funding_rate\n1,2,3\n", "f.csv:1: these are no candles: needed are time, open, high, low "
    .. "and close, found are the columns timestamp, symbol, funding_rate" },
  { "JSON", '{"a":1}\n', "f.csv:1: this is JSON, no CSV file of candles" },
  { "binary data", "a\0b\n", "f.csv:1: this is binary data, no CSV file" },
  { "a zip archive", "PK\3\4xxxxxxxxxxxxxxxxxx", "f.csv: this is a zip archive: unpack it first" },
  { "UTF-16", "\255\254t\0i\0m\0e\0,\0o\0p\0e\0n\0", "f.csv: this is UTF-16 text: save it as UTF-8" },
  { "too few cells", HEAD .. "1700010000,12,13,11\n", "f.csv:2: this row has 4 cells, expected are 6" },
  { "too many cells", HEAD .. '1700010000,12,13,11,12,1,2,3\n', "f.csv:2: this row has 8 cells, expected are 6" },
  { "an open quote", HEAD .. '"1700010000,12,13,11,12,1\n', "f.csv:2: a quote is not closed" },
  { "a line without end", HEAD .. ("1"):rep(70000) .. "\n",
    "f.csv:2: this line is longer than 65536 bytes; is it a CSV file?" },
  { "too many columns", ("x,"):rep(100) .. "\n", "f.csv:1: 101 columns are more than the 64 that are read" },
  { "one candle in a file without a time frame in its name", HEAD .. ROW,
    "f.csv: one candle does not tell its time frame; name the file SYMBOL_1h.csv or so" },
  { "damaged gzip", "\31\139\8\0\0\0\0\0\0\3garbage", "f.csv: the gzip data is damaged: invalid block type" },
  { "gzip that ends early", "\31\139\8\0\0\0\0\0\0\3", "f.csv: the gzip data is damaged: it ends too early" },
}

describe("a CSV file with", function()
  for _, case in ipairs(REFUSED) do
    it(case[1] .. " is refused", function()
      local c, message = load(case[2])
      assert.is_nil(c)
      assert.equal(case[3], message)
    end)
  end

  it("no file behind its name is refused", function()
    assert.same({ nil, "/nowhere/f.csv: there is no such file" }, { candles.load "/nowhere/f.csv" })
    assert.same({ nil, "/tmp: this is a folder; name a CSV file in it" }, { candles.load "/tmp" })
  end)
end)

describe("a pipe", function()
  it("is read like a file, and nobody waits for its writer", function()
    local folder = program.folder()
    local check = program.path .. " data check "
    local run = program.shell(("mkfifo %s/p && timeout 10 %s %s/p"):format(folder, check, folder))
    assert.equal(1, run.code)
    assert.equal(("tide: %s/p: this file is empty\n"):format(folder), run.err)
    run = program.shell(("printf '%s' | %s /dev/stdin"):format(HEAD:gsub("\n", "\\n")
      .. "1700006400,1,1,1,1,1\\n1700010000,1,1,1,1,1\\n", check))
    assert.equal(0, run.code)
    assert.matches("stdin, 2 candles of 1h", run.out, 1, true)
    program.remove(folder)
  end)
end)

-- name, steps in seconds after 2024-01-31, time frame
local DAY = 24 * HOUR
local FRAMES = {
  { "hours", { 0, HOUR, 2 * HOUR, 5 * HOUR, 6 * HOUR }, "1h" },
  { "five minutes", { 0, 300, 600 }, "5m" },
  { "seconds", { 0, 1, 2 }, "1s" },
  { "days without weekends", { 0, DAY, 2 * DAY, 5 * DAY, 6 * DAY, 7 * DAY }, "1d" },
  { "weeks", { 0, 7 * DAY, 14 * DAY, 28 * DAY }, "1w" },
  { "month ends", { 0, 29 * DAY, 60 * DAY, 90 * DAY, 121 * DAY }, "1mo" },
  { "quarter ends", { 0, 90 * DAY, 182 * DAY, 274 * DAY }, "3mo" },
  { "four weeks", { 0, 28 * DAY, 56 * DAY, 84 * DAY }, "4w" },
  { "a tie, which the smaller step wins", { 0, 2 * HOUR, 3 * HOUR }, "1h" },
}

describe("the time frame", function()
  for _, case in ipairs(FRAMES) do
    it("of " .. case[1], function()
      local lines = { "time,open,high,low,close" }
      for _, s in ipairs(case[2]) do lines[#lines + 1] = ("%d,1,1,1,1"):format(1706659200 + s) end
      local c = assert(load(table.concat(lines, "\n")))
      assert.equal(case[3], c.timeframe)
      assert.equal(1706659200, tonumber(c.cdata.time[0]) / 1e6)
    end)
  end

  it("of one candle is told by the name of the file", function()
    assert.equal("4h", assert(candles.parse(HEAD .. ROW, "BTC_4h.csv.gz")).timeframe)
  end)
end)

describe("the last candle", function()
  local text = HEAD .. "1700000000,1,1,1,1,1\n1700003600,1,1,1,1,1\n1700007200,1,1,1,1,1\n"

  it("stays when it is closed now", function()
    assert.equal(3, assert(load(text, { now = 1700010800e6 })).n)
  end)

  it("is dropped while it is open", function()
    local c = assert(load(text, { now = 1700010800e6 - 1 }))
    assert.equal(2, c.n)
    assert.same({ "the last candle, 2023-11-15 00:13:20, is not finished: dropped" }, c.notes)
  end)

  it("is the only one dropped, however far in the future the data lies", function()
    assert.equal(2, assert(load(text, { now = 1 })).n)
  end)

  it("is dropped on request, once", function()
    assert.equal(2, assert(load(text, { drop_last = true })).n)
    assert.equal(2, assert(load(text, { drop_last = true, now = 1700010800e6 - 1 })).n)
  end)

  it("must not be the only one", function()
    assert.same({ nil, "one_1h.csv: no finished candle is left" },
      { candles.parse(HEAD .. ROW, "one_1h.csv", { drop_last = true }) })
  end)
end)

describe("gaps", function()
  local text = HEAD .. "1700006400,1,2,0.5,1.5,10\n1700010000,1.5,3,1,2,20\n1700020800,2,2,2,2,2\n"
      .. "1700024400,2,2,2,2,2\n"

  it("are kept and noted", function()
    local c = assert(load(text))
    assert.equal(4, c.n)
    assert.same({ "1 gap, 2 candles missing" }, c.notes)
  end)

  it("over weekends are told from others", function()
    -- Friday 2 February; Monday to Wednesday; Friday, Saturday; Monday
    local days = { 2, 5, 6, 7, 9, 10, 12 }
    local lines = {}
    for i, day in ipairs(days) do lines[i] = ("2024-02-%02d,1,1,1,1"):format(day) end
    local c = assert(load(table.concat(lines, "\n")))
    assert.equal(3, c.report.gaps)
    assert.equal(1, c.report.weekend_gaps)
  end)

  it("are refused on request", function()
    assert.same({ nil, "f.csv: 2 candles are missing after 2023-11-15 01:00:00; --gaps keep or --gaps fill "
      .. "accepts that" },
      { load(text, { gaps = "fail" }) })
  end)

  it("are filled with flat bars", function()
    local c = assert(load(text, { gaps = "fill" }))
    assert.equal("1700006400 1 2 0.5 1.5 10\n1700010000 1.5 3 1 2 20\n1700013600 2 2 2 2 0\n1700017200 2 2 2 2 0\n"
      .. "1700020800 2 2 2 2 2\n1700024400 2 2 2 2 2", dump(c))
    assert.same({ "1 gap, 2 candles missing, filled" }, c.notes)
  end)

  it("are not filled without bound", function()
    local _, message = load(HEAD .. "1000000000,1,1,1,1,1\n1000000001,1,1,1,1,1\n"
      .. "1700000000,1,1,1,1,1\n", { gaps = "fill" })
    assert.equal("f.csv: filling the gaps would add 699999998 candles to 3; is the time frame right?", message)
  end)
end)

describe("the symbol", function()
  for path, symbol in pairs {
    ["data/BTCUSDT_1h.csv"] = "BTCUSDT", ["BTCUSDT_PERP_1h.csv.gz"] = "BTCUSDT_PERP", ["GOOG.csv"] = "GOOG",
    ["a_b.csv"] = "a_b", ["X_1mo.txt"] = "X", ["/tmp/BRK.B_1d.csv"] = "BRK.B",
  } do
    it("of " .. path, function() assert.equal(symbol, candles.symbol_of(path)) end)
  end
end)
