--- Text for a comment: lines of at most so many columns, its own line breaks kept.
-- @param text   any text; control characters become blanks
-- @param width  columns
-- @return list of lines, at least one
return function(text, width)
  local lines = {}
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    local current = ""
    for word in line:gsub("%c", " "):gmatch "%S+" do
      while #word > width do -- a line that cannot be broken is cut
        if current ~= "" then lines[#lines + 1] = current end
        lines[#lines + 1], word, current = word:sub(1, width), word:sub(width + 1), ""
      end
      if current == "" then
        current = word
      elseif #current + 1 + #word <= width then
        current = current .. " " .. word
      else
        lines[#lines + 1], current = current, word
      end
    end
    lines[#lines + 1] = current
  end
  return lines
end
