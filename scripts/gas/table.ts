import { FIGURES, limitsOf, MEANINGS, type Figure, type Figures } from './figures.ts';
import type { Measurement } from './measure.ts';
import type { SlotCost } from './slot-costs.ts';

/** Compilers and engines differ by less; what changed by more is committed. */
const TOLERANCE = 0.02;

const HEADER = `# What the contracts cost

The gas of whole transactions that call the contracts directly. \`npm run gas\` measures it on the embedded chain's engine, with fixed keys and salts.
\`npm run check\` measures again. It fails if a figure exceeds its limit, or differs by more than 2 % from this table.

`;

const grouped = (gas: number): string => gas.toLocaleString('en');

/** The committed table, and below it what the slots of each figure above its limit cost. */
export function renderTable({ figures, slots }: Measurement): string {
  const limits = limitsOf(figures);
  const rows = FIGURES.map((name) => {
    const limit = limits[name];
    return [name, grouped(figures[name]), limit === null ? 'reported' : grouped(limit), MEANINGS[name]];
  });
  const table = renderRows(['figure', 'gas', 'limit', 'what it is'], rows);
  const excesses = [...slots].map(([name, costs]) => renderExcess(name, costs));
  return `${HEADER}${table}${excesses.join('')}`;
}

function renderExcess(name: Figure, costs: readonly SlotCost[]): string {
  const rows = costs.map(({ slot, gas }) => [slot, grouped(gas)]);
  return `\n## Over its limit: ${name}\n\n${renderRows(['slot', 'gas'], rows)}`;
}

/** The second and third columns are numbers. */
function renderRows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width, column) =>
    isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [head, rule, ...body]
    .map((row) => row.map((cell, column) => pad(cell, { column, width: widths[column] ?? 0 })))
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

/** What is wrong with the measured figures: those over their limit, and those that the committed table doesn't tell. */
export function findFaults(figures: Figures, committed: string): string[] {
  const limits = limitsOf(figures);
  return FIGURES.flatMap((name) => {
    const [gas, limit, before] = [figures[name], limits[name], readFigure(committed, name)];
    const faults: string[] = [];
    if (limit !== null && gas > limit)
      faults.push(`${name} costs ${grouped(gas)}, more than ${grouped(limit)}`);
    if (before === null) faults.push(`${name} is not in the committed table`);
    else if (Math.abs(gas - before) > TOLERANCE * before)
      faults.push(`${name} costs ${grouped(gas)}, the committed table says ${grouped(before)}`);
    return faults;
  });
}

function readFigure(table: string, name: string): number | null {
  const row = table.split('\n').find((line) => line.startsWith(`| ${name} `));
  const cell = row?.split('|')[2]?.trim().replaceAll(',', '');
  return cell !== undefined && /^\d+$/.test(cell) ? Number(cell) : null;
}

const isNumber = (column: number): boolean => column === 1 || column === 2;

function pad(cell: string, { column, width }: { column: number; width: number }): string {
  return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
}
