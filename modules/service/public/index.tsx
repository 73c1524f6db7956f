import { lazy } from 'react'

// Who reports a lamp does not load the guides.
export const GuideApp = lazy(() => import('./GuideApp.tsx').then((m) => ({ default: m.GuideApp })))
