import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PaperDocument, Workbook } from '../../core/report/document.ts'

/** Something to draw that needs no file. */
export type Drawing = { pdf: PaperDocument } | { workbook: Workbook }

/** Fewer are drawn in less time than a thread takes to start. */
const rowsMax = 200

/** A thread does not inherit how TypeScript is loaded. */
const [loader, here] = [import.meta.resolve('tsx/esm/api'), import.meta.url].map((url) => JSON.stringify(url))
const script = `import { tsImport } from ${loader}; await tsImport('./drawing.ts', ${here})`

/** Whether a drawing is better drawn apart. One with photos is not: they lie in files, and are few. */
export function takesLong(drawing: Drawing): boolean {
  if ('workbook' in drawing) return drawing.workbook.sheets.some(({ rows }) => rows.length > rowsMax)
  const { blocks } = drawing.pdf
  const isTable = blocks.some((block) => block.kind === 'table' && block.rows.length > rowsMax)
  return isTable && !blocks.some(({ kind }) => kind === 'photos')
}

/** Drawn in a thread of its own: a book of a thousand complaints takes seconds, in which every message would wait. */
export async function drawApart(drawing: Drawing): Promise<Uint8Array> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
    workerData: drawing,
    execArgv: [],
  })
  try {
    const [bytes] = (await once(worker, 'message')) as [Uint8Array]
    return bytes
  } finally {
    await worker.terminate()
  }
}
