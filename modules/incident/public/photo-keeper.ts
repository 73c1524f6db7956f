// Photos not yet accepted stay in IndexedDB: the built-in browsers throw a page away when the camera opens, and
// localStorage cannot hold them. Every failure is silent: a photo not kept is only lost with the page.

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asking = indexedDB.open('sihe-public', 1)
    asking.onupgradeneeded = () => asking.result.createObjectStore('photos')
    asking.onsuccess = () => resolve(asking.result)
    asking.onerror = () => reject(new Error('no storage'))
  })
  return opened
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const store = (await open()).transaction('photos', mode).objectStore('photos')
    return await new Promise((resolve) => {
      const asking = work(store)
      asking.onsuccess = () => resolve(asking.result)
      asking.onerror = () => resolve(undefined)
    })
  } catch {
    return undefined
  }
}

export const photoKeeper = {
  keep: (key: string, photo: Blob) => run('readwrite', (store) => store.put(photo, key)),
  find: (key: string) => run<unknown>('readonly', (store) => store.get(key)).then((found) => (found instanceof Blob ? found : undefined)),
  drop: (key: string) => run('readwrite', (store) => store.delete(key)),
}
