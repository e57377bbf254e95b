import { isHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  parseAssetId,
  parseLicenseId,
  parseOrganizationId,
  parseStatementHash,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { BadInputError } from '../kernel/errors.ts';

/* Arguments become domain values here, at the edge; each refusal names the argument. */

/** Runs a parser of the protocol; its refusal becomes the caller's fault. @throws BadInputError */
export function parseInput<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { field, message } = error;
    throw new BadInputError(
      field,
      message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message,
    );
  }
}

export function toAssetId(text: string, field: string): AssetId {
  return parseInput(() => parseAssetId(text.toLowerCase(), field));
}

export function toLicenseId(text: string, field: string): LicenseId {
  return parseInput(() => parseLicenseId(text, field));
}

export function toStatementHash(text: string, field: string): StatementHash {
  return parseInput(() => parseStatementHash(text.toLowerCase(), field));
}

export function toOrganizationId(text: string, field: string): OrganizationId {
  return parseInput(() => parseOrganizationId(text.toLowerCase(), field));
}

export function toAddress(text: string, field: string): Address {
  return parseInput(() => parseAddress(text.toLowerCase(), field));
}

export function parseBytes(text: string, field: string): Hex {
  const hex = text.toLowerCase();
  if (!isHex(hex)) throw new BadInputError(field, 'must be whole bytes of hex that start with 0x.');
  return hex;
}
