--- The command that was given, as it can be given again.
local command_line = {}

local function quoted(word)
  return word:find "[^%w%-_=./:,]" and "'" .. word:gsub("'", "'\\''") .. "'" or word
end

--- The words of this run, quoted for a shell where they need it.
function command_line.text()
  local words = { "tide" }
  for _, word in ipairs(arg) do words[#words + 1] = quoted(word) end
  return table.concat(words, " ")
end

return command_line
