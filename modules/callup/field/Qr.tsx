import { useMemo } from 'react'
import { qrPath } from '#platform/client/qr.ts'

/** A code to be held out to another phone: white ground and quiet zone, so that it is read in the sun. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const qr = useMemo(() => qrPath(text), [text])
  return (
    <svg className="callup-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  )
}
