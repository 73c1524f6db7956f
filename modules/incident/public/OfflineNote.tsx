import { useEffect, useState } from 'react'

/** Said before sending; the truth is only known when a request fails, since `onLine` also lies the other way. */
export function OfflineNote() {
  const [offline, setOffline] = useState(() => navigator.onLine === false)
  useEffect(() => {
    const look = () => setOffline(navigator.onLine === false)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  if (!offline) return null
  return (
    <div className="note" role="status">
      现在没有网络。您可以照常填写，内容保存在这部手机上，有网后再提交。
    </div>
  )
}
