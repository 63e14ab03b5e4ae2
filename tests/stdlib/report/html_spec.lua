--- HTML that is put together: nothing from outside becomes markup.
local html = require "stdlib.report.html"

local NASTY = {
  ["</script><script>alert(1)</script>"] = "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
  ['" onload="x'] = "&quot; onload=&quot;x",
  ["it's <b> & co"] = "it&#39;s &lt;b&gt; &amp; co",
  ["a\0b\27c\127"] = "a?b?c?",
  ["tab\tline\nend"] = "tab\tline\nend",
  ["Grüße ✓"] = "Grüße ✓",
}

describe("text in a page", function()
  for raw, escaped in pairs(NASTY) do
    it("is escaped: " .. escaped:gsub("%c", " "), function() assert.equal(escaped, html.escape(raw)) end)
  end

  it("cannot end a script element as JSON", function()
    local text = html.json { name = "</script><!--<script>", list = { 1, 2.5, 0 / 0 } }
    assert.is_nil(text:find("<", 1, true))
    assert.equal('{"list":[1,2.5,null],"name":"\\u003c/script>\\u003c!--\\u003cscript>"}', text)
  end)

  it("is put into a template once and never looked at again", function()
    assert.equal("<p>{{b}} %1</p>", html.fill("<p>{{a}}</p>", { a = "{{b}} %1" }))
  end)

  it("names the part that a template lacks", function()
    assert.error_matches(function() html.fill("{{missing}}", {}) end, "missing")
  end)
end)
