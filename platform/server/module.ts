import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { AnswerOf, BodyOf, Endpoint, EndpointSpec, ParamsOf, QueryOf } from '../contract/endpoint.ts'
import type { FactType } from '../contract/fact.ts'
import type { Principal } from '../contract/principal.ts'
import type { FaultTexts } from '../contract/problem.ts'
import type { Contribution } from '../contract/registry.ts'
import type { Database, Tx } from './database.ts'
import type { FileStore } from './files/store.ts'
import type { Log } from './log.ts'
import type { Config, Service } from './config.ts'

/** What every use case may reach beside its transaction. */
export interface Platform {
  readonly config: Config
  readonly log: Log
  readonly db: Database
  readonly files: FileStore
  readonly contributions: readonly Contribution[]
  /** Every permission the modules declare, with its Chinese name. */
  readonly permissions: Readonly<Record<string, string>>
  /** The time, in one place so that tests can move it. */
  readonly now: () => Date
}

export interface Call<S extends EndpointSpec = EndpointSpec, P extends Principal = Principal> {
  readonly params: ParamsOf<S>
  readonly query: QueryOf<S>
  readonly body: BodyOf<S>
  readonly actor: P
  /** One transaction for a write; single statements for a GET. */
  readonly tx: Tx
  readonly platform: Platform
  readonly now: Date
  readonly from: { readonly ip: string; readonly terminal: string }
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface Route {
  readonly endpoint: Endpoint
  readonly handle: (call: Call) => Promise<unknown>
}

/** Binds an endpoint to its use case. `P` is the actor type the core's `authenticate` produces. */
export function routeFor<P extends Principal>() {
  return <S extends EndpointSpec>(endpoint: Endpoint<S>, handle: (call: Call<S, P>) => Promise<AnswerOf<S>>): Route => ({
    endpoint,
    // `serve` gives each handler exactly what its endpoint declared; the types meet here once.
    handle: handle as Route['handle'],
  })
}

/** Handles a fact once per handler name, in its own transaction, in the order the facts were committed. */
export interface FactHandler {
  readonly name: string
  readonly fact: FactType
  readonly handle: (tx: Tx, payload: never, meta: { town: string; at: Date }, platform: Platform) => Promise<void>
}

/** Types a handler by its fact. */
export function onFact<T extends z.ZodType>(
  fact: FactType<T>,
  name: string,
  handle: (tx: Tx, payload: z.output<T>, meta: { town: string; at: Date }, platform: Platform) => Promise<void>,
): FactHandler {
  return { name, fact, handle }
}

/** Runs a due row of one kind; see jobs.ts. The row is gone when `run` returns, tried again later when it throws. */
export interface JobKind {
  readonly kind: string
  readonly run: (tx: Tx, job: { town: string; key: string; payload: unknown; runAt: Date }, platform: Platform) => Promise<void>
  /** For a job that repeats for the whole installation: when next; see recurring.ts. */
  readonly next?: (after: Date) => Date
}

/** The manifest: everything a module contributes, on one screen. */
export interface ServerModule {
  /** Also the name of its PostgreSQL schema. */
  readonly name: string
  readonly migrations?: URL
  readonly permissions?: Readonly<Record<string, string>>
  readonly faults?: FaultTexts
  readonly routes?: readonly Route[]
  readonly facts?: readonly FactType[]
  readonly handlers?: readonly FactHandler[]
  readonly jobs?: readonly JobKind[]
  readonly contributes?: readonly Contribution[]
  /** Finds out who is asking; exactly one module (core/org) has it. */
  readonly authenticate?: (request: FastifyRequest, platform: Platform) => Promise<Principal>
  /** Runs once after migrations, before the first request: loads defaults, warms caches. */
  readonly start?: (platform: Platform) => Promise<void>
  readonly stop?: (platform: Platform) => Promise<void>
  /** What the module does in a process chosen for a service beside http and worker (`SERVICES`); the answer ends it. */
  readonly services?: Readonly<Partial<Record<Service, (platform: Platform) => Promise<() => Promise<void>>>>>
}
