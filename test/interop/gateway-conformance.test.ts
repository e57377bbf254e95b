import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCar } from '../embedded/content-store/car-archives.ts';
import { startStore, type StoreUnderTest } from '../embedded/content-store/store-under-test.ts';

/** The parts of the specification that the store serves; `/ipns/`, subdomains, DNSLink, `_redirects`, TAR and DAG-JSON are refused by name. */
const SPECS = [
  'trustless-block-gateway',
  'trustless-car-gateway',
  'path-unixfs-gateway',
  'path-raw-gateway',
  'path-range-gateway',
].join(',');

/** What differs on purpose, each with the reason (docs/content-store.md, "Gateway"). Names as the suite of v0.13.2 has them. */
const EXPECTED_DIFFERENCES: Readonly<Record<string, string>> = {
  'TestCors/GET_Responses_from_Gateway_should_include_CORS_headers_allowing_JS_from_other_origins_to_read_the_data_cross-origin.':
    'pages of strangers must not read the store',
  'TestCors/OPTIONS_to_Gateway_succeeds': 'pages of strangers must not read the store',
  'TestUnixFSDirectoryListing/path_gw:_backlink_on_root_CID_should_be_hidden_%28TODO:_cleanup_Kubo-specifics%29':
    'the listing is not Kubo’s HTML',
  'TestUnixFSDirectoryListing/path_gw:_dir_listing_HTML_response_%28TODO:_cleanup_Kubo-specifics%29':
    'the listing is not Kubo’s HTML',
  'TestGatewayUnixFSFileRanges/GET_for_%2Fipfs%2F_file_with_multiple_range_request_returns_correct_bytes':
    'several ranges are answered with everything, as RFC 9110 §14.2 allows',
};
/** DAG-JSON, JSON, CBOR; SHA-512. */
const REFUSED_FIXTURES = /has the codec 0x(129|200|51);|has another hash than SHA-256/;
/** Fewer would mean that the suite did not get to its tests. */
const LEAST_PASSED = 60;

const FOLDERS = ['/opt/peers', ...(process.env['PATH'] ?? '').split(delimiter)];

/** The program of ipfs/gateway-conformance on this machine; null where there is none, which is said. It runs `go test`. */
function findProgram(): string | null {
  const paths = FOLDERS.map((folder) => join(folder, 'gateway-conformance'));
  const found = paths.find((path) => existsSync(path)) ?? null;
  if (found === null)
    process.stderr.write(
      'SKIPPED: no gateway-conformance found (in /opt/peers or PATH; it needs go, too).\n',
    );
  return found;
}

const program = findProgram();
const run = promisify(execFile);

if (program === null) {
  describe.skip('gateway-conformance', () => {
    it('was not found', () => undefined);
  });
} else {
  describe('ipfs/gateway-conformance', () => {
    let store: StoreUnderTest;
    let directory: string;
    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'lanran-conformance-'));
      store = await startStore();
      const fixtures = join(directory, 'fixtures');
      await run(program, ['extract-fixtures', '--directory', fixtures]);
      for (const name of readdirSync(fixtures).filter((each) => each.endsWith('.car'))) {
        const car = readFileSync(join(fixtures, name));
        await importCar(store.ipfs, car, { pinRoots: false }).catch((error: unknown) => {
          // Of parts of the suite that are not run.
          if (!(error instanceof Error && REFUSED_FIXTURES.test(error.message))) throw error;
        });
      }
    });
    afterAll(async () => {
      await store.remove();
      rmSync(directory, { recursive: true, force: true });
    });

    it('fails only where the store differs on purpose', { timeout: 600_000 }, async () => {
      const report = join(directory, 'report.json');
      const args = [
        'test',
        '--gateway-url',
        store.url,
        '--specs',
        SPECS,
        '--json-output',
        report,
        '--',
        '-count=1',
      ];
      // It ends with 1 as soon as one test fails; the report says which.
      await run(program, args, { maxBuffer: 2 ** 28 }).catch(() => undefined);
      const ended = (action: string) => casesThat(action, readFileSync(report, 'utf8'));
      expect(ended('fail')).toEqual(Object.keys(EXPECTED_DIFFERENCES).sort());
      expect(ended('pass').length).toBeGreaterThanOrEqual(LEAST_PASSED);
      expect(store.faults).toEqual([]);
    });
  });
}

/** Names of cases, not of the groups that they are in or the checks within them. */
function casesThat(action: string, report: string): string[] {
  const events = report
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { Action: string; Test?: string });
  const ended = events.flatMap(({ Action, Test }) => (Action === action && Test !== undefined ? [Test] : []));
  return ended.filter((name) => name.split('/').length === 2).sort();
}
