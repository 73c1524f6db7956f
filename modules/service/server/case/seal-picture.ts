import sharp from 'sharp'

let demo: Promise<Uint8Array> | undefined

/** The demo town's seal: ring, star and bar in red, no name a real body bears; a real town stamps into the dashed ring until it sets its own. */
export function demoSeal(): Promise<Uint8Array> {
  const star = Array.from({ length: 10 }, (_, n) => {
    const angle = -Math.PI / 2 + (n * Math.PI) / 5
    const radius = n % 2 === 0 ? 62 : 24
    return `${(200 + radius * Math.cos(angle)).toFixed(1)},${(190 + radius * Math.sin(angle)).toFixed(1)}`
  }).join(' ')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><g fill="none" stroke="#d3232b"><circle cx="200" cy="200" r="184" stroke-width="12"/><path d="M110 300 H290" stroke-width="7"/></g><polygon points="${star}" fill="#d3232b"/></svg>`
  demo ??= sharp(Buffer.from(svg))
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes))
  return demo
}
