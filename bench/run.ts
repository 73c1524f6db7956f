import { spawnSync } from 'node:child_process'

// `npm run bench` runs every bench one after the other, `npm run bench -- lists memory` those named; what follows `--` goes to each of them.
// Each prints its figures and adds them to bench/results/<name>.json with machine, date and load.

const benches: Readonly<Record<string, { file: string; what: string }>> = {
  locate: { file: 'locate.ts', what: 'points located in every tier and overlay, in process' },
  'same-problem': { file: 'same-problem.ts', what: 'recall and precision of same-problem candidates on real reports (needs ../shared)' },
  lists: { file: 'lists.ts', what: 'lists, counts, searches at a million cases (needs the system PostgreSQL)' },
  lifecycle: { file: 'lifecycle.ts', what: 'create, assign, resolve, search beside pgbench (needs the system PostgreSQL)' },
  live: { file: 'live.ts', what: 'a thousand live readers beside Mosquitto (needs the system PostgreSQL)' },
  map: { file: 'map.ts', what: 'the one map under full load beside an empty one, in a browser' },
  screen: { file: 'screen.ts', what: 'a day of the wall in some minutes: heap and nodes (needs the built pages and Chromium)' },
  tracks: { file: 'tracks.ts', what: 'an officer’s day among fifty million positions (needs the system PostgreSQL)' },
  sensing: {
    file: 'sensing.ts',
    what: 'durable MQTT messages a second, alarm delay, kill -9, beside Mosquitto alone (needs the system PostgreSQL)',
  },
  'sensing-pressure': {
    file: 'sensing-pressure.ts',
    what: 'twice what the MQTT ingest can take, offered for a minute, with its memory (needs the system PostgreSQL)',
  },
  memory: { file: 'memory.ts', what: 'memory of the default start' },
}

const given = process.argv.slice(2)
const split = given.findIndex((each) => each.startsWith('--'))
const names = split === -1 ? given : given.slice(0, split)
const options = split === -1 ? [] : given.slice(split).filter((each) => each !== '--')
const unknown = names.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are:`)
  for (const [name, { what }] of Object.entries(benches)) console.error(`  ${name.padEnd(14)}${what}`)
  process.exit(1)
}
let failed = 0
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  console.log(`\n=== ${name}: ${benches[name]!.what}`)
  const { status } = spawnSync(process.execPath, [new URL(benches[name]!.file, import.meta.url).pathname, ...options], { stdio: 'inherit' })
  if (status !== 0) failed++
}
process.exitCode = failed
