import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000'

// Heavy libraries get chunks of their own, so that a change of ours does not make a tired line download them again.
const vendorChunks: readonly (readonly [string, RegExp])[] = [
  ['map', /node_modules\/maplibre-gl\//],
  ['react', /node_modules\/(?:react|react-dom|scheduler)\//],
  ['router', /node_modules\/@tanstack\//],
]

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/desk', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined fonts and pictures would bloat the style sheet every page waits for.
    assetsInlineLimit: 2_048,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: vendorChunks.map(([name, test]) => ({ name, test })) },
      },
    },
  },
})
