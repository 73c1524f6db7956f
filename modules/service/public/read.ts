// Types only from the contracts: zod would be three times the page.

/** Reads JSON below `/api/public/service`. @throws Error in words a resident understands */
export async function readOpen<T>(path: string): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/api/public/service${path}`, {
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'x-terminal': 'public' },
    })
  } catch {
    throw new Error('没有连上网络，请检查网络后再试一次')
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return body as T
  const problem = (body ?? {}) as { detail?: string; title?: string; way?: string }
  throw new Error([problem.detail ?? problem.title ?? '服务暂时不可用', problem.way ?? '请过一会儿再试'].join('；'))
}
