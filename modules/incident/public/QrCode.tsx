import { useMemo, useState } from 'react'
import { qrPath } from '#platform/client/qr.ts'
import { receiptPicture } from './qr.ts'
import { followAddress } from './receipts.ts'

/** The way back to this report: scanned later, or kept as a picture. */
export function QrCode({ number, code, town }: { readonly number: string; readonly code: string; readonly town: string }) {
  const qr = useMemo(() => qrPath(followAddress(number, code)), [number, code])
  const [picture, setPicture] = useState<string>()
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="查进度的二维码" shapeRendering="crispEdges">
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <p className="hint">以后用微信扫一扫，直接看进度</p>
      <button
        type="button"
        className="second no-print"
        onClick={() => setPicture(receiptPicture(qr, [`受理号 ${number}`, `查询码 ${code}`, `${town}随手拍 · 扫码查进度`]))}
      >
        保存二维码
      </button>
      {picture && (
        <div className="kept no-print">
          <img src={picture} alt={`受理号 ${number}，查询码 ${code} 的二维码图片`} />
          <p className="hint">长按图片，选“保存到手机”。</p>
          <a className="plain" href={picture} download={`${number}.png`}>
            下载图片
          </a>
        </div>
      )}
    </div>
  )
}
