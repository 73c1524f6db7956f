import { failPlatform } from '#platform/contract/problem.ts'
import type { Platform } from '#platform/server/module.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieName, displayCookieName } from './authenticate.ts'
import { findCookie, type Token } from './token.ts'

/** HttpOnly, SameSite=Lax, Secure behind TLS; a session cookie, since its limits live in the database. */
export function setCookie(reply: FastifyReply, platform: Platform, value: string): void {
  reply.setCookie(cookieName, value, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(platform) })
}

export function clearCookie(reply: FastifyReply, platform: Platform): void {
  reply.clearCookie(cookieName, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(platform) })
}

/** Keeps the token of a display (大屏) in its browser: 400 days is the longest a browser agrees to, each start of the wall begins them anew. */
export function setDisplayCookie(reply: FastifyReply, platform: Platform, token: string): void {
  const maxAge = 400 * 86_400
  reply.setCookie(displayCookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(platform), maxAge })
}

const isSecure = (platform: Platform) => platform.config.publicUrl?.startsWith('https:') ?? false

/** The session of a request that came with one; a machine has none. @throws Fault platform.forbidden */
export function getSessionToken(request: FastifyRequest): Token {
  const token = findCookie(request.cookies[cookieName])
  if (!token || request.headers.authorization !== undefined) throw failPlatform('platform.forbidden', { detail: '接口令牌没有登录会话' })
  return token
}
