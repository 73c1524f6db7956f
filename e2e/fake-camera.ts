import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { toBuffer } from 'qrcode'
import sharp from 'sharp'
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.ts'

/** What the lens sees: a code held in front of it, 640 × 480, one frame for ever. */
async function pictureOf(text: string): Promise<Buffer> {
  const code = await toBuffer(text, { width: 360, margin: 4, errorCorrectionLevel: 'M' })
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#cfd6dd' } })
    .composite([{ input: code, gravity: 'center' }])
    .jpeg({ quality: 92 })
    .toBuffer()
}

export interface LookingBrowser {
  readonly browser: Browser
  close(): Promise<void>
}

/** A browser whose camera looks at a QR code: Chromium plays a file as its camera, and the file is chosen when it starts. */
export async function browserSeeing(text: string): Promise<LookingBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'sihe-camera-'))
  const file = join(folder, 'code.mjpeg')
  await writeFile(file, await pictureOf(text))
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...CHROMIUM_ARGS, `--use-file-for-fake-video-capture=${file}`],
  })
  return {
    browser,
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
