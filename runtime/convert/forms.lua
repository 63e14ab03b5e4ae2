--- The forms that a strategy can be written in, by the ending of a file.
local json = require "stdlib.convert.json"
local lua = require "stdlib.convert.lua"
local pine = require "stdlib.convert.pine.init"
local pretty = require "stdlib.convert.pretty"
local python = require "stdlib.convert.python.init"
local tune = require "stdlib.convert.tune"

local forms = {}

--- What a JSON file without parameters has as constants are parameters where people read it.
local function tuned(write)
  return function(m, about)
    if not about.constants then return write(m, about) end
    local named, specs = tune.constants(m)
    local more = setmetatable({ params = specs }, { __index = about })
    return write(named, more)
  end
end

--- In the order of the help: { name, ending, reads = tide reads it back,
-- text = function(model, about) -> text, or nil and a refusal }; about has params, doc, hash, and
-- constants = true where a JSON file has no params.
forms.list = {
  {
    name = "lua", ending = "lua", reads = true,
    text = tuned(function(m, about) return lua.text(m, about.params, about) end),
  },
  {
    name = "json", ending = "json", reads = true,
    text = function(m, about)
      local text, refused = json.text(m, about)
      if not text then return nil, refused end
      return pretty(text)
    end,
  },
  {
    name = "jsonl", ending = "jsonl", reads = true,
    text = function(m, about)
      local text, refused = json.text(m, about)
      if not text then return nil, refused end
      return text .. "\n"
    end,
  },
  { name = "pine", ending = "pine", text = tuned(pine.text) },
  { name = "py", ending = "py", text = tuned(python.text) },
}

--- The names of all forms.
forms.names = {}
for i, form in ipairs(forms.list) do forms.names[i] = form.name end

--- The form of a name, or nil.
function forms.find(name)
  for _, form in ipairs(forms.list) do
    if form.name == name then return form end
  end
end

--- The form of a file by its ending, or nil.
function forms.of_path(path) return forms.find((path:match "%.(%w+)$" or ""):lower()) end

return forms
