import { useMemo } from 'react'
import { qrPath } from '#platform/client/qr.ts'
import { ticketAddress } from './door.ts'

/** The way to follow this number on a phone. */
export function TicketQr({ id }: { readonly id: string }) {
  const qr = useMemo(() => qrPath(ticketAddress(id)), [id])
  return (
    <svg className="hall-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="看前面几人的二维码" shapeRendering="crispEdges">
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  )
}
