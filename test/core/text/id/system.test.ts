import { describe, expect, it } from 'vitest'
import { systemWords, type Banner } from '../../../../core/text/id/system.ts'

const banner: Banner = {
  version: '0.1.0',
  page: 'http://127.0.0.1:8080',
  databaseFolder: './data/postgres',
  services: ['Pengaduan Layanan TIK (tik-banten)'],
  setupCode: 'K7MQ',
}

describe('systemWords', () => {
  it('shows a newcomer the page and the way to go live', () => {
    expect(systemWords.started(banner)).toBe(`Sigap 0.1.0 berjalan dengan simulator.

  Halaman      http://127.0.0.1:8080
  Basis data   PostgreSQL bawaan di ./data/postgres
  Layanan      Pengaduan Layanan TIK (tik-banten)

Untuk melayani sungguhan, isi TELEGRAM_BOT_TOKEN dengan token dari @BotFather, lalu jalankan lagi.
Tekan Ctrl-C untuk berhenti.`)
  })

  it('shows an office that is live which bot serves and where its health is', () => {
    const live = systemWords.started({ ...banner, botName: 'sigap_banten_bot', databaseFolder: undefined })
    expect(live).toContain('melayani sebagai @sigap_banten_bot')
    expect(live).toContain('http://127.0.0.1:8080/healthz')
    expect(live).toContain('PostgreSQL pada DATABASE_URL')
    expect(live).toContain('/hubungkan K7MQ')
    expect(live).not.toContain('TELEGRAM_BOT_TOKEN')
  })

  it('tells a failure of the database with its cure', () => {
    const problem = { where: 'DATA_DIR', code: 'data-dir-in-use', value: '/srv/sigap {known}' } as const
    expect(systemWords.notStarted([problem])).toBe(`Sigap belum dapat dijalankan. Yang perlu diperbaiki: 1.
1. DATA_DIR: Folder data sedang dipakai Sigap yang lain (/srv/sigap {known}).
   Perbaikan: Hentikan yang lain itu, atau pilih folder lain, misalnya DATA_DIR=./data-2.
Setelah diperbaiki, jalankan lagi: npm start`)
  })
})
