--- The column cache: what it gives back is what the file says, whatever happens to it.
local candles = require "stdlib.candles"
local program = require "tests.support.program"

local HEAD = "time,open,high,low,close,volume,funding_rate\n"

local function text_of(n, volume)
  local lines = {}
  for i = 1, n do
    local funding = i % 8 == 0 and 0.01 or ""
    lines[i] = ("%d,1.5,2.5,0.5,%g,%s,%s"):format(i * 3600, 1 + i % 7 / 8, volume or i, funding)
  end
  return HEAD .. table.concat(lines, "\n") .. "\n"
end

local function slurp(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "*a"
  file:close()
  return bytes
end

--- Everything that candles hold, as one string.
local function digest(c)
  local out = { c.n, c.timeframe, table.concat(c.notes, ";") }
  for _, name in ipairs { "time", "open", "high", "low", "close", "volume", "funding", "mark" } do
    local column = c.cdata[name]
    out[#out + 1] = name
    for i = 0, column ~= nil and c.n - 1 or -1 do out[#out + 1] = tostring(tonumber(column[i])) end
  end
  return table.concat(out, ",")
end

describe("the column cache", function()
  local folder, path, cache

  before_each(function()
    folder = program.folder()
    path, cache = folder .. "/BTC_1h.csv", folder .. "/cache"
    program.write(path, text_of(500))
  end)
  after_each(function() program.remove(folder) end)

  local function load(options)
    options = options or {}
    options.cache = options.cache or cache
    return assert(candles.load(path, options))
  end

  --- The folder of the one entry.
  local function entry()
    local found = program.shell("ls -d " .. cache .. "/*").out
    return assert(found:match "^([^\n]+)\n$", "one entry expected: " .. found)
  end

  --- Load twice; the second must come from the cache and be the same.
  local function expect_rebuilt(wanted)
    local c = load()
    assert.is_false(c.report.cached)
    assert.equal(wanted, digest(c))
    c = load()
    assert.is_true(c.report.cached)
    assert.equal(wanted, digest(c))
  end

  it("gives the second load what the first one read", function()
    program.write(path, text_of(500):gsub("7200,[^\n]*\n", "%0%0", 1))
    local first = load()
    assert.is_false(first.report.cached)
    assert.same({ "1 repeated row kept once: line 4" }, first.notes)
    local second = load()
    assert.is_true(second.report.cached)
    assert.equal(digest(first), digest(second))
    first.report.cached = true
    assert.same(first.report, second.report)
  end)

  it("keeps columns as NumPy files with aligned data", function()
    load()
    local bytes = slurp(entry() .. "/close.npy")
    assert.equal(128 + 500 * 8, #bytes)
    assert.equal("\147NUMPY\1\0\118\0{'descr': '<f8', 'fortran_order': False, 'shape': (500,), }", bytes:sub(1, 69))
    assert.equal("\n", bytes:sub(128, 128))
    assert.equal("<i8", slurp(entry() .. "/time.npy"):match "'descr': '([^']+)'")
  end)

  it("lets options work on what is cached", function()
    local all = load()
    assert.equal(499, load({ drop_last = true }).n)
    assert.equal(499, load({ now = 251 * 3600e6 }).n)
    assert.is_true(load({ gaps = "fill" }).report.cached)
    assert.equal(digest(all), digest(load()))
  end)

  it("still refuses a negative price, with its line", function()
    program.write(path, HEAD .. "3600,1,1,1,1,1,\n7200,1,1,-1,1,1,\n")
    assert.is_false(load({ allow_negative = true }).report.cached)
    assert.is_true(load({ allow_negative = true }).report.cached)
    local c, message = candles.load(path, { cache = cache })
    assert.is_nil(c)
    assert.equal(path .. ":3: low '-1' is negative; if that is true, allow it with --allow-negative", message)
  end)

  it("reads the file anew when its content changes, even with the same size and time", function()
    load()
    local time = program.shell("stat -c %y " .. path).out:gsub("\n", "")
    program.write(path, (text_of(500):gsub(",2.5,", ",3.5,")))
    assert.equal(0, program.shell(("touch -d '%s' %s"):format(time, path)).code)
    local c = load()
    assert.is_false(c.report.cached)
    assert.equal(3.5, c.cdata.high[0])
    c = load()
    assert.is_true(c.report.cached)
    assert.equal(3.5, c.cdata.high[0])
  end)

  it("is used when only the time of the file changes", function()
    load()
    assert.equal(0, program.shell("touch -d 2020-01-01 " .. path).code)
    assert.is_true(load().report.cached)
  end)

  for _, name in ipairs { "manifest", "time.npy", "close.npy", "funding.npy" } do
    it("is rebuilt when " .. name .. " is cut, emptied, lengthened, changed or gone", function()
      local wanted = digest(load())
      local file = entry() .. "/" .. name
      local bytes = slurp(file)
      local half = math.floor(#bytes / 2)
      local flipped = string.char((bytes:byte(half) + 128) % 256)
      for _, damaged in ipairs {
        bytes:sub(1, half), "", bytes .. "\0", bytes:sub(1, half - 1) .. flipped .. bytes:sub(half + 1),
        "X" .. bytes:sub(2), bytes:sub(1, -2) .. string.char((bytes:byte(-1) + 1) % 256), ("\0"):rep(#bytes),
      } do
        program.write(file, damaged)
        expect_rebuilt(wanted)
      end
      os.remove(file)
      expect_rebuilt(wanted)
    end)
  end

  it("survives any single flipped byte", function()
    program.write(path, text_of(20))
    local wanted = digest(load())
    math.randomseed(11)
    local names = { "manifest", "time.npy", "open.npy", "volume.npy" }
    for _ = 1, 40 do
      local file = entry() .. "/" .. names[math.random(#names)]
      local bytes = slurp(file)
      local at = math.random(#bytes)
      local other = string.char((bytes:byte(at) + math.random(255)) % 256)
      program.write(file, bytes:sub(1, at - 1) .. other .. bytes:sub(at + 1))
      assert.equal(wanted, digest(load()))
    end
  end)

  it("takes no columns of another entry", function()
    load()
    local wanted = digest(load())
    local other = folder .. "/other.csv"
    program.write(other, text_of(500, 9))
    assert(candles.load(other, { cache = folder .. "/second" }))
    program.shell(("cp %s/second/*/volume.npy %s/volume.npy"):format(folder, entry()))
    expect_rebuilt(wanted)
  end)

  it("leaves no rubbish and removes what a killed process left", function()
    load()
    program.shell(("mkdir %s/tmp.1.1.1 && touch %s/tmp.1.1.1/time.npy && touch -d 2020-01-01 "
      .. "%s/tmp.1.1.1"):format(cache,
      cache, cache))
    program.write(path, text_of(501))
    load()
    entry()
  end)

  it("that cannot be written is no error", function()
    program.write(folder .. "/plain", "x")
    for _, bad in ipairs { folder .. "/plain", folder .. "/plain/below", "/proc/nowhere" } do
      assert.is_false(load({ cache = bad }).report.cached)
      assert.is_false(load({ cache = bad }).report.cached)
    end
  end)

  it("can be turned off", function()
    assert(candles.load(path, { cache = false }))
    assert.equal("", program.shell("ls " .. cache .. " 2>/dev/null").out)
  end)

  it("lies in XDG_CACHE_HOME, and serves processes that run and die at once", function()
    program.write(path, text_of(20000))
    local check = ("XDG_CACHE_HOME=%s %s data check --json %s"):format(folder, program.path, path)
    local wanted = program.shell(check).out
    assert.equal("manifest", program.shell(("ls %s/tide/candles/* | grep manifest"):format(folder)).out:match "%S+")
    program.write(path .. ".wanted", wanted)
    local run = program.shell(([[
      for i in 1 2 3 4 5 6; do
        ( %s | cmp - %s.wanted || echo different ) &
        ( timeout -s KILL 0.0$i %s >/dev/null 2>&1 ) &
        rm -f %s/tide/candles/*/close.npy
      done
      wait 2>/dev/null
      %s | cmp - %s.wanted || echo different]]):format(check, path, check, folder, check, path))
    assert.equal("", (run.out:gsub("[^\n]*Killed[^\n]*\n?", "")))
  end)
end)
