import { describe, expect, it } from 'vitest'
import { takeService } from '../../../core/app/services.ts'
import type { Service } from '../../../core/app/desk.ts'

const service = (id: string) => ({ id }) as Service
const [banten, tidung] = [service('tik-banten'), service('lpse-tidung')]

describe('takeService', () => {
  it('takes a leading id off, in any case', () => {
    expect(takeService([banten, tidung], ' LPSE-Tidung  2 45 menit ')).toEqual({
      service: tidung,
      rest: '2 45 menit',
    })
    expect(takeService([banten, tidung], 'tik-banten')).toEqual({ service: banten, rest: '' })
  })

  it('needs none where there is only one service, and one where there are more', () => {
    expect(takeService([banten], '2 45 menit')).toEqual({ service: banten, rest: '2 45 menit' })
    expect(takeService([banten], 'tik-banten 2')).toEqual({ service: banten, rest: '2' })
    expect(takeService([banten, tidung], '2 45 menit')).toEqual({ service: null, rest: '2 45 menit' })
    expect(takeService([banten, tidung], 'lpse 2')).toEqual({ service: null, rest: 'lpse 2' })
    expect(takeService([], '2')).toEqual({ service: null, rest: '2' })
  })
})
