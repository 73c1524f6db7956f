import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** The browser for the stories: the one named, the system's, Playwright's own; undefined when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROMIUM_PATH']
  return [named, '/usr/bin/chromium', chromium.executablePath()].find((path) => path !== undefined && path !== '' && existsSync(path))
}

/** Runs as root in a container, draws WebGL in software, and has a camera and a microphone that are not there. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

export const HOW_TO_GET_CHROMIUM =
  '没有找到 Chromium，浏览器故事未运行。安装其一即可：Debian/Ubuntu `apt-get install chromium fonts-noto-cjk`；' +
  '或 `npx playwright install chromium`；或以 CHROMIUM_PATH 指明已有的浏览器。'
