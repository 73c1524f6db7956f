// The page's CSP forbids `eval`. Zod asks once, when its first schema is made, whether it may compile; told here, before
// any module runs, it never asks and the browser has no violation to report.
globalThis.__zod_globalConfig = { jitless: true }
