/**
 * A paper ready to be drawn: A4, black on white. Every text is plain; whatever a requester wrote is printed as written
 * and means nothing to the printer.
 */
export type PaperDocument = {
  title: string
  /** The office's letterhead from the desk file, the strongest line last; empty where the desk has none. */
  letterhead: readonly string[]
  /** Marked KONSEP on every page: the registry office has not numbered it. */
  draft: boolean
  landscape?: boolean
  blocks: readonly Block[]
  /** Stands at the foot of every page beside the page number. */
  footer: string
}

export type Block =
  | { kind: 'title'; text: string; below?: string }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  /** Label, colon, value; an empty value leaves a line to write on. */
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  /** `widths` are shares of the page's width, one a column. */
  | {
      kind: 'table'
      head: readonly string[]
      widths: readonly number[]
      rows: readonly (readonly string[])[]
    }
  | { kind: 'checklist'; items: readonly { text: string; checked: boolean }[] }
  /** Kept files by key, drawn two in a row; one that is missing or no picture is named instead. */
  | { kind: 'photos'; photos: readonly { key: string; caption: string }[] }
  /** Signature lines, side by side. */
  | { kind: 'signatures'; signatures: readonly Signature[] }

export type Signature = {
  /** "Serang, 16 November 2026", or empty. */
  placeAndDate: string
  /** "Plt. Kepala Dinas,": in which capacity. */
  capacity: string
  name: string
  /** Rank and NIP, one a line, where known. */
  below: readonly string[]
}

/** A book of sheets for a spreadsheet program; a text is never a formula, and a date's UTC clock is what its cell shows. */
export type Workbook = { sheets: readonly Sheet[] }
export type Sheet = {
  name: string
  columns: readonly { title: string; width: number }[]
  rows: readonly (readonly (string | number | Date | null)[])[]
}
