import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Fault, failPlatform } from '../../contract/problem.ts'

/** PostgreSQL's own refusals that a user can do something about, or that say "again, please". */
function fromPostgres(code: string): Fault | undefined {
  if (code === '22021' || code === '22P05') {
    return failPlatform('platform.invalid', { detail: '文字中含有数据库不能保存的字符（空字符）', way: '删去不可见字符后再提交' })
  }
  if (code === '40001' || code === '40P01' || code === '55P03' || code === '57014') return failPlatform('platform.busy')
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300' || code === 'ECONNREFUSED' || code === 'ENOENT') {
    return failPlatform('platform.busy', { detail: '数据库暂时连不上' })
  }
  if (code === '53100') return failPlatform('platform.busy', { detail: '磁盘空间不足，暂不能保存', way: '请系统管理员清理磁盘后再提交' })
  return undefined
}

/** Turns whatever was thrown into the fault the client sees; unknown things stay inside. */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) return failPlatform('platform.too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return failPlatform('platform.wrong-type')
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || error instanceof SyntaxError) {
    return failPlatform('platform.malformed')
  }
  // Half a UTF-16 pair in a JSON column.
  if (code === '22P02' && 'detail' in (error as object) && /surrogate/u.test(String((error as { detail: unknown }).detail))) {
    return failPlatform('platform.invalid', { detail: '文字中含有不完整的字符', way: '删去显示为方块或问号的字符后再提交' })
  }
  if (typeof code === 'string') {
    const known = fromPostgres(code)
    if (known) return known
  }
  if (error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message)) {
    return failPlatform('platform.busy', { detail: '数据库暂时连不上' })
  }
  if (statusCode && statusCode >= 400 && statusCode < 500) return failPlatform('platform.invalid', { detail: '请求格式不对' })
  return failPlatform('platform.internal')
}

/** Answers a problem and logs what we did not expect, without the request's content. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = toFault(error)
  if (fault.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, fault.code)
  return reply.code(fault.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(fault.toProblem()))
}
