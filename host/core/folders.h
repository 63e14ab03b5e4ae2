/* folders.h -- making the folders of a path. */
#pragma once

/* Makes the folders that a path goes through, for this user alone, and with `last` the path
 * itself. What cannot be made shows when something is opened in it. The path is restored. */
void tide__folders_make(char *path, int last);
