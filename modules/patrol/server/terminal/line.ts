import {
  answerBody,
  ids,
  readBatch,
  readCode,
  readLocation,
  readRegistration,
  registeredBody,
  registrations,
  results,
} from '../../jt808/body.ts'
import { type Message, cutFrames, readMessage, writeMessage } from '../../jt808/frame.ts'
import type { SentPoint } from '../../position.ts'
import type { Terminal } from './known.ts'

/** What a line needs of the platform; the socket is the door's. */
export interface LineNeeds {
  find(number: string): Promise<Terminal | undefined>
  fitsPlate(terminal: Terminal, plate: string): boolean
  isCode(terminal: Terminal, code: string): boolean
  /** @returns false for a terminal revoked meanwhile */
  keep(terminal: Terminal, points: readonly SentPoint[]): Promise<boolean>
}

export interface Answered {
  readonly replies: readonly Uint8Array[]
  /** Why the line must end; undefined: it goes on. */
  readonly end?: string
}

/** Spoiled frames a line may have before it is taken for something else. */
const SPOILED = 20

/** One terminal's line: what comes in, what is answered, whether it may go on. Knows no socket. */
export function terminalLine(needs: LineNeeds) {
  let rest: Uint8Array = new Uint8Array()
  let terminal: Terminal | undefined
  let serial = 0
  let spoiled = 0

  const write = (to: Message, id: number, body: Uint8Array): Uint8Array =>
    writeMessage({ id, edition: to.edition, terminal: to.terminal, serial: serial++ & 0xffff, body })
  const answer = (to: Message, result: number): Answered => ({ replies: [write(to, ids.answer, answerBody(to, result))] })

  async function register(message: Message): Promise<Answered> {
    const registration = message.unread ? undefined : readRegistration(message)
    if (!registration) return answer(message, results.faulty)
    const found = await needs.find(message.terminal)
    const result = !found
      ? registrations.noTerminal
      : needs.fitsPlate(found, registration.plate)
        ? registrations.done
        : registrations.noVehicle
    return { replies: [write(message, ids.registered, registeredBody(message, result, found?.code))] }
  }

  async function authenticate(message: Message): Promise<Answered> {
    const code = message.unread ? undefined : readCode(message)
    const found = code === undefined ? undefined : await needs.find(message.terminal)
    if (!found || !needs.isCode(found, code ?? '')) return { ...answer(message, results.failed), end: 'wrong code' }
    terminal = found
    return answer(message, results.done)
  }

  async function keep(message: Message, known: Terminal, points: readonly SentPoint[] | undefined): Promise<Answered> {
    if (!points) return answer(message, results.faulty)
    if (await needs.keep(known, points)) return answer(message, results.done)
    return { ...answer(message, results.failed), end: 'revoked' }
  }

  async function take(message: Message): Promise<Answered> {
    if (message.id === ids.register) return register(message)
    if (message.id === ids.authenticate) return authenticate(message)
    // Before it has signed in nothing of a terminal counts.
    if (!terminal) return { ...answer(message, results.failed), end: 'not signed in' }
    if (message.unread) return answer(message, results.unsupported)
    switch (message.id) {
      case ids.heartbeat:
        return answer(message, results.done)
      case ids.logout:
        return { ...answer(message, results.done), end: 'logged out' }
      case ids.location: {
        const point = readLocation(message.body)
        return keep(message, terminal, point === 'none' ? [] : point && [point])
      }
      case ids.batch:
        return keep(message, terminal, readBatch(message.body))
      default:
        return answer(message, results.unsupported)
    }
  }

  return {
    signedIn: (): boolean => terminal !== undefined,
    /** Takes the next bytes; one call after the other. */
    async hear(bytes: Uint8Array): Promise<Answered> {
      const whole = new Uint8Array(rest.length + bytes.length)
      whole.set(rest)
      whole.set(bytes, rest.length)
      let frames: Uint8Array[]
      try {
        const cut = cutFrames(whole)
        frames = cut.frames
        rest = Uint8Array.from(cut.rest)
      } catch {
        return { replies: [], end: 'another protocol' }
      }
      const replies: Uint8Array[] = []
      for (const frame of frames) {
        const message = readMessage(frame)
        if (!message) {
          // Unanswered: the terminal sends it again.
          if (++spoiled > SPOILED) return { replies, end: 'spoiled frames' }
          continue
        }
        const { replies: more, end } = await take(message)
        replies.push(...more)
        if (end !== undefined) return { replies, end }
      }
      return { replies }
    },
  }
}
