import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Order {
  readonly system: string
  readonly number: string
  readonly seq: number
  readonly content?: string
  readonly className?: string
  readonly address?: string
  readonly state: string
  readonly words?: string
}

export interface Sent {
  /** Outcome of the door, or `http <status>`. */
  readonly outcome: string
  readonly reason: string | undefined
  readonly ms: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

async function post(port: number, token: string, order: Order): Promise<{ status: number; body: string }> {
  const body = JSON.stringify(order)
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/doors/orders', headers }, (response) => {
      text(response).then((got) => resolve({ status: response.statusCode ?? 0, body: got }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Sends one order; answers what became of it and how long that took. */
export async function sendOrder(port: number, token: string, order: Order): Promise<Sent> {
  const begun = performance.now()
  const { status, body } = await post(port, token, order)
  const ms = performance.now() - begun
  if (status !== 200) return { outcome: `http ${status}`, reason: body.slice(0, 200), ms }
  const { outcome, reason } = JSON.parse(body) as { outcome: string; reason?: string }
  return { outcome, reason, ms }
}

/** Closes the connections kept open. */
export const hangUp = (): void => agent.destroy()

const laneOf = (number: string, lanes: number): number =>
  [...number].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1_000_003, 7) % lanes

/** Sends everything as fast as it goes on several connections; the orders of one number keep their order. */
export async function sendAtFullSpeed(
  port: number,
  token: string,
  orders: readonly Order[],
  lanes: number,
  onSent: (sent: Sent) => void,
): Promise<void> {
  const queues = Array.from({ length: lanes }, (): Order[] => [])
  for (const order of orders) queues[laneOf(order.number, lanes)]!.push(order)
  await Promise.all(
    queues.map(async (queue) => {
      for (const order of queue) onSent(await sendOrder(port, token, order))
    }),
  )
}

/**
 * Sends each order when its time has come, `speed` times as fast as it happened.
 * @returns the longest an order had to wait for the one of its number before it, in milliseconds
 */
export async function sendAtSpeed(
  port: number,
  token: string,
  orders: readonly { order: Order; at: number }[],
  speed: number,
  onSent: (sent: Sent) => void,
): Promise<number> {
  const [first] = orders
  if (!first) return 0
  const begun = performance.now()
  const last = new Map<string, Promise<void>>()
  let late = 0
  for (const { order, at } of orders) {
    const due = begun + (at - first.at) / speed
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const before = last.get(order.number) ?? Promise.resolve()
    last.set(
      order.number,
      before.then(async () => {
        late = Math.max(late, performance.now() - due)
        onSent(await sendOrder(port, token, order))
      }),
    )
  }
  await Promise.all(last.values())
  return late
}
