--- `tide data check` and `tide data permute`, run as a user would.
local candles = require "stdlib.candles"
local data = require "tests.support.data"
local program = require "tests.support.program"

local HEAD = "time,open,high,low,close,volume\n"

describe("tide data check", function()
  local folder
  before_each(function() folder = program.folder() end)
  after_each(function() program.remove(folder) end)

  --- A file of 100 quiet hours, with a spike, a gap, a repeated row and an empty volume.
  local function write()
    local lines = {}
    for i = 1, 100 do
      local t = 1700006400 + (i + (i > 50 and 3 or 0)) * 3600
      local high = i == 20 and 150 or 100.1 + i % 3 / 100
      lines[#lines + 1] = ("%d,100,%g,99.9,100,%d"):format(t, high, i == 30 and 0 or 5)
      if i == 40 then lines[#lines + 1] = lines[#lines] end
    end
    return program.write(folder .. "/BTC_1h.csv", HEAD .. table.concat(lines, "\n"))
  end

  it("says what a file holds", function()
    local path = write()
    local run = program.run("data", "check", path)
    assert.equal("", run.err)
    assert.equal(0, run.code)
    assert.equal(path .. [[: BTC, 100 candles of 1h
  from         2023-11-15 01:00
  to           2023-11-19 07:00
  format       header, commas, times in s, oldest first
  columns      time=time open=open high=high low=low close=close volume=volume
  gaps         1, 3 candles missing
               3 after 2023-11-17 02:00
  duplicates   1, line 42
  conflicts    none
  empty rows   none
  zero volume  1
               2023-11-16 06:00
  outliers     1
               2023-11-15 20:00, 369 times the median distance
]], run.out)
  end)

  it("says it in JSON", function()
    local path = write()
    local run = program.run("data", "check", "--json", path)
    assert.equal(0, run.code)
    assert.equal('{"path":"' .. path .. '","loadable":true,"symbol":"BTC","timeframe":"1h","bars":100,'
      .. '"from":1700010000000,"to":1700377200000,"format":{"columns":"time=time open=open high=high low=low '
      .. 'close=close volume=volume","delimiter":",","header":true,"gzip":false,"time_unit":"s",'
      .. '"order":"oldest first","stamp":"open"},"rows":101,"gaps":[{"after":1700186400000,"missing":3}],'
      .. '"missing":3,"weekend_gaps":0,"duplicates":{"count":1,"lines":[42]},"conflicts":{"count":0,"lines":[]},'
      .. '"empty_rows":{"count":0,"lines":[]},"dropped":0,"volume":true,"zero_volume":[1700114400000],'
      .. '"outliers":[{"time":1700078400000,"medians":', (run.out:match "^(.-\"medians\":)"))
    assert.equal(run.out, program.run("data", "check", path, "--json").out)
  end)

  it("refuses with file, line and reason, and goes on with the next file", function()
    local bad = program.write(folder .. "/bad.csv", HEAD .. "1700006400,1,2,1,1,1\n1700010000,12,12,12.0,11.9,1\n")
    local run = program.run("data", "check", bad, write())
    assert.equal(1, run.code)
    assert.equal("tide: " .. bad .. ":3: low 12.0 is above close 11.9\n", run.err)
    assert.matches("BTC, 100 candles of 1h", run.out, 1, true)
    run = program.run("data", "check", "--json", bad)
    assert.equal(1, run.code)
    assert.equal(('{"path":"%s","loadable":false,"error":"%s:3: low 12.0 is above close '
      .. '11.9"}\n'):format(bad, bad), run.out)
  end)

  it("needs a file", function()
    local run = program.run("data", "check")
    assert.equal(2, run.code)
    assert.equal("tide: 'data check' needs FILE (a CSV file); tide help data check shows how\n", run.err)
  end)

  it("finds the halts of the exchange", function()
    local run = program.run("data", "check", data.path "BTCUSDT_1h.csv")
    assert.matches("  gaps         15, 32 candles missing\n               1 after 2020-02-09 01:00\n"
      .. "               5 after 2020-02-19 11:00\n", run.out, 1, true)
    assert.matches("  zero volume  2\n               2021-02-11 03:00\n"
      .. "               2023-03-24 12:00\n", run.out, 1, true)
  end)
end)

describe("tide data permute", function()
  local folder
  before_each(function() folder = program.folder() end)
  after_each(function() program.remove(folder) end)

  local COLUMNS = { "time", "open", "high", "low", "close", "volume", "funding", "mark", "open_interest" }

  --- Rows every `step` seconds from `start` on, with every column there is.
  local function write(start, step)
    local lines = { "time,open,high,low,close,volume,funding_rate,mark_price,open_interest" }
    for i = 0, 60 do
      local price = 100 + (i * 7) % 13 / 3
      lines[#lines + 1] = ("%s,%.17g,%.17g,%.17g,%.17g,%d,%s,%.17g,%d"):format(
        os.date("!%Y-%m-%d %H:%M:%S", start + i * step), price, price * 1.01, price * 0.98, price * 1.003,
        i, i % 8 == 0 and i / 1e4 or "", price * 1.001, 1000 + i)
    end
    return program.write(folder .. "/A_1h.csv", table.concat(lines, "\n"))
  end

  for name, start in pairs { ["of our day"] = 1700006400, ["from 1960"] = -315619200 } do
    it("writes what the host shuffles, every number exactly, for candles " .. name, function()
      local path, out = write(start, 3600), folder .. "/B_1h.csv"
      local run = program.run("data", "permute", path, out, "--seed", 7, "--block", 4)
      assert.same({ code = 0, out = "", err = "tide: 61 candles of A written to " .. out .. " in another order\n" },
        run)
      local expected = assert(assert(candles.load(path, { cache = false })):permute(7, 4)).cdata
      local found = assert(candles.load(out, { cache = false })).cdata
      assert.equal(expected.n, found.n)
      for _, column in ipairs(COLUMNS) do
        for t = 0, found.n - 1 do
          local a, b = tonumber(expected[column][t]), tonumber(found[column][t])
          assert.is_true(a == b or (a ~= a and b ~= b), column .. " " .. t)
        end
      end
    end)
  end

  it("refuses what it cannot do, and writes nothing then", function()
    local path, out = write(1700006400, 3600), folder .. "/B_1h.csv"
    for message, words in pairs {
      [path .. ": blocks of 31 candles: expected 1 to 30, half of what is shuffled"] = { path, out, "--block", "31" },
      [folder .. "/C.csv: there is no such file"] = { folder .. "/C.csv", out },
    } do
      assert.same({ code = 1, out = "", err = "tide: " .. message .. "\n" },
        program.run("data", "permute", unpack(words)))
    end
    for message, words in pairs {
      ["'data permute' would write over the candles it reads: " .. folder .. "//A_1h.csv"] =
        { path, folder .. "//A_1h.csv" },
      ["'data permute' needs OUT (the CSV file to be written); tide help data permute shows how"] = { path },
      ["'--block' needs a number of at least 1, found '0'"] = { path, out, "--block", "0" },
    } do
      assert.same({ code = 2, out = "", err = "tide: " .. message .. "\n" },
        program.run("data", "permute", unpack(words)))
    end
    assert.is_nil(io.open(out))
  end)
end)
