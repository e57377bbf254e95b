import { formatDay, LAST_DAY } from '../kernel/day.ts';
import type { JsonValue } from '../kernel/json.ts';
import { parseRecord } from '../kernel/shape.ts';
import { statementHash } from '../log/statement.ts';
import { parseTerms } from '../licensing/terms-json.ts';
import type { Bundle } from '../proofs/bundle.ts';
import { fail, pass, type Outcome } from '../proofs/check.ts';
import { revealed } from '../proofs/verify-content.ts';
import { BAG_INFO_FILE, parseBagInfo } from './bagit.ts';
import { CERTIFICATE_NAME, nameOf, RECEIPT_FILE } from './documents.ts';
import type { FoundTexts } from './found-file.ts';
import {
  CREDIT_LABEL,
  creditText,
  LABELS_FILE,
  LICENSE_LABEL,
  TITLE_LABEL,
} from './labels-and-credit-text.ts';
import { LICENSE_FOLDER, PROVENANCE_FOLDER } from './package-entry.ts';

export const LABELS_PATH = `${PROVENANCE_FOLDER}${LABELS_FILE}`;

/** What proves a package; null for what it has no bundle of. */
export interface PaperProofs {
  /** Of the version in the package. */
  readonly files: Bundle | null;
  /** Has the license. */
  readonly license: Bundle | null;
}

/** Something that a file of the package says, beside what the proof says of it. */
interface Claim {
  readonly file: string;
  readonly what: string;
  readonly stated: unknown;
  /** Undefined: the proof says nothing of it. */
  readonly due: JsonValue | undefined;
}

/**
 * Whether `bag-info.txt`, the receipt and the sheet of labels say of asset, version, license, days, token, chain and credit what the
 * proof does. What a file leaves out, and what the proof does not show, is not compared. @throws FormatError for a malformed file
 */
export function checkPapers(texts: FoundTexts, proofs: PaperProofs): Outcome {
  const claims = [
    ...bagInfoClaims(texts, proofs),
    ...receiptClaims(texts, proofs),
    ...sheetClaims(texts, proofs),
  ];
  const compared = claims.filter(({ stated, due }) => stated !== undefined && due !== undefined);
  const wrong = compared.find(({ stated, due }) => stated !== due);
  if (wrong !== undefined)
    return fail(
      `${wrong.file} says ${wrong.what} ${JSON.stringify(wrong.stated)}; by the proof it is ${JSON.stringify(wrong.due)}`,
    );
  const files = [...new Set(compared.map(({ file }) => file))];
  return pass(`what ${files.join(', ') || 'they'} say of asset, version and license is what the proof says`);
}

/** What is in a package and nothing offline proves, in words. */
export function notProven(paths: Iterable<string>): string[] {
  const certificate = `${LICENSE_FOLDER}${CERTIFICATE_NAME}`;
  return [...paths].flatMap((path) => {
    if (path === certificate) return [path];
    if (path === LABELS_PATH) return [`${path} (names and what the community asks)`];
    if (path === RECEIPT_FILE) return [`${path} (names, day and transaction of the sale)`];
    return path === BAG_INFO_FILE ? [`${path} (names)`] : [];
  });
}

function bagInfoClaims(texts: FoundTexts, { files, license }: PaperProofs): Claim[] {
  const text = texts.get(BAG_INFO_FILE);
  if (text === undefined) return [];
  const wish =
    license?.license === undefined ? null : parseTerms(license.license.terms, 'license.terms').wish;
  const number = files === null ? undefined : revealed(files, 'version');
  const due = new Map<string, string | undefined>([
    ['internal-sender-identifier', license?.license?.licenseId],
    ['lanran-license-first-day', wish === null ? undefined : formatDay(Math.min(wish.firstDay, LAST_DAY))],
    ['lanran-license-last-day', wish === null ? undefined : formatDay(Math.min(wish.lastDay, LAST_DAY))],
    [
      'external-identifier',
      files === null || typeof number !== 'number'
        ? undefined
        : `lanran://${files.statement.assetId}@${number}`,
    ],
    ['external-description', oneLine(titleOf(files))],
  ]);
  return parseBagInfo(text).flatMap(([label, stated]) =>
    // What was taken down is described by nothing.
    stated === '' ? [] : [{ file: BAG_INFO_FILE, what: label, stated, due: due.get(label.toLowerCase()) }],
  );
}

function receiptClaims(texts: FoundTexts, { files, license }: PaperProofs): Claim[] {
  const text = texts.get(RECEIPT_FILE);
  if (text === undefined) return [];
  const receipt = parseRecord(JSON.parse(text), RECEIPT_FILE);
  const within = (name: string) =>
    receipt[name] === undefined ? {} : parseRecord(receipt[name], `${RECEIPT_FILE}.${name}`);
  const [price, asset, version, chain, log] = ['price', 'asset', 'version', 'chain', 'log'].map(within);
  const claim = (what: string, stated: unknown, due: JsonValue | undefined): Claim => ({
    file: RECEIPT_FILE,
    what,
    stated,
    due,
  });
  const sold = license?.license;
  return [
    claim('price.token', price?.['token'], sold?.terms.token),
    claim('asset.id', asset?.['id'], files?.statement.assetId),
    claim('version.number', version?.['number'], files === null ? undefined : revealed(files, 'version')),
    claim(
      'version.statementHash',
      version?.['statementHash'],
      files === null ? undefined : statementHash(files.statement),
    ),
    claim('chain.contract', chain?.['contract'], sold?.address),
    claim('chain.chainId', chain?.['chainId'], license?.anchor?.chainId),
    claim('log.logId', log?.['logId'], files?.logId),
    claim('log.leaf', log?.['leaf'], files?.leaf.index),
  ];
}

function sheetClaims(texts: FoundTexts, { files, license }: PaperProofs): Claim[] {
  const lines = (texts.get(LABELS_PATH) ?? '').split(/\r\n|\n|\r/);
  const due = new Map<string, string | undefined>([
    [TITLE_LABEL, titleOf(files)],
    [LICENSE_LABEL, license?.license?.licenseId],
    [CREDIT_LABEL, creditOf(files)],
  ]);
  return [...due].flatMap(([label, expected]) =>
    lines
      .filter((line) => line.startsWith(label))
      .map((line) => ({
        file: LABELS_PATH,
        what: label.replace(/: $/, ''),
        stated: line.slice(label.length),
        due: expected,
      })),
  );
}

/** In the form in which packages have it; undefined where the proof does not show it. */
function titleOf(files: Bundle | null): string | undefined {
  const title = files === null ? undefined : revealed(files, 'title');
  if (title === undefined) return undefined;
  const { en, zh } = parseRecord(title, 'title');
  return nameOf({ ...(typeof en === 'string' && { en }), ...(typeof zh === 'string' && { zh }) });
}

function creditOf(files: Bundle | null): string | undefined {
  if (files === null) return undefined;
  const line = revealed(files, 'creditLine');
  if (typeof line === 'string') return creditText(line);
  const isWhole = files.body.fields.length === files.body.size;
  return isWhole && line === undefined ? creditText(null) : undefined;
}

/** As a line of `bag-info.txt` has it. */
function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/gu, ' ').trim();
}
