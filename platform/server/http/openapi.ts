import { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { Problem, platformFaults } from '../../contract/problem.ts'
import type { FaultTexts } from '../../contract/problem.ts'
import type { ServerModule } from '../module.ts'

type Json = Record<string, unknown>

/** JSON Schema of a zod value; giant patterns (UUID, e-mail) go, their `format` says the same. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made: Json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any', reused: 'inline' })
  delete made['$schema']
  return tidy(made)
}

function tidy(value: unknown): Json {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk)
    if (!node || typeof node !== 'object') return node
    const entries = Object.entries(node).filter(
      ([key, v]) => !(key === 'pattern' && ('format' in node || String(v).length > 120)) && key !== '~standard',
    )
    return Object.fromEntries(entries.map(([key, v]) => [key, walk(v)]))
  }
  return walk(value) as Json
}

function parameters(endpoint: Endpoint): Json[] {
  const of = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
    if (!schema) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] }
    return Object.entries(properties).map(([name, s]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: s,
    }))
  }
  return [...of(endpoint.params, 'path'), ...of(endpoint.query, 'query')]
}

function bodyOf(endpoint: Endpoint): Json {
  if (endpoint.wire === 'upload') {
    return {
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
          },
        },
      },
    }
  }
  if (!endpoint.body) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } } }
}

function replyOf(endpoint: Endpoint): Json {
  if (endpoint.wire === 'events') return { 'text/event-stream': { schema: { type: 'string' } } }
  if (endpoint.wire === 'file') return { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  return { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } }
}

/** Refusals by status, with the codes that may stand in them. */
function problems(endpoint: Endpoint, texts: FaultTexts): Json {
  const codes = [
    ...(endpoint.allow === 'public' ? [] : ['platform.not-signed-in', 'platform.forbidden']),
    ...(endpoint.body || endpoint.query || endpoint.params ? ['platform.invalid'] : []),
    ...(endpoint.errors ?? []),
  ]
  const byStatus = Map.groupBy(codes, (code) => String(texts[code]?.status ?? 500))
  return Object.fromEntries(
    [...byStatus].sort().map(([status, list]) => [
      status,
      {
        description: [...new Set(list)].map((c) => `${c}：${texts[c]?.title ?? ''}`).join('；'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** OpenAPI 3.1 of all modules, from the contracts alone. */
export function openApi(modules: readonly ServerModule[], version: string): Json {
  const texts: FaultTexts = Object.assign({}, platformFaults, ...modules.map((m) => m.faults ?? {})) as FaultTexts
  const paths: Record<string, Json> = {}
  for (const module of modules) {
    for (const { endpoint } of module.routes ?? []) {
      const path = `/api${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`
      const method = endpoint.method.toLowerCase()
      paths[path] = {
        ...paths[path],
        [method]: {
          tags: [module.name],
          operationId: `${method}${endpoint.path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase())}`,
          summary: endpoint.summary,
          'x-permission': endpoint.allow,
          ...(endpoint.allow === 'public' ? { security: [] } : {}),
          parameters: [
            ...parameters(endpoint),
            ...(endpoint.method === 'GET' || endpoint.wire
              ? []
              : [
                  {
                    name: 'idempotency-key',
                    in: 'header',
                    required: false,
                    schema: { type: 'string', format: 'uuid' },
                    description: '操作号：同一号重复提交只生效一次，返回首次答复',
                  },
                ]),
          ],
          ...bodyOf(endpoint),
          responses: { '200': { description: '成功', content: replyOf(endpoint) }, ...problems(endpoint, texts) },
        },
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '四河 Sihe 接口', version, description: '错误一律为 RFC 9457 problem details，code 为稳定的错误码。' },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    tags: modules.filter((m) => m.routes?.length).map((m) => ({ name: m.name })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sihe_session' }, token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(Problem, 'output') },
    },
  }
}
