import { parseArgs } from 'node:util';
import { run as chain } from './bench/chain.ts';
import { run as contentStore } from './bench/content-store.ts';
import { COST_PARTS, run as cost } from './bench/cost.ts';
import { tableWithBars } from './bench/cost/bars.ts';
import { DELIVERY_PARTS, run as delivery } from './bench/delivery.ts';
import { run as desk } from './bench/desk.ts';
import { run as documentStore } from './bench/document-store.ts';
import { run as front } from './bench/front.ts';
import { run as importing } from './bench/import.ts';
import { run as ingest } from './bench/ingest.ts';
import { run as manyFiles } from './bench/many-files.ts';
import { run as scale, SCALE_PARTS } from './bench/scale.ts';
import { run as search } from './bench/search.ts';

type Figures = Record<string, number>;
type CostExtent = Parameters<typeof cost>[0];

/** Each bench gives named figures; ratios against the same machine's own speed say more than times. */
const BENCHES: Readonly<Record<string, (extent: CostExtent) => Promise<Figures>>> = {
  chain,
  'content-store': contentStore,
  cost,
  delivery,
  desk,
  'document-store': documentStore,
  front,
  import: importing,
  ingest,
  'many-files': manyFiles,
  scale,
  search,
};

/** Ingest too, of many small records and of a sequence: run along with it, and named so. */
const ALONG: Readonly<Record<string, string>> = { import: 'ingest', 'many-files': 'ingest' };

/** Exit code 2 for a name that is not there. */
async function main(): Promise<void> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n`);
    process.exitCode = 2;
    return;
  }
  const { wanted, isJson, extent } = asked;
  const figures: Figures = {};
  for (const [name, run] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name) && !wanted.includes(ALONG[name] ?? name)) continue;
    process.stderr.write(`${name} …\n`);
    const found = Object.entries(await run(extent)).map(
      ([figure, value]) => [`${ALONG[name] ?? name}.${figure}`, value] as const,
    );
    // Told at once: a long run that ends in a failure has measured something.
    process.stderr.write(tableOf(Object.fromEntries(found)));
    Object.assign(figures, Object.fromEntries(found));
  }
  process.stdout.write(isJson ? `${JSON.stringify(figures)}\n` : tableOf(figures));
}

interface Asked {
  readonly wanted: readonly string[];
  readonly isJson: boolean;
  readonly extent: CostExtent;
}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  part: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  'idle-minutes': { type: 'string', default: '10' },
} as const;

/** `bench [name] [--json]`; for `cost`, `delivery` and `scale` also `--part NAME`, `--quick`, `--rounds N`, `--idle-minutes N`. @returns what is wrong with them, if something is */
function readArguments(): Asked | string {
  try {
    const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: OPTIONS });
    const extent = {
      parts: values.part ?? [],
      isQuick: values.quick,
      rounds: Number(values.rounds ?? (values.quick ? 1 : 3)),
      idleMinutes: Number(values['idle-minutes']),
    };
    const isNumbers = extent.rounds >= 1 && extent.idleMinutes >= 0;
    if (!isNumbers) return '--rounds takes a number from 1, --idle-minutes one from 0.';
    return (
      unknownName('bench', wanted, BENCHES) ??
      unknownName('part', extent.parts, { ...COST_PARTS, ...DELIVERY_PARTS, ...SCALE_PARTS }) ?? {
        wanted,
        isJson: values.json,
        extent,
      }
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unknownName(what: string, asked: readonly string[], known: object): string | null {
  const unknown = asked.find((name) => !Object.hasOwn(known, name));
  return unknown === undefined
    ? null
    : `There is no ${what} '${unknown}'. There are: ${Object.keys(known).join(', ')}.`;
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
