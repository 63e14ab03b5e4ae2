--- What holds the parts together, checked on the files themselves.
local ffi = require "ffi"
local host = require "stdlib.host"
local program = require "tests.support.program"

local C = host.C

-- A folder of the host may include from these and itself (CONTRIBUTING.md).
local MAY_INCLUDE = {
  include = { tide = true }, -- the parts of tide.h, which nothing else includes
  core = {},
  data = { core = true },
  ticks = { core = true, data = true },
  event = { core = true, data = true, ticks = true, graph = true, indicators = true, stats = true, backtest = true },
  indicators = { core = true },
  graph = { core = true, data = true, indicators = true },
  stats = { core = true },
  backtest = { core = true, data = true, indicators = true, graph = true, stats = true },
  store = { core = true },
  population = { core = true, data = true, indicators = true, graph = true, stats = true, backtest = true },
  app = {
    store = true, core = true, data = true, ticks = true, event = true, indicators = true, graph = true,
    stats = true, backtest = true, population = true,
  },
}

-- What each layer of Lua may require: a pattern each.
local MAY_REQUIRE = {
  stdlib = { "^ffi$", "^bit$", "^jit", "^string%.buffer$", "^table%.%a+$", "^stdlib%." },
  runtime = { "^ffi$", "^bit$", "^jit", "^string%.buffer$", "^tide%.", "^stdlib%.", "^stdlib$", "^runtime%." },
  strategies = { "^stdlib%.ta$" },
}
local EXCEPT = {
  ["runtime/commands/test.lua"] = { "^busted", "^pl%.", "^tests%.support%.output$" }, -- runs busted
  ["runtime/commands/bench.lua"] = { "^tests%.bench%.$" },
}

-- Functions of tide.h that no module of stdlib or runtime calls, and why they are there.
local NOT_CALLED = {
  tide_sizeof = "for the spec of struct sizes",
  tide_clock_wall_us = "the other half of the clock",
  tide_cpu_limit = "for specs that compare the instruction sets",
  tide_indicator_find = "for C callers that have a name",
  tide_op_at = "for specs that walk every operator",
  tide_op_count = "the same",
  tide_graph_new = "for specs of the graph alone: a strategy brings its own",
  tide_graph_free = "the same",
  tide_graph_count = "for specs that walk every node",
  tide_strategy_from_json = "for C callers, who define no indicators",
  tide_strategy_json_params = "ranges of a JSON strategy, for searches over them",
}

local LIMIT = 400

local function lines_of(command)
  local list = {}
  for line in program.shell(command).out:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

local function files(names, ...)
  return lines_of(("cd %s && find %s -type f \\( %s \\) | sort"):format(TIDE_ROOT, table.concat({ ... }, " "),
    (names:gsub("%S+", "-name '%0' -o"):gsub(" %-o$", ""))))
end

local function read(path)
  local file = assert(io.open(TIDE_ROOT .. "/" .. path))
  local text = file:read "*a"
  file:close()
  return text
end

local function without_comments(text)
  return (text:gsub("/%*.-%*/", function(comment) return (comment:gsub("[^\n]", " ")) end))
end

local function matches_any(name, patterns)
  for _, pattern in ipairs(patterns or {}) do
    if name:find(pattern) then return true end
  end
  return false
end

-- The parts of tide.h, in the order in which the compiler reads them.
local function header_parts()
  local list = {}
  for name in without_comments(read "host/include/tide.h"):gmatch '#include "([^"]+)"' do
    list[#list + 1] = "host/include/" .. name
  end
  return list
end

local parts = header_parts()
local texts = {}
for i, path in ipairs(parts) do texts[i] = read(path) end
local header = table.concat(texts)
local declarations = without_comments(header)

describe("the architecture", function()
  it("is looked at in full", function()
    assert.is_true(#files("*.c *.h", "host") > 50)
    assert.is_true(#files("*.lua", "stdlib", "runtime") > 20)
  end)

  it("lets C folders depend one way", function()
    for _, path in ipairs(files("*.c *.h", "host")) do
      local folder = path:match "^host/([^/]+)/"
      for included in without_comments(read(path)):gmatch '#include "([^"]+)"' do
        local from = included:match "^([^/]+)/"
        local allowed = not from or from == folder or (MAY_INCLUDE[folder] or {})[from]
        assert.is_true(allowed, ("%s includes %s"):format(path, included))
      end
      for included in read(path):gmatch "#include <([^>]+)>" do
        local is_lua = included == "lua.h" or included == "lauxlib.h" or included == "lualib.h"
          or included == "luajit.h"
        assert.is_true(not is_lua or folder == "app", ("%s includes %s"):format(path, included))
      end
    end
  end)

  it("lets Lua layers depend one way", function()
    for layer, patterns in pairs(MAY_REQUIRE) do
      for _, path in ipairs(files("*.lua", layer)) do
        for name in read(path):gmatch "require%s*%(?%s*[\"']([^\"']+)[\"']" do
          assert.is_true(matches_any(name, patterns) or matches_any(name, EXCEPT[path]),
            ("%s requires %s"):format(path, name))
        end
      end
    end
  end)

  it("declares C to Lua in stdlib/host.lua only", function()
    for _, path in ipairs(files("*.lua", "stdlib", "runtime", "strategies")) do
      if path ~= "stdlib/host.lua" then
        local text = read(path)
        assert.is_nil(text:find("ffi%.cdef") or text:find("ffi%.metatype"), path)
      end
    end
  end)

  it("keeps files short", function()
    for _, path in ipairs(files("*.c *.h *.lua *.js *.css *.sh", "host", "stdlib", "runtime", "strategies", "tests")) do
      local _, count = read(path):gsub("\n", "")
      assert.is_true(count <= LIMIT, ("%s has %d lines"):format(path, count))
    end
  end)

  it("says in the first line of a file what it is", function()
    for _, path in ipairs(files("*.c *.h", "host")) do
      local name = path:match "[^/]+$"
      local start = "/* " .. name .. " -- "
      assert.equal(start, read(path):sub(1, #start), path)
    end
    for _, path in ipairs(files("*.lua", "stdlib", "runtime", "strategies")) do
      assert.equal("---", read(path):sub(1, 3), path)
    end
  end)

  it("documents every function of stdlib", function()
    local count = 0
    for _, path in ipairs(files("*.lua", "stdlib")) do
      local text, block = read(path), nil
      local module = text:match "\nreturn ([%w_]+)%s*$"
      for line in text:gmatch "([^\n]*)\n" do
        local owner = line:match "^function ([%w_]+)[.:][%w_]+"
        if owner and owner == module then
          count = count + 1
          assert.is_true(block == true, path .. ": " .. line)
        end
        block = line:find "^%-%-%-" and true or (line:find "^%-%-" and block) or false
      end
    end
    assert.is_true(count > 20, count)
  end)
end)

describe("tide.h", function()
  local functions = {}
  for name in declarations:gmatch "[%s%*](tide_[%w_]+)%(" do functions[#functions + 1] = name end

  it("declares what the program exports", function()
    assert.is_true(#functions > 50)
    for _, name in ipairs(functions) do
      assert.is_true(pcall(function() return C[name] end), name .. " is not exported")
    end
  end)

  it("declares every tide_ symbol that the program exports", function()
    local declared = {}
    for _, name in ipairs(functions) do declared[name] = true end
    local exported = lines_of("nm -D --defined-only " .. program.path .. " | awk '{print $3}' | grep '^tide_[^_]'")
    assert.is_true(#exported >= #functions)
    for _, name in ipairs(exported) do assert.is_true(declared[name], name .. " is exported but not in tide.h") end
  end)

  it("declares only what stdlib or runtime call", function()
    local text = {}
    for _, path in ipairs(files("*.lua", "stdlib", "runtime")) do text[#text + 1] = read(path) end
    text = table.concat(text)
    for _, name in ipairs(functions) do
      local called = text:find("C%." .. name .. "%f[^%w_]") ~= nil
      assert.is_true(called or NOT_CALLED[name] ~= nil, name .. " is not called by stdlib or runtime")
    end
  end)

  it("has structs of one size in both compilers", function()
    local count = 0
    for name in declarations:gmatch "%f[^\n]}%s*(tide_[%w_]+)%s*;" do
      count = count + 1
      assert.equal(C.tide_sizeof(name), ffi.sizeof(name), name)
    end
    assert.is_true(count >= 15, count)
    assert.equal(0, C.tide_sizeof "tide_unheard_of")
  end)

  it("has one version, in the header, the program and the Lua files", function()
    local expected = tonumber(read("runtime/init.lua"):match "API_VERSION = (%d+)")
    assert.equal(expected, C.TIDE_API_VERSION)
    assert.equal(expected, C.tide_api_version())
  end)

  it("has the parts that are there, each once", function()
    assert.is_true(#parts > 20)
    local sorted = { unpack(parts) }
    table.sort(sorted)
    assert.same(files("*.h", "host/include/tide"), sorted)
  end)

  it("has parts without a line for the preprocessor, which LuaJIT lacks", function()
    for i, path in ipairs(parts) do assert.is_nil(("\n" .. texts[i]):find "\n%s*#", path) end
  end)

  it("is the text the program carries, in the same order", function()
    assert.is_true(header == TIDE_HEADER)
  end)
end)
