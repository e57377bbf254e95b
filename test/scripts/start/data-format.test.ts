import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimDataFormat, DATA_FORMAT, raiseDataFormat } from '../../../scripts/start/data-format.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const [ONE, OTHER] = [`0x${'c0'.repeat(32)}`, `0x${'07'.repeat(32)}`];
const CONTRACTS = { Book: ONE, Calendar: ONE };

describe('the format of a data directory', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });
  const path = () => join(dataDir, 'format.json');
  const write = (format: unknown) => writeFileSync(path(), JSON.stringify(format));

  it('is written into a new directory, and opens it again', () => {
    claimDataFormat(dataDir, CONTRACTS);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ format: DATA_FORMAT, contracts: CONTRACTS });
    expect(claimDataFormat(dataDir, CONTRACTS)).toBe(DATA_FORMAT);
  });

  it('of an earlier version is told and not changed', () => {
    write({ format: 1, contracts: CONTRACTS });
    expect(claimDataFormat(dataDir, CONTRACTS)).toBe(1);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ format: 1, contracts: CONTRACTS });
  });

  it('is raised without a change to what else the file says', () => {
    write({ format: 1, contracts: CONTRACTS, later: true });
    raiseDataFormat(dataDir, 2);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({
      format: 2,
      contracts: CONTRACTS,
      later: true,
    });
  });

  it('may have members of later versions', () => {
    write({ format: DATA_FORMAT, contracts: CONTRACTS, later: true });
    expect(() => claimDataFormat(dataDir, CONTRACTS)).not.toThrow();
  });

  it('of a newer version is refused, whatever else it says', () => {
    write({ format: DATA_FORMAT + 1, contracts: { renamed: true } });
    expect(() => claimDataFormat(dataDir, CONTRACTS)).toThrow(
      `has data format ${DATA_FORMAT + 1}, and this version opens formats up to ${DATA_FORMAT}: a newer version wrote it.`,
    );
  });

  it('with other contracts is refused', () => {
    claimDataFormat(dataDir, { ...CONTRACTS, Book: OTHER, Former: ONE });
    expect(() => claimDataFormat(dataDir, CONTRACTS)).toThrow(
      'began with other contracts than this version has (Book, Former).',
    );
  });

  it('opens in a version that has more contracts', () => {
    claimDataFormat(dataDir, { Book: ONE });
    expect(() => claimDataFormat(dataDir, CONTRACTS)).not.toThrow();
  });

  it.each(['secrets.json', 'installation.json', 'document-store', 'content-store', 'chain'])(
    'is not claimed where %s shows that a version of before made the directory',
    async (trace) => {
      await mkdir(join(dataDir, trace));
      expect(() => claimDataFormat(dataDir, CONTRACTS)).toThrow(
        `has no format.json, but the ${trace} of an installation`,
      );
      expect(await readdir(dataDir)).toEqual([trace]);
    },
  );

  it.each([
    '',
    'x',
    '{}',
    '{"format":0}',
    '{"format":1.5}',
    `{"format":1}`,
    '{"format":1,"contracts":{"Book":"c0"}}',
  ])('is refused where its file is damaged: %s', (text) => {
    writeFileSync(path(), text);
    expect(() => claimDataFormat(dataDir, CONTRACTS)).toThrow(`${path()} is damaged.`);
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  it('is claimed again by the start after one that was killed before it made anything else', () => {
    claimDataFormat(dataDir, CONTRACTS);
    rmSync(path());
    claimDataFormat(dataDir, CONTRACTS);
    expect(existsSync(path())).toBe(true);
  });
});
