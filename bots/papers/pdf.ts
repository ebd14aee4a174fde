import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import type { Files } from '../../core/app/ports.ts'
import type { PaperDocument } from '../../core/report/document.ts'
import { paperWords } from '../../core/text/id/papers.ts'
import { drawBlocks, drawLetterhead, type Page, type Picture } from './pdf-blocks.ts'
import { pictureUrl } from './pictures.ts'
import { fonts, printable } from './printable.ts'

/** A4 in points, and the margins an office files papers with: left, top, right, bottom. */
const a4 = { width: 595.28, height: 841.89 }
const margins = { portrait: [71, 45, 57, 57], landscape: [48, 48, 48, 57] } as const
const footerMargins = { portrait: [71, 16, 57, 0], landscape: [48, 16, 48, 0] } as const

pdfmake.setFonts({ paper: fonts })
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path))

/**
 * The paper as PDF, A4, with fonts of its own. Texts are printed as they are and never read as markup; photos come from
 * `files` by key. The same paper gives the same bytes.
 */
export async function renderPdf(
  document: PaperDocument,
  files: Files,
  words = paperWords,
): Promise<Uint8Array> {
  const orientation = document.landscape ? 'landscape' : 'portrait'
  const [left, , right] = margins[orientation]
  const page: Page = {
    width: (document.landscape ? a4.height : a4.width) - left - right,
    text: printable,
    pictures: await picturesOf(document, files),
    words,
  }
  const { text } = page
  return toPdf({
    pageSize: 'A4',
    pageOrientation: orientation,
    pageMargins: [...margins[orientation]],
    defaultStyle: { font: 'paper', fontSize: 10, lineHeight: 1.15 },
    language: 'id-ID',
    displayTitle: true,
    info: { title: text(document.title), creator: 'Sigap', producer: 'Sigap' },
    ...(document.draft
      ? { watermark: { text: words.draft, color: '#000000', opacity: 0.1, bold: true, fontSize: 110 } }
      : {}),
    content: [...drawLetterhead(document.letterhead, page), ...drawBlocks(document.blocks, page)],
    footer: (current, count) => ({
      margin: [...footerMargins[orientation]],
      fontSize: 7.5,
      color: '#444444',
      columns: [
        { text: text(document.footer), width: '*' },
        { text: words.page(current, count), width: 'auto', alignment: 'right' },
      ],
    }),
  })
}

/** The clock is left out: with the time of printing in it, no paper would be the same twice. */
async function toPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  const info = { ...definition.info, creationDate: new Date(0) }
  return new Uint8Array(await pdfmake.createPdf({ ...definition, info }).getBuffer())
}

/** The pictures the paper shows, by key; a key that is not there names a file that is missing or cannot be drawn. */
async function picturesOf({ blocks }: PaperDocument, files: Files): Promise<Map<string, Picture>> {
  const keys = blocks.flatMap((block) => (block.kind === 'photos' ? block.photos.map(({ key }) => key) : []))
  const pictures = new Map<string, Picture>()
  for (const key of new Set(keys)) pictures.set(key, await pictureOf(await files.get(key)))
  return pictures
}

async function pictureOf(bytes: Uint8Array | null): Promise<Picture> {
  if (!bytes) return 'missing'
  const url = pictureUrl(bytes)
  return url !== null && (await isDrawable({ image: url })) ? { url } : 'unreadable'
}

/** Whether the PDF library takes the picture: one it does not take would cost the whole paper. */
async function isDrawable(picture: Content): Promise<boolean> {
  try {
    await toPdf({ content: [picture] })
    return true
  } catch {
    return false
  }
}
