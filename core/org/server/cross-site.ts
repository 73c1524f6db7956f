import type { Platform } from '#platform/server/module.ts'
import type { FastifyRequest } from 'fastify'
import { failOrg } from '../faults.ts'

/**
 * Refuses a write that another site makes with our cookie. SameSite=Lax is the first wall; this is the second: browsers
 * say by themselves where a request comes from, and one that says nothing must carry what a plain HTML form cannot.
 * @throws Fault org.cross-site
 */
export function guardCrossSite(request: FastifyRequest, platform: Platform): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw failOrg('org.cross-site')
  }
  const { origin } = request.headers
  if (origin !== undefined) {
    if (sameHost(origin, request.host) || sameHost(origin, hostOf(platform.config.publicUrl))) return
    throw failOrg('org.cross-site')
  }
  const json = request.headers['content-type']?.startsWith('application/json') ?? false
  if (!json && request.headers['x-requested-with'] === undefined) {
    throw failOrg('org.cross-site', { detail: '缺少来源说明', way: '程序调用请加请求头 x-requested-with，或改用接口令牌' })
  }
}

const sameHost = (origin: string, host: string | undefined) => host !== undefined && hostOf(origin) === host.toLowerCase()

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined
}
