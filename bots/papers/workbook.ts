import writeExcelFile from 'write-excel-file/node'
import type { Cell, Sheet as ExcelSheet } from 'write-excel-file/node'
import type { Sheet, Workbook } from '../../core/report/document.ts'

/** A spreadsheet program shows no more of a cell. */
const cellUnitsMax = 32_767
const dateFormat = 'dd/mm/yyyy hh:mm'

/**
 * The workbook as XLSX. A text is never a formula, neither here nor once it is copied or saved as CSV (see `safeText`).
 * A date is shown as its UTC clock says: a cell knows no time zone, so the caller gives the local time.
 */
export async function renderWorkbook({ sheets }: Workbook): Promise<Uint8Array> {
  const buffer = await writeExcelFile(sheets.map(layOut), { fontFamily: 'Calibri', fontSize: 11 }).toBuffer()
  return new Uint8Array(buffer)
}

function layOut({ name, columns, rows }: Sheet): ExcelSheet<never> {
  const head = columns.map(({ title }): Cell => ({
    value: title,
    fontWeight: 'bold',
    backgroundColor: '#e4e7eb',
    wrap: true,
    alignVertical: 'top',
  }))
  return {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    data: [head, ...rows.map((row) => row.map(cellOf))],
    dateFormat,
    orientation: 'landscape',
    stickyRowsCount: 1,
  }
}

function cellOf(value: string | number | Date | null): Cell {
  if (value === null || value === '') return null
  if (typeof value === 'string')
    return { value: safeText(value), type: String, format: '@', wrap: true, alignVertical: 'top' }
  return { value, alignVertical: 'top' }
}

/**
 * A text as no program evaluates it: on one line, without characters that XML or a cell has no place for (the library
 * drops some noncharacters together with the letter after them), and with an apostrophe before what could begin a
 * formula (= + - @, also full-width, also after blanks and unseen characters). The cell is a text in any case; the
 * apostrophe keeps it one when it leaves the workbook.
 */
export function safeText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\ufffd]+/gu, ' ').trim()
  const safe = /^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(line) ? `'${line}` : line
  // The library looks texts up in a plain object, which has a "toString" of its own.
  const apart = safe in {} ? `'${safe}` : safe
  return apart.length <= cellUnitsMax ? apart : `${apart.slice(0, cellUnitsMax - 1)}…`
}
