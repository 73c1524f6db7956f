import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**'],
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['platform/server/test/global-setup.ts'],
    setupFiles: ['platform/server/test/seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
