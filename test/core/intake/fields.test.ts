import { describe, expect, it } from 'vitest'
import {
  checkAgency,
  checkChoice,
  checkEmail,
  checkField,
  checkName,
  checkPhone,
  checkProblem,
  checkText,
} from '../../../core/intake/fields.ts'
import { intakeWords } from '../../../core/text/id/intake.ts'
import { agencies, tikContext, tikForm } from '../../fixtures/form.ts'
import { now } from './conversation.ts'
import { told } from './told.ts'

const category = tikForm.fields.find((f) => f.id === 'jenis')?.options ?? []

describe('name', () => {
  it.each([
    ['Budi Santoso', '= Budi Santoso'],
    ['Siti Aminah, S.Kom., M.T.', '= Siti Aminah, S.Kom., M.T.'],
    ["H. Ma'ruf Al-Amin", "= H. Ma'ruf Al-Amin"],
    ['Nama saya Budi', '= Budi'],
    ['Perkenalkan nama saya Dewi', '= Dewi'],
    ['Sayadi', '= Sayadi'],
    ['Ng', '= Ng'],
    ['B', '! name-letters'],
    ['', '! empty'],
    ['Budi 3', '! name-letters'],
    ['🙂🙂', '! name-letters'],
    ['0812 3456 7890', '! name-is-number'],
    ['budi@dinkes.go.id', '! name-is-email'],
  ])('%s', (text, outcome) => expect(told(checkName(text, intakeWords))).toBe(outcome))
})

describe('agency', () => {
  const dindikbud = 'Dinas Pendidikan dan Kebudayaan (Dindikbud)'
  it.each([
    [dindikbud, `= ${dindikbud}`],
    ['dinas pendidikan dan kebudayaan', `= ${dindikbud}`],
    ['DINDIKBUD', `= ${dindikbud}`],
    ['bkd', '= Badan Kepegawaian Daerah (BKD)'],
    ['dindikbut', `? ${dindikbud} | "dindikbut"`],
    ['Dinas Pendidikan', `? ${dindikbud} | "Dinas Pendidikan"`],
    ['dinas kesehtan', '? Dinas Kesehatan (Dinkes) | "dinas kesehtan"'],
    ['Balai Latihan Kerja Serang', '= Balai Latihan Kerja Serang'],
    ['ab', '! agency-short'],
    ['', '! agency-short'],
  ])('%s', (text, outcome) => expect(told(checkAgency(text, agencies))).toBe(outcome))

  it('takes any name where the desk lists no agencies', () => {
    expect(told(checkAgency('Dinkes', []))).toBe('= Dinkes')
  })
})

describe('e-mail', () => {
  it.each([
    ['Budi@Dinkes.BantenProv.go.id', '= budi@dinkes.bantenprov.go.id'],
    ['email saya budi.s@x.go.id.', '= budi.s@x.go.id'],
    ['<budi@x.go.id>', '= budi@x.go.id'],
    ['budi@ymail.com', '= budi@ymail.com'],
    ['budi@gmial.com', '? budi@gmail.com | "budi@gmial.com"'],
    ['budi@gmail.con', '? budi@gmail.com | "budi@gmail.con"'],
    ['budi@yaho.com', '? budi@yahoo.com | "budi@yaho.com"'],
    ['budi @ gmail.com', '? budi@gmail.com'],
    ['budi@gmail,com', '? budi@gmail.com'],
    ['budi', '! email-incomplete'],
    ['budi@dinkes', '! email-incomplete'],
    ['@dinkes.go.id', '! email-invalid'],
    ['bu..di@-x-.go.id', '! email-invalid'],
    ['', '! email-incomplete'],
  ])('%s', (text, outcome) => expect(told(checkEmail(text))).toBe(outcome))
})

describe('phone', () => {
  it.each([
    ['081234567890', '+6281234567890', '0812-3456-7890'],
    ['62812-3456-7890', '+6281234567890', '0812-3456-7890'],
    ['62812345678', '+62812345678', '0812-345-678'],
    ['+62 812 3456 7890', '+6281234567890', '0812-3456-7890'],
    ['0812.3456.7890', '+6281234567890', '0812-3456-7890'],
    ['81234567890', '+6281234567890', '0812-3456-7890'],
    ['nomor saya 0812 3456 7890', '+6281234567890', '0812-3456-7890'],
    ['0812 3456 7890 / 0857 1111 2222', '+6281234567890', '0812-3456-7890'],
    ['(021) 5551234', '+62215551234', '(021) 5551234'],
    ['0254-200123', '+62254200123', '(0254) 200123'],
    ['+65 9123 4567', '+6591234567', '+65 9123 4567'],
  ])('%s', (text, value, shown) => expect(checkPhone(text)).toEqual({ ok: true, answer: { value, shown } }))

  it.each([
    ['0812', '! phone-incomplete'],
    ['', '! phone-incomplete'],
    ['0812345678901234', '! phone-invalid'],
    ['12345678', '! phone-invalid'],
    ['tidak punya', '! phone-incomplete'],
  ])('%s', (text, outcome) => expect(told(checkPhone(text))).toBe(outcome))
})

describe('choice', () => {
  it.each([
    ['Jaringan', '= Jaringan [jaringan]'],
    ['  e mail ', '= E-mail [email]'],
    ['1', '= Jaringan [jaringan]'],
    ['7.', '= Website [website]'],
    ['(2)', '= E-mail [email]'],
    ['tiga', '= Komputer [komputer]'],
    ['jaringn', '= Jaringan [jaringan]'],
    ['wibsite', '= Website [website]'],
    ['internetnya lelet sekali', '? Jaringan'],
    ['8', '! not-an-option'],
    ['entah', '! not-an-option'],
    ['', '! empty'],
  ])('%s', (text, outcome) => expect(told(checkChoice(text, category, intakeWords))).toBe(outcome))

  it('does not guess between two equally near options', () => {
    const options = ['rumah', 'ruman'].map((label) => ({ id: label, label, words: [] }))
    expect(told(checkChoice('rumax', options, intakeWords))).toBe('! not-an-option')
  })
})

describe('problem and text', () => {
  it.each([
    ['Wi-Fi lantai 2 mati', '= Wi-Fi lantai 2 mati'],
    ['wifi', '? "wifi"'],
    ['🙏🙏', '! empty'],
  ])('problem %s', (text, outcome) => expect(told(checkProblem(text))).toBe(outcome))

  it.each([
    ['Kepala Seksi', '= Kepala Seksi'],
    ['3', '= 3'],
    ['...', '! empty'],
  ])('text %s', (text, outcome) => expect(told(checkText(text))).toBe(outcome))

  it('takes no text as evidence', () => {
    const bukti = tikForm.fields.find((f) => f.kind === 'evidence')
    expect(bukti && told(checkField(bukti, 'ada', { ...tikContext, now }))).toBe('! not-a-file')
  })
})

describe('length', () => {
  it.each([
    ['name', 100, (text: string) => checkName(text, intakeWords)],
    ['agency', 200, (text: string) => checkAgency(text, agencies)],
    ['problem', 3500, checkProblem],
    ['text', 1000, checkText],
  ])('%s: at most %i characters', (_, max, check) => {
    expect(check('x'.repeat(max)).ok).toBe(true)
    expect(told(check('x'.repeat(max + 1)))).toBe('! too-long')
  })
})
