import { parseArgs } from 'node:util';
import { run as chain } from './bench/chain.ts';
import { run as contentStore } from './bench/content-store.ts';
import { run as cost } from './bench/cost.ts';
import { tableWithBars } from './bench/cost/bars.ts';
import { run as desk } from './bench/desk.ts';
import { run as documentStore } from './bench/document-store.ts';
import { run as front } from './bench/front.ts';
import { run as importing } from './bench/import.ts';
import { run as ingest } from './bench/ingest.ts';
import { run as manyFiles } from './bench/many-files.ts';
import { run as search } from './bench/search.ts';

type Figures = Record<string, number>;

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    'idle-minutes': { type: 'string', default: '10' },
  },
});

/** Each bench gives named figures; ratios against the same machine's own speed say more than times. */
const BENCHES: Readonly<Record<string, () => Promise<Figures>>> = {
  chain,
  'content-store': contentStore,
  cost: () =>
    cost({
      parts: options.part,
      isQuick: options.quick,
      rounds: Number(options.rounds ?? (options.quick ? 1 : 3)),
      idleMinutes: Number(options['idle-minutes']),
    }),
  desk,
  'document-store': documentStore,
  front,
  import: importing,
  ingest,
  'many-files': manyFiles,
  search,
};

/** Ingest too, of many small records and of a sequence: run along with it, and named so. */
const ALONG: Readonly<Record<string, string>> = { import: 'ingest', 'many-files': 'ingest' };

/** `bench [name] [--json]`: exit code 2 for a name that is not there. */
async function main(): Promise<void> {
  const unknown = wanted.find((name) => BENCHES[name] === undefined);
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench '${unknown}'. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  const figures: Figures = {};
  for (const [name, run] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name) && !wanted.includes(ALONG[name] ?? name)) continue;
    process.stderr.write(`${name} …\n`);
    const found = Object.entries(await run()).map(
      ([figure, value]) => [`${ALONG[name] ?? name}.${figure}`, value] as const,
    );
    // Told at once: a long run that ends in a failure has measured something.
    process.stderr.write(tableOf(Object.fromEntries(found)));
    Object.assign(figures, Object.fromEntries(found));
  }
  process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : tableOf(figures));
}

/** Those of the bench `cost` have bars. */
function tableOf(figures: Figures): string {
  const isOfCost = ([name]: readonly [string, number]) => name.startsWith('cost.');
  const others = Object.entries(figures).filter((figure) => !isOfCost(figure));
  const costs = Object.entries(figures).filter(isOfCost);
  const width = Math.max(...others.map(([name]) => name.length));
  return [
    ...others.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`),
    ...(costs.length > 0 ? [tableWithBars(Object.fromEntries(costs))] : []),
  ].join('');
}

await main();
