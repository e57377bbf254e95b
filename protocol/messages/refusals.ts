import type { BilingualText } from '../kernel/language.ts';
import { ACCESS_REFUSALS } from './access.ts';
import { ASSET_REFUSALS } from './assets.ts';
import { CONSENT_REFUSALS } from './consents.ts';
import { MARKET_REFUSALS } from './market.ts';
import { OFFER_REFUSALS } from './offers.ts';
import { ORGANIZATION_REFUSALS } from './organizations.ts';
import { fillIn, type Catalog } from './template.ts';
import { TOKEN_REFUSALS } from './tokens.ts';

/** A contract's custom error as it was decoded. */
export interface StatedError {
  /** E.g. `OfferBookNotMember`; for a Safe's reasons the code itself, e.g. `GS013`. */
  readonly name: string;
  /** By name: integers as decimal text, bytes and addresses as hex. */
  readonly args: Readonly<Record<string, string>>;
}

/** Why a contract refused an act. */
export interface Refusal {
  /** Stable, for machines: the error's name in capitals, e.g. `OFFER_BOOK_NOT_MEMBER`. */
  readonly code: string;
  readonly data: Readonly<Record<string, string>>;
  readonly text: BilingualText;
}

const SENTENCES: Catalog = {
  ...ASSET_REFUSALS,
  ...CONSENT_REFUSALS,
  ...OFFER_REFUSALS,
  ...MARKET_REFUSALS,
  ...ORGANIZATION_REFUSALS,
  ...ACCESS_REFUSALS,
  ...TOKEN_REFUSALS,
};

/**
 * What happened and what to do about it. An error that none of the contracts has is named, with its values. The reasons of
 * `JudgementRefused` are said one by one by `describeReason`.
 */
export function describeRefusal({ name, args }: StatedError): Refusal {
  const template = Object.hasOwn(SENTENCES, name) ? SENTENCES[name] : undefined;
  const text = template === undefined ? unknownText({ name, args }) : fillIn(template, args);
  return { code: codeOf(name), data: args, text };
}

function codeOf(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toUpperCase();
}

function unknownText({ name, args }: StatedError): BilingualText {
  const values = Object.entries(args).map(([key, value]) => `${key} ${value}`);
  const stated = `${name}(${values.join(', ')})`;
  return {
    en: `The contract refused this: ${stated}. Nothing was changed.`,
    zh: `合约拒绝了此操作：${stated}。未作任何更改。`,
  };
}
