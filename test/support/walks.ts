/** How often a property is tried; `npm run test:faults` tries twenty times as often as `npm test`. */
export function walks(count: number): number {
  return count * Number(process.env['LANRAN_WALKS'] ?? 1);
}
