import { parentPort, workerData } from 'node:worker_threads'
import type { Drawing } from './apart.ts'

/** The other end of `drawApart`: loads only what it draws with. */
const drawing = workerData as Drawing
const noFiles = { get: async () => null, put: async () => undefined }
const bytes =
  'pdf' in drawing
    ? await (await import('./pdf.ts')).renderPdf(drawing.pdf, noFiles)
    : await (await import('./workbook.ts')).renderWorkbook(drawing.workbook)
parentPort?.postMessage(bytes)
