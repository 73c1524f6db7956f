import type { FieldFault } from '#platform/contract/problem.ts'
import { Problem } from '#platform/contract/problem.ts'

/** A refused or failed request, with the server's own words: what, which field, and the way out. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }

  get fields(): readonly FieldFault[] {
    return this.problem.fields ?? []
  }
}

/** The network did not answer: status 0, so that pages treat it like any other problem. */
export function networkProblem(): Problem {
  return {
    type: 'about:blank',
    title: '没有连上服务器',
    status: 0,
    code: 'platform.unreachable',
    way: '检查网络后重试；同一操作重试不会重复提交',
  }
}

/** Reads the problem a reply carries; a proxy's HTML page becomes a problem too. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = Problem.safeParse(body)
  if (parsed.success) return parsed.data
  return {
    type: 'about:blank',
    title: response.status >= 500 ? '服务器暂时不可用' : '请求没有成功',
    status: response.status,
    code: 'platform.unknown',
    way: '稍候再试；如仍失败，把时间告诉系统管理员',
  }
}

/** One Chinese sentence for a toast: what happened and the way out. */
export function problemText(error: unknown): string {
  if (error instanceof ProblemError) {
    const { title, detail, way } = error.problem
    return [detail ?? title, way].filter(Boolean).join('。')
  }
  return '页面出现异常，请刷新后再试'
}
