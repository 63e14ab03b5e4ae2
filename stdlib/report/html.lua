--- Text for a page: every name that reaches HTML or a script goes through here.
local json = require "stdlib.json"

local html = {}

local ENTITIES = {
  ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;",
}

--- Text as the content of an element or of a quoted attribute. Control
-- characters other than tab and line feed are not allowed there: they become "?".
function html.escape(text)
  return (tostring(text):gsub("[%z\1-\8\11-\31\127]", "?"):gsub("[&<>\"']", ENTITIES))
end

--- An element.
-- @param content  HTML
-- @param attributes  table name -> text (escaped here), in the order of their names; optional
function html.tag(name, content, attributes)
  local names, out = {}, { "<", name }
  for key in pairs(attributes or {}) do names[#names + 1] = key end
  table.sort(names)
  for _, key in ipairs(names) do
    out[#out + 1] = (' %s="%s"'):format(key, html.escape(attributes[key]))
  end
  out[#out + 1] = (">%s</%s>"):format(content, name)
  return table.concat(out)
end

--- A value as JSON that may stand in a script element: only "<" could end it
-- or begin a comment in it.
function html.json(value)
  local text = json.encode(value)
  return text:find("<", 1, true) and (text:gsub("<", "\\u003c")) or text
end

--- Fill {{name}} in a template; what is put in is not looked at again.
-- @param parts  table of strings; a name that is missing is a mistake of ours
function html.fill(template, parts)
  return (template:gsub("{{([%w_]+)}}", function(name)
    return parts[name] or error("the template has no part " .. name)
  end))
end

return html
