import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type ReadPdf = {
  /** The text of each page, lines parted by newlines. */
  pages: string[]
  /** Pictures drawn, over all pages. */
  images: number
  title: string
  language: string
}

/** A PDF as a reader sees it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 })
  const document = await loading.promise
  try {
    const read: ReadPdf = { pages: [], images: 0, title: '', language: '' }
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent({ disableNormalization: true })
      read.pages.push(
        items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
      )
      const { fnArray } = await page.getOperatorList()
      read.images += fnArray.filter((operation) => operation === OPS.paintImageXObject).length
    }
    const { info } = await document.getMetadata()
    const { Title, Language } = info as { Title?: string; Language?: string }
    return { ...read, title: Title ?? '', language: Language ?? '' }
  } finally {
    await loading.destroy()
  }
}

/** All text without white space: words cut at the end of a line are whole again. */
export function unspaced(text: string): string {
  return text.replace(/[\s\u200b]/g, '')
}
