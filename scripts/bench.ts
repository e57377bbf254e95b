import { run as chain } from './bench/chain.ts';
import { run as contentStore } from './bench/content-store.ts';
import { run as desk } from './bench/desk.ts';
import { run as documentStore } from './bench/document-store.ts';
import { run as front } from './bench/front.ts';
import { run as importing } from './bench/import.ts';
import { run as ingest } from './bench/ingest.ts';
import { run as manyFiles } from './bench/many-files.ts';
import { run as search } from './bench/search.ts';

type Figures = Record<string, number>;

/** Each bench gives named figures; ratios against the same machine's own speed say more than times. */
const BENCHES: Readonly<Record<string, () => Promise<Figures>>> = {
  chain,
  'content-store': contentStore,
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
async function main(args: readonly string[]): Promise<void> {
  const isJson = args.includes('--json');
  const wanted = args.filter((each) => each !== '--json');
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
  process.stdout.write(isJson ? `${JSON.stringify(figures)}\n` : tableOf(figures));
}

function tableOf(figures: Figures): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  return Object.entries(figures)
    .map(([name, value]) => `${name.padEnd(width)}  ${value}\n`)
    .join('');
}

await main(process.argv.slice(2));
