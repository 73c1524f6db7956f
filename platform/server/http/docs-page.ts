interface Operation {
  tags?: string[]
  summary?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses?: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
  'x-permission'?: string
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const code = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 1))}</pre>`

function operation(path: string, method: string, op: Operation): string {
  const parameters = (op.parameters ?? []).map((p) => `<li><code>${p.name}</code>（${p.in}${p.required ? '，必填' : ''}）</li>`).join('')
  const body = Object.values(op.requestBody?.content ?? {})[0]?.schema
  const responses = Object.entries(op.responses ?? {})
    .map(
      ([status, r]) =>
        `<li><b>${status}</b> ${escape(r.description)}${status === '200' ? code(Object.values(r.content ?? {})[0]?.schema) : ''}</li>`,
    )
    .join('')
  return `<details id="${method}${path}"><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(op.summary ?? '')}</summary>
<p>权限：<code>${escape(op['x-permission'] ?? '')}</code></p>${parameters && `<ul>${parameters}</ul>`}${body ? `<p>请求内容</p>${code(body)}` : ''}<p>答复</p><ul>${responses}</ul></details>`
}

/** The API as one plain page: no script, so the strict CSP holds, and it prints. */
export function docsPage(document: Record<string, unknown>): string {
  const paths = document['paths'] as Record<string, Record<string, Operation>>
  const all = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, op]) => ({ path, method, op })))
  const groups = Map.groupBy(all, ({ op }) => op.tags?.[0] ?? '')
  const sections = [...groups]
    .map(([tag, list]) => `<h2>${escape(tag)}</h2>${list.map(({ path, method, op }) => operation(path, method, op)).join('')}`)
    .join('')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>四河接口文档</title>
<style>body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;color:#1f2937}summary{cursor:pointer;padding:.3rem 0}
details{border-bottom:1px solid #e5e7eb}pre{background:#f6f8fa;padding:.6rem;overflow:auto;max-height:24rem}code{font-size:13px}h2{margin-top:2rem}</style>
<h1>四河接口文档</h1><p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。写操作可带 <code>idempotency-key</code>（UUID），重复提交只生效一次。</p>${sections}</html>`
}
