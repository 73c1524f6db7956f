import { defineConfig } from 'vitest/config'

/** Tests that need a database or a server of their own; all others are rules, shapes and views. */
const withServer = [
  '**/server/**/*.test.{ts,tsx}',
  'town/**/*.test.ts',
  'apps/server/**/*.test.ts',
  // The phone's outbox against a real server.
  'platform/client/outbox/outbox.test.ts',
  'modules/incident/field/offline.test.ts',
]
const outside = ['**/node_modules/**', '**/dist/**', 'e2e/**']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['platform/server/test/seed.ts'],
    // A busy machine is slow, not wrong: these only end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...outside, ...withServer],
          // They keep nothing between files: modules are read once a worker, not once a file (two fifths of the time).
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'server', include: withServer, exclude: outside, globalSetup: ['platform/server/test/global-setup.ts'] },
      },
    ],
  },
})
