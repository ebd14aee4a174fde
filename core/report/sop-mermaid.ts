import type { Profile } from '../sop/sop.ts'
import type { SopWords } from '../text/id/sop.ts'
import { sopGraph } from './sop-graph.ts'

/** The diagram in the Mermaid language, for a page that draws it. Ways that staff choose are whole lines, the others dotted. */
export function sopMermaid(profile: Profile, words: SopWords): string {
  const nodes = sopGraph(profile, words)
  const boxes = nodes.map(({ terminal, lines }, index) => {
    const text = `"${lines.map(escape).join('<br/>')}"`
    return `  n${index}${terminal ? `([${text}])` : `[${text}]`}`
  })
  const ways = nodes.flatMap(({ exits }, from) =>
    exits.map(
      ({ label, chosen, to }) => `  n${from} ${chosen ? '-->' : '-.->'}|"${escape(label)}"| n${to ?? from}`,
    ),
  )
  return ['flowchart TD', ...boxes, ...ways].join('\n')
}

/** Nothing in a profile is markup. */
function escape(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[#"<>&|]/g, (sign) => `#${sign.codePointAt(0)};`)
}
