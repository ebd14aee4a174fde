import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSecret, maskSecrets } from '../../../core/intake/secrets.ts'

describe('secrets', () => {
  it.each([
    ['password saya: rahasia', 'password', 'password saya: ••••'],
    ['Kata sandi e-mail = Banten#1 mohon dicek', 'password', 'Kata sandi e-mail = •••• mohon dicek'],
    ['kata sandi baru adalah mawar', 'password', 'kata sandi baru adalah ••••'],
    ['password saya Rahasia123', 'password', 'password saya ••••'],
    ['PIN: 123456', 'password', 'PIN: ••••'],
    ['sandi: OTP 123456', 'otp', 'sandi: •••• ••••'],
    ['kode OTP saya 482913', 'otp', 'kode OTP saya ••••'],
    ['otp: 4829', 'otp', 'otp: ••••'],
    ['482 913 adalah kode verifikasi Anda', 'otp', '•••• adalah kode verifikasi Anda'],
    ['NIK 3673010101900001', 'identity-card', 'NIK ••••'],
    ['3673-0101-0190-0001', 'identity-card', '••••'],
    ['367301 010190 0001', 'identity-card', '••••'],
  ])('%s', (text, secret, masked) => {
    expect(findSecret(text)).toBe(secret)
    expect(maskSecrets(text)).toBe(masked)
  })

  it.each([
    'saya lupa password e-mail',
    'Password: tidak bisa diganti',
    'password budi@dinkes.go.id ditolak',
    'OTP tidak masuk sejak 2024',
    'kode OTP belum diterima di HP 081234567890',
    'NIP 198501012010011001',
    'NIP 19850101 201001 1 001',
    'Telepon 0812 3456 7890',
    'Wi-Fi lantai 2 mati sejak pukul 0930',
  ])('leaves alone: %s', (text) => {
    expect(findSecret(text)).toBeNull()
    expect(maskSecrets(text)).toBe(text)
  })

  it('finds nothing more in a masked text', () => {
    const piece = fc.constantFrom(
      'password: x1',
      'OTP 123456',
      'NIK 3673010101900001',
      'dan',
      'sandi adalah',
      'q9!zzz',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const masked = maskSecrets(pieces.join(' '))
        expect(maskSecrets(masked)).toBe(masked)
        expect(findSecret(masked)).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })
})
