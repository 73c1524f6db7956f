import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const places = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto', 'mosquitto']

/** Where a real Mosquitto is on this machine; undefined: tests that need it skip. */
export const findMosquitto = (): string | undefined => places.find((path) => spawnSync(path, ['-h']).error === undefined)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address === 'object' ? address.port : 0
}

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

export interface Mosquitto {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/** Starts a Mosquitto of its own with the rights docs/sensing.md gives: a device writes under its own user name only. */
export async function startMosquitto(path: string): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'sihe-mosquitto-'))
  const port = await freePort()
  const acl = join(folder, 'acl')
  writeFileSync(
    acl,
    'user sihe\ntopic readwrite #\n\npattern write sihe/%u/up\npattern write sihe/%u/telemetry\npattern read sihe/%u/down\n\nuser gateway\ntopic write application/#\ntopic write v3/#\ntopic write v1.1/#\n',
  )
  writeFileSync(
    join(folder, 'mosquitto.conf'),
    `listener ${port} 127.0.0.1\nallow_anonymous true\nacl_file ${acl}\nmax_inflight_messages 0\nmax_queued_messages 0\npersistence false\nlog_type error\n${process.getuid?.() === 0 ? 'user root\n' : ''}`,
  )
  const child: ChildProcess = spawn(path, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' })
  for (let i = 0; i < 200 && !(await opens(port)); i++) await pause(20)
  return {
    url: `mqtt://sihe@127.0.0.1:${port}`,
    port,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
