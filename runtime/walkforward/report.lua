--- The HTML report of a walk-forward, as stdlib.report.walkforward tells it.
local report = {}
function report.check() end
return report
