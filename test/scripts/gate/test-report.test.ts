import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTestSummary } from '../../../scripts/gate/test-report.ts';

const root = mkdtempSync(join(tmpdir(), 'lanran-report-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const paths = { root, report: join(root, 'report.json') };

function writeReport(report: object): void {
  writeFileSync(
    paths.report,
    JSON.stringify({ numPassedTests: 2, numFailedTests: 0, testResults: [], ...report }),
  );
}

describe('the summary of a run', () => {
  it('counts what passed and names what needed a second try', () => {
    const once = { fullName: 'a page', status: 'passed', failureMessages: [] };
    const twice = { fullName: 'a walk', status: 'passed', failureMessages: ['Error: too late'] };
    const name = `${root}/test/walk.test.ts`;
    writeReport({ testResults: [{ name, status: 'passed', assertionResults: [once, twice] }] });
    expect(readTestSummary(paths, true)).toEqual({
      passed: 2,
      failed: 0,
      failures: [],
      secondTries: ['test/walk.test.ts a walk'],
    });
  });

  it('shows 40 lines of each failure, with its file and line', () => {
    const stack = Array.from({ length: 60 }, (_, line) => `    at frame ${line}`).join('\n');
    const failed = {
      fullName: 'an order adds up',
      status: 'failed',
      failureMessages: [
        `\u001b[31mError: 3 is not 4\u001b[39m\n    at ${root}/test/a.test.ts:12:5\n${stack}`,
      ],
    };
    const testResults = [
      { name: `${root}/test/a.test.ts`, status: 'failed', message: '', assertionResults: [failed] },
    ];
    writeReport({ numFailedTests: 1, testResults });
    const { failed: count, failures } = readTestSummary(paths, false);
    expect(count).toBe(1);
    expect(failures).toHaveLength(1);
    const lines = failures[0]?.split('\n') ?? [];
    expect(lines.slice(0, 2)).toEqual(['test/a.test.ts:12 an order adds up', 'Error: 3 is not 4']);
    expect(lines).toHaveLength(40);
  });

  it('counts a file that could not be loaded, a run that failed otherwise, and one without a report', () => {
    const file = {
      name: `${root}/test/b.test.ts`,
      status: 'failed',
      message: 'No such module',
      assertionResults: [],
    };
    writeReport({ testResults: [file] });
    expect(readTestSummary(paths, false)).toMatchObject({
      failed: 1,
      failures: ['test/b.test.ts\nNo such module'],
    });
    writeReport({});
    expect(readTestSummary(paths, false).failed).toBe(1);
    expect(readTestSummary({ ...paths, report: join(root, 'none.json') }, false).failed).toBe(1);
  });
});
