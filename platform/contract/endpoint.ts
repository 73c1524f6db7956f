import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type At = `${Method} /${string}`

/** `public`: no session needed. `signed-in`: any session. Otherwise a declared permission `module.noun.verb`. */
export type Allow = 'public' | 'signed-in' | (string & {})

export interface EndpointSpec {
  /** One Chinese line for the API page. */
  readonly summary: string
  readonly allow: Allow
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly reply: z.ZodType
  readonly errors?: readonly string[]
  /** What goes over the wire other than JSON: a multipart upload, an event stream, a file (the last two without a transaction). */
  readonly wire?: 'json' | 'upload' | 'events' | 'file'
  /** Requests a minute from one address before 429; for public doors and sign-in. */
  readonly perMinute?: number
  /** `own`: the handler opens its transactions itself. Sign-in must keep the failure it counted and hold no connection while hashing; an upload holds none while a slow phone sends. */
  readonly transaction?: 'own'
  /** A larger body than the default of 1 MiB, in bytes. */
  readonly bodyLimit?: number
}

export type Endpoint<S extends EndpointSpec = EndpointSpec> = S & { readonly method: Method; readonly path: string }

/**
 * Declares one endpoint: path, permission, input, reply and errors in one value. The server routes and checks by
 * it, the web's `call()` is typed by it, OpenAPI and the sweep tests come from it. Paths are below `/api`.
 */
export function endpoint<const S extends EndpointSpec>(at: At, spec: S): Endpoint<S> {
  const space = at.indexOf(' ')
  return { ...spec, method: at.slice(0, space) as Method, path: at.slice(space + 1) }
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type In<T> = T extends z.ZodType ? z.input<T> : undefined

export type ParamsOf<E extends EndpointSpec> = Out<E['params']>
export type QueryOf<E extends EndpointSpec> = Out<E['query']>
export type BodyOf<E extends EndpointSpec> = Out<E['body']>
export type ReplyOf<E extends EndpointSpec> = z.output<E['reply']>
/** What a handler may return: checked and stripped by the reply schema before it leaves. */
export type AnswerOf<E extends EndpointSpec> = z.input<E['reply']>

type Part<K extends string, T> = T extends z.ZodType
  ? Record<string, never> extends In<T>
    ? { [P in K]?: In<T> }
    : { [P in K]: In<T> }
  : unknown
/** What a caller must give: only the parts the endpoint has. */
export type InputOf<E extends EndpointSpec> = Part<'params', E['params']> & Part<'query', E['query']> & Part<'body', E['body']>
