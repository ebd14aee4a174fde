/** "3,4" of 3.4. */
export function decimal(value: number): string {
  return value.toFixed(1).replace('.', ',')
}
