import { UsageError } from '@lanran/sdk/kernel/errors';

/** `--version --offer` as commander gives them; what is left out is chosen by the platform. @throws UsageError */
export function parseSaleOptions({
  version,
  offer,
}: {
  readonly version?: string;
  readonly offer?: string;
}): {
  readonly version?: number;
  readonly offerId?: bigint;
} {
  const number = parseVersionOption(version);
  if (offer !== undefined && !/^\d{1,19}$/.test(offer))
    throw new UsageError('--offer', 'must be the number of an offer, such as 3.');
  return {
    ...(number !== null && { version: number }),
    ...(offer !== undefined && { offerId: BigInt(offer) }),
  };
}

/** Null where none is named. @throws UsageError */
export function parseVersionOption(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError('--version', 'must be the number of a version, such as 2.');
  return Number(text);
}
