import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  /** Each with its file and the first lines of what went wrong, which name the line. */
  readonly failures: readonly string[];
  readonly secondTries: readonly string[];
}

const LINES_EACH = 40;

// Colors of a terminal.
// oxlint-disable-next-line no-control-regex
const COLORS = /\u001b\[[\d;]*m/g;

/** Of a run that left no report: one failure, which the step's own lines explain. */
const NOTHING: TestSummary = {
  passed: 0,
  failed: 1,
  failures: ['No report of the tests was written.'],
  secondTries: [],
};

/**
 * Reads what vitest's JSON reporter wrote. A test that passed and has failure messages passed at its second try.
 *
 * @param isPassed Did the whole run pass? A file that could not be loaded fails a run without a failed test.
 */
export function readTestSummary(
  paths: { readonly report: string; readonly root: string },
  isPassed: boolean,
): TestSummary {
  if (!existsSync(paths.report)) return NOTHING;
  const { numPassedTests, numFailedTests, testResults } = Report.parse(
    JSON.parse(readFileSync(paths.report, 'utf8')),
  );
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(`${paths.root}/`, '');
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [excerpt(`${file}\n${message ?? ''}`)];
    return failed.map(({ fullName, failureMessages }) => failureText(file, fullName, failureMessages ?? []));
  });
  const secondTries = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0)
      .map(({ fullName }) => `${name.replace(`${paths.root}/`, '')} ${fullName}`),
  );
  const failed = Math.max(numFailedTests, failures.length, isPassed ? 0 : 1);
  return { passed: numPassedTests, failed, failures, secondTries };
}

function failureText(file: string, test: string, messages: readonly string[]): string {
  const text = messages.join('\n');
  const escaped = file.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const line = new RegExp(`${escaped}:(\\d+)`).exec(text)?.[1];
  return excerpt(`${file}${line === undefined ? '' : `:${line}`} ${test}\n${text}`);
}

function excerpt(text: string): string {
  return text.replaceAll(COLORS, '').trimEnd().split('\n').slice(0, LINES_EACH).join('\n');
}
