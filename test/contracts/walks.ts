/** How many random walks a property takes; `npm run test:faults` takes twenty times as many as `npm test`. */
export function walks(count: number): number {
  return count * Number(process.env['LANRAN_WALKS'] ?? 1);
}
