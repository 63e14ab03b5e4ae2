--- The forms that a strategy can be written in, by the ending of a file.
local json = require "stdlib.convert.json"
local lua = require "stdlib.convert.lua"
local pretty = require "stdlib.convert.pretty"
local python = require "stdlib.convert.python.init"

local forms = {}

--- In the order of the help: { name, ending, title = for people, reads = tide reads it back,
-- text = function(model, about) -> text, or nil and a refusal }; about has params, doc, hash.
forms.list = {
  {
    name = "lua", ending = "lua", title = "a strategy file", reads = true,
    text = function(m, about) return lua.text(m, about.params, about) end,
  },
  {
    name = "json", ending = "json", title = "JSON", reads = true,
    text = function(m, about)
      local text, refused = json.text(m, about)
      if not text then return nil, refused end
      return pretty(text)
    end,
  },
  { name = "jsonl", ending = "jsonl", title = "JSON", text = function(m, about)
    local text, refused = json.text(m, about)
    if not text then return nil, refused end
    return text .. "\n"
  end },
  { name = "py", ending = "py", title = "Python", text = function(m, about)
    return python.text(m, about)
  end },
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
