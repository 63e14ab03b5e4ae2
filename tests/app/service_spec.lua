--- A sandboxed child that answers questions: what it can, and how it ends.
local program = require "tests.support.program"
local service = require "tide.service"

local MEGABYTES = 64

local function echo(receive, send)
  while true do
    local text = receive()
    if not text then return end
    send(text:upper())
  end
end

--- How many processes this one has started that are not waited for.
local function children()
  collectgarbage()
  collectgarbage()
  local file = io.open("/proc/self/task/" .. io.open("/proc/self/stat"):read "*n" .. "/children")
  if not file then return nil end
  local _, count = file:read("*a"):gsub("%d+", "")
  file:close()
  return count
end

describe("a service", function()
  it("answers as long as it is asked", function()
    local s = assert(service.start(echo, MEGABYTES))
    for i = 1, 200 do assert.equal("N" .. i, s:ask("n" .. i, 5)) end
    local long = ("a"):rep(300000)
    assert.equal(long:upper(), s:ask(long, 5))
    assert.equal("", s:ask("", 5))
    s:close()
    assert.same({ n = 2, nil, "closed" }, { n = 2, s:ask("x", 5) })
  end)

  for label, case in pairs {
    ["a loop"] = { "time", function(receive) receive() while true do end end },
    ["too much memory"] = { "memory", function(receive)
      receive()
      local t = {}
      for i = 1, 1e9 do t = { t, i } end
    end },
    ["an error"] = { "error", function(receive) receive() error "no" end },
    ["its end"] = { "done", function(receive) receive() end },
    ["a file"] = { "forbidden", function(receive) receive() io.open "/etc/passwd" end },
    ["another process"] = { "forbidden", function(receive) receive() os.execute "true" end },
    ["an answer without end"] = { "size", function(receive, send)
      receive()
      send(("x"):rep(20 * 1024 * 1024))
    end },
  } do
    it("that comes to " .. label .. " says so, and stays ended", function()
      local s = assert(service.start(case[2], MEGABYTES))
      local seconds = case[1] == "time" and 0.5 or 30 -- a busy machine takes its time to fill memory
      assert.same({ n = 2, nil, case[1] }, { n = 2, s:ask("x", seconds) })
      assert.same({ n = 2, nil, case[1] }, { n = 2, s:ask("x", seconds) })
    end)
  end

  it("collects its garbage, and none of its parent's", function()
    local files, folder = {}, program.folder()
    for i = 1, 20 do files[i] = assert(io.open(folder .. "/" .. i, "w")) end
    for _, file in ipairs(files) do file:write "kept" end
    local s = assert(service.start(function(receive, send)
      while receive() do
        local kept
        for i = 1, 50000 do kept = { i, tostring(i) } end
        collectgarbage()
        send(kept[2])
      end
    end, MEGABYTES))
    for _ = 1, 20 do assert.equal("50000", s:ask("x", 10)) end
    for _, file in ipairs(files) do file:close() end
    local found = program.shell(("cat %s/*"):format(folder)).out
    program.remove(folder)
    assert.equal(("kept"):rep(20), found)
  end)

  it("ends with its last reference", function()
    local before = children()
    if not before then return pending "this system does not list children" end
    local kept = {}
    for i = 1, 5 do kept[i] = assert(service.start(echo, MEGABYTES)) end
    assert.equal(before + 5, children())
    assert.equal("X", kept[5]:ask("x", 5))
    kept = nil -- luacheck: ignore 311
    assert.equal(before, children())
  end)
end)
