#pragma once
// version 1.2.3 of the comment
#define APP_OTHER "1.2.3"
#define APP_VERSION "1.2.3"
