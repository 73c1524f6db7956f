const timeoutMs = 10_000

/** The other side answered, but not with yes. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`对方答复 ${status}`)
    this.status = status
  }
}

/** Posts one message. @throws Refused, or the error of a line that is cut */
export async function post(url: string, payload: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
    signal: AbortSignal.timeout(timeoutMs),
    // A redirect could lead anywhere, also into the town's own network.
    redirect: 'error',
  })
  // Unread, the body would keep the connection.
  await response.body?.cancel()
  if (!response.ok) throw new Refused(response.status)
}

/** Answers that will be the same next time; 401, 403 and 404 are mended on their side or ours, so those wait. */
export const refusedForGood = (error: unknown): boolean => error instanceof Refused && [400, 409, 410, 413, 415, 422].includes(error.status)

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: '连不上对方：地址通，但没有程序在听',
  ENOTFOUND: '找不到回传地址的主机名',
  EAI_AGAIN: '找不到回传地址的主机名',
  EHOSTUNREACH: '到对方的网络不通',
  ENETUNREACH: '到对方的网络不通',
  ECONNRESET: '对方中途断开',
  UND_ERR_SOCKET: '对方中途断开',
  UND_ERR_CONNECT_TIMEOUT: '连接对方超时',
}

/** Why a message did not get through, for the connection's page. */
export function sayWhy(error: unknown): string {
  if (error instanceof Refused) return refusedForGood(error) ? `对方拒收（${error.status}），不再重发` : error.message
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `对方 ${timeoutMs / 1000} 秒内没有应答`
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : undefined
  if (cause) return `${reasons[cause] ?? '发送失败'}（${cause}）`
  return `发送失败：${error.cause instanceof Error ? error.cause.message : error.message}`
}
