import type { Files, Papers } from '../../core/app/ports.ts'
import type { Words } from '../../core/text/words.ts'
import { drawApart, takesLong } from './apart.ts'

/** Everything the program draws. Each library is loaded when first needed: that takes a second, and few desks need all. */
export function openPapers(words: Words, files: Files): Papers {
  return {
    chart: async (chart) => (await import('./chart.ts')).renderChart(chart, words.report.chart),
    pdf: async (document) =>
      takesLong({ pdf: document })
        ? drawApart({ pdf: document })
        : (await import('./pdf.ts')).renderPdf(document, files),
    workbook: async (workbook) =>
      takesLong({ workbook })
        ? drawApart({ workbook })
        : (await import('./workbook.ts')).renderWorkbook(workbook),
  }
}
