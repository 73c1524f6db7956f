/** An element of an XML document, namespaces dropped: `cap:info` is `info`. */
export interface XmlElement {
  readonly name: string
  readonly children: readonly XmlElement[]
  /** Its own text, trimmed. */
  readonly text: string
}

const MAX_DEPTH = 30
const MAX_ELEMENTS = 20_000
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

interface Open {
  readonly name: string
  readonly children: XmlElement[]
  readonly texts: string[]
}

const closed = ({ name, children, texts }: Open): XmlElement => ({ name, children, text: texts.join('').trim() })

// Sticky: at the first place that is no token the reading ends, so that no text makes it search on from every character (ReDoS).
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!([\s\S]*?)>|<\/([\p{L}_][\p{L}\p{N}_.:-]*)\s*>|<([\p{L}_][\p{L}\p{N}_.:-]*)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^"'<>])*?)(\/?)>|[^<]+/uy

/**
 * Reads a small XML document: what CAP needs and nothing more. A DOCTYPE is refused, so there are no entities of the sender's own
 * (XXE, billion laughs); depth and number of elements are bounded.
 * @throws Error in Chinese when it is not well formed
 */
export function readXml(source: string): XmlElement {
  const root: Open = { name: '', children: [], texts: [] }
  const stack: Open[] = [root]
  let count = 0
  let at = 0
  const reader = new RegExp(token)
  const body = source.replace(/^\uFEFF/u, '')
  for (let match = reader.exec(body); match; match = reader.exec(body)) {
    const top = stack.at(-1)!
    const [whole, cdata, declaration, end, start, , empty] = match
    at += whole.length
    if (declaration !== undefined) throw new Error('不接受带 DOCTYPE 的 XML')
    if (cdata !== undefined) top.texts.push(cdata)
    else if (end !== undefined) {
      if (top.name !== local(end) || stack.length === 1) throw new Error(`XML 标签不配对：</${end}>`)
      stack.pop()
      stack.at(-1)!.children.push(closed(top))
    } else if (start !== undefined) {
      if (++count > MAX_ELEMENTS || stack.length > MAX_DEPTH) throw new Error('XML 太大或嵌套太深')
      const opened: Open = { name: local(start), children: [], texts: [] }
      if (empty) top.children.push(closed(opened))
      else stack.push(opened)
    } else if (!whole.startsWith('<')) top.texts.push(decode(whole))
  }
  const [element, ...more] = root.children
  if (at !== body.length || stack.length > 1 || !element || more.length > 0 || root.texts.join('').trim() !== '')
    throw new Error('不是完整的 XML 文件')
  return element
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The text of the first child of a name; undefined when there is none or it is empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text || undefined
}

export const childrenOf = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name)
