--- Texts of strategy files around the part that a spec is about.
local strategies = {}

local function fill(frame, text) return (frame:gsub("TEXT", function() return text end)) end

--- The whole file.
function strategies.file(text) return text end

--- A file with this parameter on line 4.
function strategies.params(text)
  return fill([[
return strategy {
  name = "x",
  params = {
    TEXT,
  },
  rules = function(m, p) return { long = { enter = m.close:above(5) } } end,
}
]], text)
end

--- A file with this body of `rules`, from line 5 on; it has the parameter `fast`.
function strategies.rules(text)
  return fill([[
return strategy {
  name = "x",
  params = { fast = int { 5, min = 1, max = 9 } },
  rules = function(m, p)
TEXT
  end,
}
]], text)
end

--- A file whose long side is this, on line 7; the condition `up` is there.
function strategies.side(text)
  return fill([[
return strategy {
  name = "x",
  rules = function(m, p)
    local up = m.close:rising(2)
    return {
      long = {
        TEXT,
      },
    }
  end,
}
]], text)
end

--- Write a text to a file. @return its path
function strategies.write(text, ending)
  local path = os.tmpname() .. (ending or ".lua")
  local file = assert(io.open(path, "wb"))
  file:write((text))
  file:close()
  os.remove((path:gsub("%.%w+$", "")))
  return path
end

return strategies
