import { z } from 'zod'

/** One field that stopped a request: where it is and what to do about it. */
export const FieldFault = z.object({ path: z.string(), message: z.string() })
export type FieldFault = z.infer<typeof FieldFault>

/** RFC 9457 problem details; `code` is the stable key `module.reason`, `way` tells the user the way out. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  way: z.string().optional(),
  fields: z.array(FieldFault).optional(),
  /** Facts a screen may need to help: the current state on a conflict, the waiting time on a lock-out. */
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof Problem>

export interface FaultText {
  readonly status: number
  readonly title: string
  readonly way?: string
}

/** A module's error dictionary: code → status, Chinese title and way out. */
export type FaultTexts = Readonly<Record<string, FaultText>>

/** Declares a module's error codes; the keys must read `module.reason`. */
export function faults<const T extends FaultTexts>(texts: T): T {
  return texts
}

export interface FaultMore {
  detail?: string
  way?: string
  fields?: FieldFault[]
  extra?: Record<string, unknown>
}

/** The one error our own code throws at a user: it becomes a problem on the wire. */
export class Fault extends Error {
  readonly code: string
  readonly status: number
  readonly more: FaultMore
  readonly title: string

  constructor(code: string, text: FaultText, more: FaultMore = {}) {
    super(`${code}: ${more.detail ?? text.title}`)
    this.name = 'Fault'
    this.code = code
    this.status = text.status
    this.title = text.title
    this.more = text.way && !more.way ? { ...more, way: text.way } : more
  }

  /** The body sent to the client. */
  toProblem(): Problem {
    return { type: `/api/docs/errors#${this.code}`, title: this.title, status: this.status, code: this.code, ...this.more }
  }
}

/** Makes the throwing function of one dictionary: `const fail = failing(texts); throw fail('incident.not-found')`. */
export function failing<T extends FaultTexts>(texts: T): (code: keyof T & string, more?: FaultMore) => Fault {
  return (code, more) => new Fault(code, texts[code]!, more)
}

/** Faults any endpoint may answer; they need not be declared again. */
export const platformFaults = faults({
  'platform.not-signed-in': { status: 401, title: '请先登录', way: '登录后再试；如停留较久，可能已自动退出' },
  'platform.forbidden': { status: 403, title: '当前岗位没有这项权限', way: '切换到有权限的岗位，或联系系统管理员' },
  'platform.not-found': { status: 404, title: '没有找到', way: '核对编号或链接，可能已不在您的查看范围内' },
  'platform.malformed': { status: 400, title: '请求内容不是合法的 JSON', way: '检查请求格式后重新发送' },
  'platform.invalid': { status: 422, title: '填写的内容有误', way: '按提示逐项改正后再提交，已填内容不会丢失' },
  'platform.too-large': { status: 413, title: '内容太大', way: '减小文件或分批提交' },
  'platform.wrong-type': { status: 415, title: '不支持的内容类型', way: '请使用页面或接口文档列出的格式' },
  'platform.too-many': { status: 429, title: '请求过于频繁', way: '稍候再试' },
  'platform.replay-mismatch': { status: 409, title: '同一操作号对应了不同的内容', way: '请刷新后用新的操作号提交' },
  'platform.conflict': { status: 409, title: '内容已被他人更新', way: '查看最新内容后再提交，您填写的内容已保留' },
  'platform.busy': { status: 503, title: '系统繁忙', way: '稍候几秒再试，操作号不变不会重复' },
  'platform.internal': { status: 500, title: '系统出现异常', way: '请稍后再试；如仍失败，把时间告诉系统管理员' },
})
export const failPlatform = failing(platformFaults)
