import type { DeviceStore } from '#platform/client/outbox/device-store.ts'
import type { OutboxItem } from '#platform/client/outbox/item.ts'

/** Base64 of bytes, in pieces: a spread of megabytes breaks the stack. */
function base64(bytes: ArrayBuffer): string {
  let text = ''
  const all = new Uint8Array(bytes)
  for (let at = 0; at < all.length; at += 32_768) text += String.fromCharCode(...all.subarray(at, at + 32_768))
  return btoa(text)
}

/** Takes one item out of the phone as a file: words, times and photos, for a colleague or the service desk to enter by hand. */
export async function saveItem(store: DeviceStore, item: OutboxItem): Promise<void> {
  const photos = await Promise.all(
    item.files.map(async (file) => {
      const row = await store.db.files.get(file.sha256)
      return {
        name: file.name,
        sha256: file.sha256,
        data: row ? `data:${file.mime};base64,${base64(await store.openFile(row.sealed))}` : null,
      }
    }),
  )
  const { id, kind, title, tap, body, fault } = item
  const text = JSON.stringify(
    { 编号: id, 类型: kind, 标题: title, 办理时间: tap.at, 内容: body, 未送达原因: fault?.text ?? null, 照片: photos },
    null,
    2,
  )
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${title.replaceAll(/[\\/:*?"<>|\s]+/g, '_').slice(0, 40)}-${tap.at.slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
