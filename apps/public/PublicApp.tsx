import { Suspense, useEffect, useState } from 'react'
import { HallApp } from '#modules/hall/public/index.tsx'
import { FindPage, ProgressPage, ReceiptPage, ReportPage, type TownInfo, readTown } from '#modules/incident/public/index.tsx'
import { GuideApp } from '#modules/service/public/index.tsx'
import { Header } from './Header.tsx'
import { useAddress } from './use-address.ts'
import { useElder } from './use-elder.ts'

/** The residents' page: report, receipt, progress. No account, nothing to install. */
export function PublicApp() {
  const address = useAddress()
  const [page = '', number = '', code = ''] = address
  const [elder, switchElder] = useElder()
  const [town, setTown] = useState<TownInfo>()
  useEffect(() => {
    let asked = true
    // Without the town's name the page still takes a report: nothing waits for this.
    readTown().then(
      (found) => asked && setTown(found),
      () => undefined,
    )
    return () => {
      asked = false
    }
  }, [])
  useEffect(() => {
    if (page !== 'hall') document.title = `${town?.name ?? ''}随手拍`
  }, [town, page])
  if (page === 'hall')
    return (
      <Suspense fallback={<p className="loading">正在打开……</p>}>
        <HallApp parts={address.slice(1)} elder={elder} switchElder={switchElder} />
      </Suspense>
    )
  return (
    <>
      <Header name={town?.name ?? ''} demo={town?.demo ?? false} page={page} elder={elder} switchElder={switchElder} />
      <main className="page">
        {page === 'guide' ? (
          <Suspense fallback={<p className="loading">正在打开……</p>}>
            <GuideApp parts={address.slice(1)} />
          </Suspense>
        ) : page === 'done' && number && code ? (
          <ReceiptPage key={number} number={number} code={code} town={town} />
        ) : page === 'q' && number && code ? (
          <Suspense fallback={<p className="loading">正在打开……</p>}>
            <ProgressPage key={`${number}/${code}`} number={number} code={code} />
          </Suspense>
        ) : page === 'q' ? (
          <Suspense fallback={<p className="loading">正在打开……</p>}>
            <FindPage number={number} />
          </Suspense>
        ) : (
          <ReportPage town={town} />
        )}
      </main>
      <footer className="foot no-print">
        <p>
          也可以拨打 <a href={`tel:${town?.hotline ?? '12345'}`}>{town?.hotline ?? '12345'}</a> 反映。
        </p>
        {town?.demo && <p>这是演示镇，镇名、单位和人员都是虚构的（示例）。</p>}
      </footer>
    </>
  )
}
