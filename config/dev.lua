--- For rehearsals: an hour in a second, and everything is told.
return { log_level = "debug", speed = 3600 }
