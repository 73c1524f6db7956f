import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { PublicApp } from './PublicApp.tsx'
import './base.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <PublicApp />
  </StrictMode>,
)
