import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/m/',
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: {
        id: '/m/',
        name: '四河 · 手机端',
        short_name: '四河',
        description: '上报、待办、巡查；没有信号也能用',
        lang: 'zh-CN',
        start_url: '/m/',
        scope: '/m/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#0b3f86',
        theme_color: '#0b3f86',
        icons: [
          { src: '/m/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/m/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/m/icon-mask-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [{ name: '上报', url: '/m/report' }],
      },
      injectManifest: { globPatterns: ['**/*.{html,js,css,svg,png,webmanifest}'], maximumFileSizeToCacheInBytes: 2_000_000 },
    }),
  ],
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/field', import.meta.url)),
    emptyOutDir: true,
    // The Android WebViews and WebKit that have Web Locks and <dialog>.
    target: ['chrome90', 'safari15.4'],
    assetsInlineLimit: 2_048,
    chunkSizeWarningLimit: 400,
  },
})
