import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { formatMedia, parseMedia } from '@lanran/protocol/licensing/media';
import { formatRights, parseRights } from '@lanran/protocol/licensing/rights';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { callsIn, type DescribedCall } from '@lanran/sdk/acts/describe-call';

interface Wording {
  readonly say: (value: bigint) => string;
  readonly read: (text: string) => bigint;
}

const DAY: Wording = { say: (day) => formatDay(Number(day)), read: (text) => BigInt(parseDay(text)) };
const SHARE: Wording = {
  say: (bps) => `${Number(bps) / 100} %`,
  read: (text) => BigInt(Math.round(parseFloat(text) * 100)),
};

/** Members that are numbers for the contracts only. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  media: {
    say: (bits) => formatMedia(Number(bits)),
    read: (text) => BigInt(parseMedia(text)),
  },
  territories: { say: (bits) => territoryText(bits, 'en'), read: parseTerritoryWords },
  rights: {
    say: (bits) => formatRights(Number(bits)),
    read: (text) => BigInt(parseRights(text)),
  },
  firstDay: DAY,
  lastDay: DAY,
  shareBps: SHARE,
  communityShareBps: SHARE,
};

/** A call as a line that who is about to sign it can check: days, media, territories and shares in words. */
export function callLine(call: DescribedCall): string {
  return callsIn(call).map(oneCallLine).join(', and then ');
}

function oneCallLine({ contract, functionName, args }: DescribedCall): string {
  return `${contract}.${functionName} ${JSON.stringify(args, (name, value: unknown) => saidAs(name, value))}`;
}

/** A number whose words would not say all of it, such as one with a bit that has no name, stays a number. */
function saidAs(name: string, value: unknown): unknown {
  const wording = Object.hasOwn(WORDINGS, name) ? WORDINGS[name] : undefined;
  if (wording === undefined || typeof value !== 'string' || !/^\d+$/.test(value)) return value;
  try {
    const text = wording.say(BigInt(value));
    return wording.read(text) === BigInt(value) ? text : value;
  } catch {
    return value;
  }
}
