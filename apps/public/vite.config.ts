import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000'

// React's API by Preact: react-dom alone is 68 kB gzip of the 70 a resident's tired line may be asked for first; measured 79 kB with it, 18 kB so.
const preact = [
  { find: /^react-dom\/client$/u, replacement: 'preact/compat/client' },
  { find: /^react(?:-dom)?$/u, replacement: 'preact/compat' },
  { find: /^react\/jsx-(?:dev-)?runtime$/u, replacement: 'preact/jsx-runtime' },
]

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/p/',
  plugins: [react()],
  resolve: { alias: preact },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/public', import.meta.url)),
    emptyOutDir: true,
    // Phones keep their built-in browser for years: the first Chromium and WebKit that know modules and dynamic import.
    target: ['chrome64', 'safari12'],
    cssTarget: ['chrome64', 'safari12'],
    assetsInlineLimit: 2_048,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'map', test: /node_modules\/maplibre-gl\// }] } } },
  },
})
