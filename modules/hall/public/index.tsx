import { lazy } from 'react'

// Whoever reports a pothole does not load the hall.
export const HallApp = lazy(() => import('./HallApp.tsx').then((m) => ({ default: m.HallApp })))
