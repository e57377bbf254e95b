import { FormatError } from '../kernel/errors.ts';
import { canonicalJson, parseJsonValue, type JsonValue } from '../kernel/json.ts';
import { parseArray, parseRecord } from '../kernel/shape.ts';
import { odrlTermsOf } from '../licensing/odrl.ts';
import { fail, pass, unknown, type Outcome } from '../proofs/check.ts';
import { findTerms, type ProvenParts } from './check-license.ts';
import { ODRL_FILE, RECEIPT_FILE } from './documents.ts';
import type { FoundTexts } from './found-file.ts';

/** What no terms say: parties by their names, and the text that the license refers to, which the check `agreement` compares. */
const BEYOND_TERMS = ['assigner', 'assignee', 'lanran:agreementSha256'];
/** Lists of rules, each of which names its target and may have duties. */
const RULES = ['permission', 'prohibition'];

/**
 * Whether `license/odrl.json` permits and prohibits what the terms of the license do: all but parties, duties and names. Without a
 * proof of the license its terms are those of the receipt, and not proven. @throws FormatError when it is no agreement
 */
export function checkOdrl(texts: FoundTexts, { license }: Pick<ProvenParts, 'license'>): Outcome {
  const text = texts.get(ODRL_FILE);
  if (text === undefined) return unknown(`there is no ${ODRL_FILE}`);
  const found = findTerms(texts, license);
  if (found === null) return unknown(`nothing says what ${ODRL_FILE} should permit`);
  const stated = readAgreement(text, `urn:lanran:asset:${found.terms.assetId}:`);
  const due = new Map(Object.entries(odrlTermsOf(found)));
  const differing = [...new Set([...due.keys(), ...stated.keys()])].filter(
    (name) => textOf(stated.get(name)) !== textOf(due.get(name)),
  );
  if (differing.length > 0)
    return fail(`${ODRL_FILE} is not what the terms of the license say: ${differing.join(', ')}`);
  const same = 'it permits and prohibits what the terms of the license do';
  return found.isProven
    ? pass(same)
    : unknown(`${same}, as ${RECEIPT_FILE} says; no proof of the license bears it out`);
}

function readAgreement(text: string, target: string): ReadonlyMap<string, JsonValue> {
  const members = parseRecord(parseWritten(text), ODRL_FILE);
  return new Map(
    Object.entries(members)
      .filter(([name]) => !BEYOND_TERMS.includes(name))
      .map(([name, value]): [string, JsonValue] => [
        name,
        RULES.includes(name)
          ? parseArray(value, `${ODRL_FILE}.${name}`, (rule, field) => readRule(rule, { field, target }))
          : parseJsonValue(value),
      ]),
  );
}

function readRule(
  value: unknown,
  { field, target: asset }: { readonly field: string; readonly target: string },
): JsonValue {
  const { target, duty: _, ...rule } = parseRecord(value, field);
  const { uid } = parseRecord(target, `${field}.target`);
  if (typeof uid !== 'string' || !uid.startsWith(asset))
    throw new FormatError(`${field}.target`, 'is not of the asset that was licensed');
  return parseJsonValue(rule);
}

/** Readers differ on a member that comes twice: it is to be in the very form in which packages have it. */
function parseWritten(text: string): JsonValue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FormatError(ODRL_FILE, 'is not JSON', { cause });
  }
  const parsed = parseJsonValue(value, ODRL_FILE);
  if (`${JSON.stringify(parsed, null, 2)}\n` !== text)
    throw new FormatError(ODRL_FILE, 'is not in the form in which packages have it');
  return parsed;
}

function textOf(value: JsonValue | undefined): string | null {
  return value === undefined ? null : canonicalJson(value);
}
